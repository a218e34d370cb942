"""Which topics changed: written with the change, read by each worker to refresh its open pages."""

from datetime import timedelta

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.tables import Change

KEPT = timedelta(minutes=10)
BATCH = 2_000


def announce(session: Session, *topics: str) -> None:
    """Note, in the same transaction, that these topics changed."""
    moment = clock.now()
    session.execute(insert(Change), [{"topic": topic, "at": moment} for topic in sorted(set(topics))])


def latest(session: Session) -> int:
    """The number of the newest change; 0 when there is none."""
    return session.exec(select(func.max(Change.id))).one() or 0


def since(session: Session, last: int) -> tuple[int, frozenset[str]]:
    """The newest number and the topics that changed after `last`."""
    rows = session.exec(
        select(Change.id, Change.topic).where(col(Change.id) > last).order_by(col(Change.id)).limit(BATCH)
    ).all()
    return (rows[-1][0] or last if rows else last), frozenset(topic for _, topic in rows)


def forget_old(session: Session) -> None:
    """Drop changes that every open page has long seen."""
    session.execute(delete(Change).where(col(Change.at) < clock.now() - KEPT))
