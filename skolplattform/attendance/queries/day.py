"""A teacher's day: the lessons in order, which of them wait to be reported, who is away."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import AwayStudent, DayLesson
from skolplattform.attendance.permissions import RECORD
from skolplattform.attendance.queries.opening import class_on, rooms_of
from skolplattform.attendance.queries.words import span_text, told_when
from skolplattform.attendance.tables import AbsenceReport, LessonRegister
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.registry.permissions import visible_students
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.closed import closed_name
from skolplattform.schedule.permissions import taught_lessons
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import Activity, CalendarEvent

LESSONS = 40
AWAY = 25


def teacher_lessons(session: Session, actor: Actor, on: date) -> list[DayLesson]:
    """The lessons the actor teaches or substitutes in that day, in order of time. Two statements."""
    require(actor, RECORD)
    rows = session.execute(
        select(  # type: ignore[call-overload]
            CalendarEvent,
            col(Activity.display_name).label("name"),
            rooms_of().label("rooms"),
            col(LessonRegister.reported_at),
            closed_name().label("closed"),
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(col(CalendarEvent.unit_id).in_(actor.units), CalendarEvent.day == on, taught_lessons(actor))
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(LESSONS)
    ).all()
    counts = _counts(session, [row.CalendarEvent.id for row in rows])
    return [_day_lesson(row, *counts.get(row.CalendarEvent.id, (0, 0))) for row in rows]


def _counts(session: Session, lessons: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """For each lesson: how many are in it, and how many of them are told to be away."""
    if not lessons:
        return {}
    taking_part = participants_query(lessons).subquery("taking_part")
    away = and_(
        col(AbsenceReport.student_id) == taking_part.c.student_id,
        col(AbsenceReport.starts_at) < col(CalendarEvent.ends_at),
        col(AbsenceReport.ends_at) > col(CalendarEvent.starts_at),
        col(AbsenceReport.withdrawn_at).is_(None),
    )
    rows = session.execute(
        select(  # type: ignore[call-overload]
            taking_part.c.calendar_event_id,
            func.count(taking_part.c.student_id.distinct()),
            func.count(col(AbsenceReport.student_id).distinct()),
        )
        .join(CalendarEvent, col(CalendarEvent.id) == taking_part.c.calendar_event_id)
        .outerjoin(AbsenceReport, away)
        .group_by(taking_part.c.calendar_event_id)
    )
    return {lesson: (students, told) for lesson, students, told in rows}


def _day_lesson(row: Row[Any], students: int, told: int) -> DayLesson:
    event: CalendarEvent = row.CalendarEvent
    state = "off" if row.closed else _state(event, row.reported_at)
    return DayLesson(
        id=str(event.id),
        name=row.name,
        starts=f"{clock.local(event.starts_at):%H:%M}",
        ends=f"{clock.local(event.ends_at):%H:%M}",
        line=_line(event, row.rooms or "", state, told, row.closed or ""),
        state=state,
        reported_at=f"{clock.local(row.reported_at):%H:%M}" if row.reported_at else "",
        students=students,
        may_report=state != "off" and students > 0 and event.day <= clock.today(),
    )


def _state(event: CalendarEvent, reported_at: datetime | None) -> str:
    moment = clock.now()
    if event.cancelled:
        return "off"
    if reported_at is not None:
        return "done"
    if event.starts_at > moment:
        return "later"
    return "now" if event.ends_at > moment else "need"


def _line(event: CalendarEvent, rooms: str, state: str, told: int, closed: str) -> Text:
    """Sal 302. Pågår, 55 min kvar. 2 anmälda frånvarande."""
    parts = [Text(sv=rooms, en=rooms)] if rooms else []
    if state == "off":
        parts.append(both("attendance.day.closed", name=closed) if closed else both("attendance.day.cancelled"))
    if state == "now":
        left = int((event.ends_at - clock.now()).total_seconds() // 60) + 1
        parts.append(both("attendance.day.going_on", n=left))
    if told and state in ("now", "later", "need"):
        parts.append(both("attendance.day.told", n=told))
    return joined(parts)


def joined(parts: list[Text]) -> Text:
    """Sentences after each other."""
    return Text(sv=". ".join(part.sv for part in parts), en=". ".join(part.en for part in parts)) if parts else NO_TEXT


def away_today(session: Session, actor: Actor) -> list[AwayStudent]:
    """Students of the actor's groups who are told to be away today, the latest told first. Two statements."""
    require(actor, RECORD)
    today = clock.today()
    first, last = clock.day_bounds(today)
    rows = session.execute(
        select(AbsenceReport, class_on(col(AbsenceReport.student_id), today, shown=Group.display_name))
        .where(
            col(AbsenceReport.student_id).in_(visible_students(actor, today)),
            AbsenceReport.starts_at < last,
            AbsenceReport.ends_at > first,
            col(AbsenceReport.withdrawn_at).is_(None),
        )
        .order_by(col(AbsenceReport.registered_at).desc(), col(AbsenceReport.id))
        .limit(AWAY)
    ).all()
    readings.opened(session, actor, "attendance.read_away", "day", today, persons={row.student_id for row, _ in rows})
    shown = names(session, actor, {row.student_id for row, _ in rows})
    found: dict[UUID, AwayStudent] = {}
    for row, group in rows:
        span = span_text(row.starts_at, row.ends_at, today)
        line = both("attendance.day.away", group=group, span=span) if group else span
        person, told_at = shown[row.student_id], told_when(row.registered_at, today)
        found.setdefault(row.student_id, AwayStudent(person.id, person.name, line, told_at))
    return list(found.values())
