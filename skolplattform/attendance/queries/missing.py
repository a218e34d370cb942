"""Lessons of a day that are over and that nobody has reported, and who teaches them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, union
from sqlmodel import Session, col, select

from skolplattform.attendance.queries.unreported import has_somebody
from skolplattform.attendance.tables import LessonRegister
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.tables import Activity, ActivityTeacher, CalendarEvent, TeacherException

MOST = 5_000


@dataclass(frozen=True, slots=True)
class MissingLesson:
    """A lesson without a register."""

    id: UUID
    name: str
    unit_id: UUID
    starts_at: datetime
    ends_at: datetime


def missing_lessons(session: Session, units: Collection[UUID], on: date, until: datetime) -> list[MissingLesson]:
    """Lessons of the units that day that ended before `until` without a register; one statement.

    The caller has decided that the actor may know of these units.
    """
    rows = session.execute(
        select(
            CalendarEvent.id,
            Activity.display_name,
            CalendarEvent.unit_id,
            CalendarEvent.starts_at,
            CalendarEvent.ends_at,
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(*without_register(units, on, until))
        .order_by(col(CalendarEvent.ends_at), col(CalendarEvent.id))
        .limit(MOST)
    ).all()
    return [MissingLesson(*row) for row in rows]


def without_register(units: Collection[UUID], on: date, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a lesson, with its register beside it, that it is over and should have one."""
    return (
        col(CalendarEvent.unit_id).in_(set(units)),
        col(CalendarEvent.day) == on,
        col(CalendarEvent.ends_at) <= until,
        takes_place(),
        col(LessonRegister.calendar_event_id).is_(None),
        has_somebody(),
    )


def teachers_of(session: Session, lessons: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Who teaches each lesson that day: the activity's teachers but those who are away, and substitutes."""
    wanted = set(lessons)
    away = select(TeacherException.duty_id).where(
        col(TeacherException.calendar_event_id) == col(CalendarEvent.id), col(TeacherException.participates).is_(False)
    )
    usual = (
        select(CalendarEvent.id, Duty.person_id)
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(
            col(CalendarEvent.id).in_(wanted),
            holds_on(Duty.start_date, Duty.end_date, on),
            or_(col(ActivityTeacher.start_date).is_(None), col(ActivityTeacher.start_date) <= on),
            or_(col(ActivityTeacher.end_date).is_(None), col(ActivityTeacher.end_date) >= on),
            col(Duty.id).not_in(away.correlate(CalendarEvent)),
        )
    )
    substitutes = (
        select(TeacherException.calendar_event_id, Duty.person_id)
        .join(Duty, col(Duty.id) == col(TeacherException.duty_id))
        .where(
            col(TeacherException.calendar_event_id).in_(wanted),
            col(TeacherException.participates).is_(True),
            holds_on(Duty.start_date, Duty.end_date, on),
        )
    )
    found: dict[UUID, set[UUID]] = {lesson: set() for lesson in wanted}
    for lesson, person in session.execute(union(usual, substitutes)) if wanted else ():
        found[lesson].add(person)
    return found
