"""Who may pick a child up, and who does tomorrow: said by a guardian, seen by staff, never by the other guardian."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from skolplattform.attendance.care_reach import own_place
from skolplattform.attendance.permissions import OWN_CARE
from skolplattform.attendance.rules import care
from skolplattform.attendance.tables import Pickup, PickupPerson
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require

NAME, SAY = "attendance.name_pickup", "attendance.say_pickup"


def name_pickup(
    session: Session,
    actor: Actor,
    child_id: UUID,
    *,
    name: str,
    first_day: date,
    last_day: date | None,
    shared: bool,
    key: str,
) -> UUID:
    """Name somebody who may pick the child up, from a day to a day.

    Raises:
        NotFound: not the guardian's own child, or without a place.
        Invalid: no name, or the days are in the wrong order.
    """
    require(actor, OWN_CARE)
    unit = own_place(session, actor, child_id, clock.today())
    if not name.strip():
        raise Invalid("name", "care.pickup.error.name")
    if last_day is not None and last_day < max(first_day, clock.today()):
        raise Invalid("last_day", "care.error.dates")

    def save() -> dict[str, Any]:
        row = PickupPerson(
            child_id=child_id,
            named_by=actor.person_id,
            name=name.strip(),
            first_day=first_day,
            last_day=last_day,
            shared=shared,
        )
        session.add(row)
        session.flush()
        _tell(session, actor, NAME, row.id, child_id, unit)
        return {"person": str(row.id)}

    return UUID(idempotency.once(session, actor, key, f"{NAME}:{child_id}", save)["person"])


def withdraw_pickup(session: Session, actor: Actor, person_id: UUID, *, version: int) -> None:
    """That person picks the child up no more, from now on.

    Raises:
        NotFound: somebody the actor has not named.
        Conflict: it has changed since it was shown.
    """
    require(actor, OWN_CARE)
    row = session.exec(select(PickupPerson).where(PickupPerson.id == person_id).with_for_update()).first()
    if row is None or row.named_by != actor.person_id:
        raise NotFound
    unit = own_place(session, actor, row.child_id, clock.today())
    if row.version != version:
        raise Conflict(None, "care.conflict")
    said = session.exec(
        select(Pickup).where(Pickup.person_id == person_id, col(Pickup.day) >= clock.today()).limit(100)
    ).all()
    for day in said:
        session.delete(day)
    session.flush()
    row.last_day = date.fromordinal(clock.today().toordinal() - 1)
    row.first_day = min(row.first_day, row.last_day)
    row.version += 1
    session.add(row)
    session.flush()
    _tell(session, actor, "attendance.withdraw_pickup", row.id, row.child_id, unit)


def say_pickup(
    session: Session, actor: Actor, child_id: UUID, *, day: date, person_id: UUID | None, key: str
) -> dict[str, Any]:
    """Say who picks the child up that day: a person one has named, or oneself. Answers what was said before.

    Raises:
        NotFound: not the guardian's own child, or a person the guardian may not choose that day.
        Invalid: a day that is over or too far ahead.
    """
    require(actor, OWN_CARE)
    unit = own_place(session, actor, child_id, clock.today())
    if not clock.today() <= day <= clock.today() + care.CHANGE_AHEAD:
        raise Invalid("day", "care.error.day")
    if person_id is not None:
        _choosable(session, actor, child_id, person_id, day)

    def save() -> dict[str, Any]:
        place = {"child_id": child_id, "day": day, "said_by": actor.person_id}
        row = session.exec(select(Pickup).filter_by(**place).with_for_update()).first()
        before = {"was": row is not None, "person": str(row.person_id) if row and row.person_id else ""}
        row = row or Pickup(**place, unit_id=unit, said_at=clock.now(), version=0)
        row.person_id, row.said_at, row.version = person_id, clock.now(), row.version + 1
        session.add(row)
        session.flush()
        _tell(session, actor, SAY, row.id, child_id, unit)
        return before

    return idempotency.once(session, actor, key, f"{SAY}:{child_id}:{day}", save)


def unsay_pickup(session: Session, actor: Actor, child_id: UUID, *, day: date) -> None:
    """Take back what was said of the day: as if nothing had been said.

    Raises:
        NotFound: not the guardian's own child.
    """
    require(actor, OWN_CARE)
    unit = own_place(session, actor, child_id, clock.today())
    row = session.exec(select(Pickup).filter_by(child_id=child_id, day=day, said_by=actor.person_id)).first()
    if row is not None:
        session.delete(row)
        session.flush()
        _tell(session, actor, "attendance.unsay_pickup", row.id, child_id, unit)


def _choosable(session: Session, actor: Actor, child_id: UUID, person_id: UUID, day: date) -> None:
    """One's own, or one that the other guardian shares, and that day."""
    row = session.exec(
        select(PickupPerson.id).where(
            PickupPerson.id == person_id,
            PickupPerson.child_id == child_id,
            or_(PickupPerson.named_by == actor.person_id, col(PickupPerson.shared)),
            col(PickupPerson.first_day) <= day,
            or_(col(PickupPerson.last_day).is_(None), col(PickupPerson.last_day) >= day),
        )
    ).first()
    if row is None:
        raise NotFound


def _tell(session: Session, actor: Actor, verb: str, row: UUID, child: UUID, unit: UUID) -> None:
    audit.record(session, actor, verb, "pickup", row, subject=child, unit=unit)
    changes.announce(session, f"care:{child}", f"here:{unit}")
