"""Which topics changed: written with the change, read by each worker to refresh its open pages."""

from datetime import timedelta

from sqlalchemy import Table, delete, event
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.tables import Change

KEPT = timedelta(minutes=10)
BATCH = 2_000
_CHANGES: Table = Change.__table__  # type: ignore[attr-defined]
OVERLAP = 300
_TOPICS = "changed topics"


def announce(session: Session, *topics: str) -> None:
    """Note, in the same transaction, that these topics changed: one statement for all of them, as it ends."""
    noted = session.info.setdefault(_TOPICS, set())
    if not event.contains(session, "before_commit", _write):
        event.listen(session, "before_commit", _write)
        event.listen(session, "after_rollback", _forget)
    noted.update(topics)


def _write(session: Session) -> None:
    topics: set[str] = session.info.pop(_TOPICS, set())
    moment = clock.now()
    if topics:
        session.execute(_CHANGES.insert(), [{"topic": topic, "at": moment} for topic in sorted(topics)])


def _forget(session: Session) -> None:
    session.info.pop(_TOPICS, None)


def recent(session: Session, after: int) -> dict[int, str]:
    """Number and topic of the changes from a little before `after`, which is the newest number seen so far.

    Transactions may end in another order than they took their numbers, so the last few are looked at again;
    the caller leaves out those it has seen.
    """
    rows = session.exec(
        select(Change.id, Change.topic)
        .where(col(Change.id) > after - OVERLAP)
        .order_by(col(Change.id).desc())
        .limit(BATCH)
    ).all()
    return {number: topic for number, topic in rows if number is not None}


def forget_old(session: Session) -> None:
    """Drop changes that every open page has long seen."""
    session.execute(delete(Change).where(col(Change.at) < clock.now() - KEPT))
