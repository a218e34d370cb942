"""A guardian says when the child is to be in förskola or fritidshem. A home writes its own weeks and no other's."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.attendance.care_reach import CARE_FORMS, own_places
from skolplattform.attendance.permissions import OWN_CARE
from skolplattform.attendance.queries.homes import plain_spans, plain_weeks
from skolplattform.attendance.rules import care
from skolplattform.attendance.rules.care import Spans, Week
from skolplattform.attendance.rules.entitlement import Ground, has_age_for
from skolplattform.attendance.tables import CareChange, CareSchedule
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.tables import Enrolment, Person

INTENTION = "attendance.save_weeks"
CHANGE = "attendance.change_day"
MOST = 60


def save_weeks(
    session: Session,
    actor: Actor,
    *,
    child_ids: Sequence[UUID],
    valid_from: date,
    valid_until: date | None,
    ground: Ground,
    weeks: Sequence[Week],
    version: int,
    key: str,
) -> None:
    """Write the home's rolling weeks for one child, and the same for siblings. What held before ends the day before.

    `version` is that of the first child's schedule of the same first day, 0 when there was none.

    Raises:
        NotFound: not the guardian's own child, or without a place.
        Invalid: weeks or dates that cannot be, at their field.
        Conflict: the same guardian has changed them in another window.
    """
    require(actor, OWN_CARE)
    places = _places(session, actor, child_ids)
    if valid_from < clock.today():
        raise Invalid("valid_from", "care.error.past")
    checked = care.checked_weeks(weeks, valid_from, valid_until)
    _of_age(session, child_ids, valid_from)

    def save() -> dict[str, object]:
        _expect(session, actor, child_ids[0], valid_from, version)
        for child in child_ids:
            row = CareSchedule(
                child_id=child,
                unit_id=places[child],
                home_id=actor.person_id,
                valid_from=valid_from,
                valid_until=valid_until,
                ground=ground.value,
                weeks=plain_weeks(checked),
                registered_at=clock.now(),
            )
            _replace(session, row)
            _tell(session, actor, INTENTION, row.id, child, places[child])
        return {}

    idempotency.once(session, actor, key, INTENTION, save)


def _places(session: Session, actor: Actor, child_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    if not child_ids:
        raise Invalid("children", "care.error.nobody")
    places = own_places(session, actor, clock.today())
    if not places.keys() >= set(child_ids):
        raise NotFound
    return places


def _of_age(session: Session, child_ids: Sequence[UUID], first: date) -> None:
    """Fritidshem ends with the spring of the year the child turns 13 (R-T09): no hours are written after it."""
    rows = session.exec(
        select(Person.id, Person.birth_date, Enrolment.school_type)
        .join(Enrolment, col(Enrolment.person_id) == col(Person.id))
        .where(
            col(Person.id).in_(child_ids),
            col(Enrolment.school_type).in_(CARE_FORMS),
            col(Enrolment.cancelled).is_(False),
        )
        .order_by(col(Person.id), col(Enrolment.start_date))
        .limit(MOST)
    ).all()
    fits = {child for child, born, form in rows if born is None or has_age_for(form, born, first)}
    if not fits >= set(child_ids):
        raise Invalid("valid_from", "care.error.age")


def _expect(session: Session, actor: Actor, child: UUID, valid_from: date, version: int) -> None:
    stored = session.exec(
        select(CareSchedule.version).where(
            CareSchedule.child_id == child,
            CareSchedule.home_id == actor.person_id,
            CareSchedule.valid_from == valid_from,
        )
    ).first()
    if (stored or 0) != version:
        raise Conflict(None, "care.conflict")


def _replace(session: Session, row: CareSchedule) -> None:
    """The home's row of the same first day is written over; earlier ones end the day before this one begins."""
    own = session.exec(
        select(CareSchedule)
        .where(
            CareSchedule.child_id == row.child_id,
            CareSchedule.home_id == row.home_id,
            or_(col(CareSchedule.valid_until).is_(None), col(CareSchedule.valid_until) >= row.valid_from),
            col(CareSchedule.valid_from) <= row.valid_from,
        )
        .order_by(col(CareSchedule.valid_from))
        .limit(MOST)
        .with_for_update()
    ).all()
    for former in own:
        if former.valid_from == row.valid_from:
            row.version = former.version + 1
            row.id = former.id
            session.delete(former)
            session.flush()
        else:
            former.valid_until = row.valid_from - timedelta(days=1)
            former.version += 1
            session.add(former)
    session.add(row)
    session.flush()


def change_day(
    session: Session, actor: Actor, *, child_ids: Sequence[UUID], day: date, spans: Spans | None, key: str
) -> None:
    """Say that one day differs from the home's weeks; no spans: at home. None takes the change back.

    Raises:
        NotFound: not the guardian's own child, or without a place.
        Invalid: a day that is over or too far ahead.
    """
    require(actor, OWN_CARE)
    places = _places(session, actor, child_ids)
    today = clock.today()
    if not today <= day <= today + care.CHANGE_AHEAD:
        raise Invalid("day", "care.error.day")

    def save() -> dict[str, object]:
        for child in child_ids:
            row = _change_of(session, actor, child, places[child], day)
            if spans is None:
                session.delete(row)
            else:
                row.spans, row.registered_at, row.version = plain_spans(spans), clock.now(), row.version + 1
                session.add(row)
            session.flush()
            _tell(session, actor, CHANGE, row.id, child, places[child])
        return {}

    idempotency.once(session, actor, key, CHANGE, save)


def _change_of(session: Session, actor: Actor, child: UUID, unit: UUID, day: date) -> CareChange:
    """The home's change of the day, made when there is none."""
    place = {"child_id": child, "home_id": actor.person_id, "day": day}
    found = session.exec(select(CareChange).filter_by(**place).with_for_update()).first()
    if found is None:
        found = CareChange(**place, unit_id=unit, spans=[], registered_at=clock.now(), version=0)
        session.add(found)
        session.flush()
    return found


def _tell(session: Session, actor: Actor, verb: str, row: UUID, child: UUID, unit: UUID) -> None:
    audit.record(session, actor, verb, "care_schedule", row, subject=child, unit=unit)
    changes.announce(session, f"care:{child}", f"here:{unit}")
