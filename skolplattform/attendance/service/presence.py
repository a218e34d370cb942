"""Staff at the door note a child in or out; two tablets at once note it once."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Session, col, select

from skolplattform.attendance.care_reach import unit_of_child
from skolplattform.attendance.permissions import NOTE
from skolplattform.attendance.rules import presence
from skolplattform.attendance.rules.presence import Noted, Way
from skolplattform.attendance.tables import Passage, Presence
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.core.tables import AnsweredKey
from skolplattform.core.upsert import insert_into

INTENTION = "attendance.note"
MOST = 100
_PRESENCES: Table = Presence.__table__  # type: ignore[attr-defined]


def note(session: Session, actor: Actor, child_id: UUID, *, way: Way, key: str) -> bool:
    """Note that the child came or went now; False when it stands so already (another tablet was quicker).

    Raises:
        NotFound: not a child of the actor's units.
    """
    require(actor, NOTE)
    unit = unit_of_child(session, actor, child_id, clock.today())
    answer = idempotency.once(
        session, actor, key, f"{INTENTION}:{child_id}:{way}", lambda: _pass(session, actor, child_id, unit, way)
    )
    return bool(answer["passage"])


def _pass(session: Session, actor: Actor, child: UUID, unit: UUID, way: Way) -> dict[str, Any]:
    row = _day_of(session, child, unit)
    if row.is_here == (way is Way.IN):
        return {"passage": 0}
    passage = Passage(presence_id=row.id, way=way.value, at=clock.now(), noted_by=actor.person_id)
    session.add(passage)
    row.is_here, row.since, row.version = way is Way.IN, passage.at, row.version + 1
    session.add(row)
    session.flush()
    _tell(session, actor, f"attendance.note_{way}", row)
    return {"passage": passage.id}


def take_back(session: Session, actor: Actor, child_id: UUID, *, key: str) -> None:
    """Take back what was noted with `key`: a slip of the hand, within ten minutes and while it is the latest.

    Raises:
        NotFound: nothing was noted with the key, or not a child of the actor's units.
        Conflict: too late, or somebody has noted something since.
    """
    require(actor, NOTE)
    unit_of_child(session, actor, child_id, clock.today())
    saved = session.get(AnsweredKey, (actor.person_id, key))
    if saved is None or not saved.intention.startswith(f"{INTENTION}:{child_id}:") or not saved.answer["passage"]:
        raise NotFound
    passage = session.get_one(Passage, saved.answer["passage"])
    row = session.exec(select(Presence).where(Presence.id == passage.presence_id).with_for_update()).one()
    passages = _passages(session, row)
    last = presence.latest(_noted(one) for one in passages)
    if passage.void_at or last is None or last.number != passage.id:
        raise Conflict(None, "care.here.undo_too_late")
    if not presence.may_take_back(passage.at, clock.now()):
        raise Conflict(None, "care.here.undo_too_late")
    passage.void_at, passage.void_by = clock.now(), actor.person_id
    session.add(passage)
    before = presence.latest(_noted(one) for one in passages)
    row.is_here = before is not None and before.way is Way.IN
    row.since, row.version = before.at if before else clock.now(), row.version + 1
    session.add(row)
    session.flush()
    _tell(session, actor, "attendance.take_back_note", row)


def _day_of(session: Session, child: UUID, unit: UUID) -> Presence:
    """Today's row of the child, held by this transaction; made when nobody has noted anything yet."""
    day = clock.today()
    place = {"child_id": child, "unit_id": unit, "day": day}
    row = {"id": new_id(), **place, "is_here": False, "since": clock.now(), "version": 1}
    fresh = insert_into(session, _PRESENCES).values(row).on_conflict_do_nothing(index_elements=list(place))
    session.execute(fresh)
    return session.exec(
        select(Presence)
        .where(Presence.child_id == child, Presence.unit_id == unit, Presence.day == day)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _passages(session: Session, row: Presence) -> list[Passage]:
    question = select(Passage).where(Passage.presence_id == row.id).order_by(col(Passage.id).desc()).limit(MOST)
    return list(session.exec(question).all())


def _noted(row: Passage) -> Noted:
    return Noted(Way(row.way), row.at, row.id or 0, row.void_at is not None)


def _tell(session: Session, actor: Actor, verb: str, row: Presence) -> None:
    detail = {"version": row.version}
    audit.record(session, actor, verb, "presence", row.id, subject=row.child_id, unit=row.unit_id, detail=detail)
    changes.announce(session, f"here:{row.unit_id}", f"student:{row.child_id}")
