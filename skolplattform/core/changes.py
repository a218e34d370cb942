"""Which topics changed: written with the change, read by each worker to refresh its open pages."""

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import JSON, Table, bindparam, delete, event, func
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


@cache
def _insert(dialect_name: str) -> Any:
    """One statement with the topics as a list, built once: a saved class is thirty of them."""
    elements = func.json_array_elements_text if dialect_name == "postgresql" else func.json_each
    topics = elements(bindparam("topics", type_=JSON())).table_valued("value")
    rows = select(topics.c.value, bindparam("at", type_=_CHANGES.c.at.type))
    return _CHANGES.insert().from_select(["topic", "at"], rows, include_defaults=False)


def _write(session: Session) -> None:
    topics: set[str] = session.info.pop(_TOPICS, set())
    if topics:
        given = {"topics": sorted(topics), "at": clock.now()}
        session.connection().execute(_insert(session.get_bind().dialect.name), given)


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
