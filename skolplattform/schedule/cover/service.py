"""What a head or the office does when somebody of the staff is away: says so, finds cover, takes it back (FRN-18)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, exists, or_
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.permissions import require
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.permissions import is_in_units
from skolplattform.registry.tables import Duty
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.cover.queries import Lesson, day_of_unit, staff_of
from skolplattform.schedule.cover.rules import checked_days
from skolplattform.schedule.permissions import COVER
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent, TeacherException

MOST_LESSONS = 400
NOTICE = NoticeKind(
    "schedule.cover",
    label="schedule.cover.notice.label",
    title="schedule.cover.notice.title",
    route="/schema",
    workspaces=(Workspace.TEACHER,),
    same_day=True,
)


def topic(unit_id: UUID) -> str:
    """What changes when somebody at a school is away or covers (`core.changes`)."""
    return f"cover:{unit_id}"


def tell_away(session: Session, actor: Actor, duty_id: UUID, *, first: date, last: date) -> int:
    """Somebody of the staff is away these days: how many lessons lack them. The same again changes nothing.

    Why is nobody's business here: no reason is kept.

    Raises:
        NotFound: not of the staff of the actor's schools. Invalid: the days, or nobody was chosen.
    """
    require(actor, COVER)
    checked_days(first, last, clock.today())
    duty = _duty(session, actor, duty_id, first)
    lessons = session.scalars(_held(duty, first, last)).all()
    there = {
        one.calendar_event_id: one
        for one in session.scalars(
            select(TeacherException).where(
                col(TeacherException.calendar_event_id).in_(lessons), col(TeacherException.duty_id) == duty.id
            )
        )
    }
    for lesson in lessons:
        row = there.get(lesson) or TeacherException(calendar_event_id=lesson, duty_id=duty.id, participates=False)
        row.participates = False
        session.add(row)
    days = {"first": first.isoformat(), "last": last.isoformat(), "lessons": len(lessons)}
    audit.record(
        session, actor, "schedule.tell_away", "duty", duty.id, subject=duty.person_id, unit=duty.unit_id, detail=days
    )
    _take_back_notices(session, duty, lessons)
    _announce(session, duty.unit_id, lessons)
    return len(lessons)


def cover(session: Session, actor: Actor, lesson_id: UUID, duty_id: UUID | None, *, seen: UUID | None) -> None:
    """Somebody takes the lesson of one who is away, and is told; nobody, when `duty_id` is none.

    `seen` is who covered when the page was shown. The same again changes nothing.

    Raises:
        NotFound: not a lesson of the actor's schools that lacks its teacher. Conflict: somebody else has been chosen.
        Invalid: the lesson is over, or the one who was chosen is not free.
    """
    require(actor, COVER)
    event, lesson, free = _lacking(session, actor, lesson_id)
    now = next(iter(sorted(lesson.covering)), None)
    if now == duty_id:
        return
    if now != seen:
        raise Conflict(None, "schedule.cover.error.changed")
    if duty_id is not None and duty_id not in free:
        raise Invalid("cover", "schedule.cover.error.busy")
    for gone in lesson.covering:
        session.execute(_exceptions(lesson_id, gone))
        _take_back_notices(session, session.get_one(Duty, gone), [lesson_id])
    if duty_id is not None:
        session.add(TeacherException(calendar_event_id=lesson_id, duty_id=duty_id, participates=True))
        _tell(session, session.get_one(Duty, duty_id), event, lesson)
    detail = {"duty": str(duty_id) if duty_id else ""}
    audit.record(session, actor, "schedule.cover", "lesson", lesson_id, unit=event.unit_id, detail=detail)
    _announce(session, event.unit_id, [lesson_id])


def take_back(session: Session, actor: Actor, lesson_id: UUID) -> None:
    """The teacher holds the lesson after all; who was to cover is let off.

    Raises:
        NotFound: not a lesson of the actor's schools that lacks its teacher. Invalid: it is over.
    """
    require(actor, COVER)
    event, lesson, _ = _lacking(session, actor, lesson_id)
    for duty in lesson.covering:
        _take_back_notices(session, session.get_one(Duty, duty), [lesson_id])
    for duty in lesson.covering | lesson.away:
        session.execute(_exceptions(lesson_id, duty))
    audit.record(session, actor, "schedule.take_back", "lesson", lesson_id, unit=event.unit_id)
    _announce(session, event.unit_id, [lesson_id])


def _duty(session: Session, actor: Actor, duty_id: UUID, day: date) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None or not is_in_units(actor, duty.unit_id):
        raise NotFound
    if duty_id not in dict(staff_of(session, actor, duty.unit_id, day)):
        raise NotFound
    return duty


def _held(duty: Duty, first: date, last: date) -> Any:
    """The lessons still to come that the duty teaches or covers these days, at its school."""
    day, start, end = col(CalendarEvent.day), col(ActivityTeacher.start_date), col(ActivityTeacher.end_date)
    taught = exists().where(
        col(ActivityTeacher.duty_id) == duty.id,
        col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id),
        or_(start.is_(None), start <= day),
        or_(end.is_(None), end >= day),
    )
    covered = select(TeacherException.calendar_event_id).where(
        TeacherException.duty_id == duty.id, col(TeacherException.participates).is_(True)
    )
    return (
        select(CalendarEvent.id)
        .where(
            col(CalendarEvent.unit_id) == duty.unit_id,
            day.between(first, last),
            col(CalendarEvent.ends_at) > clock.now(),
            or_(taught, col(CalendarEvent.id).in_(covered)),
            takes_place(),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(MOST_LESSONS)
    )


def _lacking(session: Session, actor: Actor, lesson_id: UUID) -> tuple[CalendarEvent, Lesson, list[UUID]]:
    """The lesson, held until the transaction ends, with who is in it and who is free to take it."""
    event = session.exec(select(CalendarEvent).where(CalendarEvent.id == lesson_id).with_for_update()).first()
    if event is None or not is_in_units(actor, event.unit_id):
        raise NotFound
    _, day = day_of_unit(session, actor, event.unit_id, event.day)
    lesson = next((one for one in day.lessons if one.id == lesson_id and one.away), None)
    if lesson is None:
        raise NotFound
    if event.ends_at <= clock.now():
        raise Invalid("cover", "schedule.cover.error.over")
    return event, lesson, day.free(lesson)


def _exceptions(lesson_id: UUID, duty_id: UUID) -> Any:
    return delete(TeacherException).where(
        and_(col(TeacherException.calendar_event_id) == lesson_id, col(TeacherException.duty_id) == duty_id)
    )


def _tell(session: Session, duty: Duty, event: CalendarEvent, lesson: Lesson) -> None:
    payload = {"unit": str(event.unit_id), "day": event.day.isoformat()}
    payload |= {"group": lesson.name, "time": f"{clock.local(event.starts_at):%H.%M}"}
    outbox.queue(session, [Notice(NOTICE.name, duty.person_id, _key(duty.person_id, event.id), payload)])


def _take_back_notices(session: Session, duty: Duty, lessons: Collection[UUID]) -> None:
    keys = [_key(duty.person_id, lesson) for lesson in lessons]
    outbox.withdraw(session, col(OutboxMessage.dedupe_key).in_(keys))


def _key(person: UUID, lesson: UUID) -> str:
    return f"{NOTICE.name}:{person}:{lesson}"


def _announce(session: Session, unit_id: UUID, lessons: Collection[UUID]) -> None:
    changes.announce(session, topic(unit_id), "timetable", *(f"lesson:{lesson}" for lesson in lessons))
