"""A school week as it is put on a wall: its days, its lessons with rooms and teachers, the days without school."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, literal, or_, union_all
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.tables import Duty, Enrolment, Organisation, Person
from skolplattform.schedule.queries import lessons_of_student, lessons_of_teacher
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent, ClosedDay, TeacherException
from skolplattform.schedule.views import LessonView

SCHOOL_DAYS = 5
TEACHERS_LIMIT = 1_000
REGULAR, ADDED, AWAY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Friday: lessons in order of time, and the names of days without school."""

    monday: date
    lessons: tuple[LessonView, ...]
    closed: dict[date, str]

    @property
    def days(self) -> tuple[date, ...]:
        """The five school days."""
        return school_days(self.monday)


def school_days(monday: date) -> tuple[date, ...]:
    """Monday to Friday."""
    return tuple(monday + timedelta(days=number) for number in range(SCHOOL_DAYS))


def monday_of(day: date) -> date:
    """The Monday of the school week to show on a day: at a weekend, the coming one."""
    ahead = 7 - day.weekday() if day.weekday() >= SCHOOL_DAYS else -day.weekday()
    return day + timedelta(days=ahead)


def week_of_student(session: Session, actor: Actor, student_id: UUID, monday: date) -> Week:
    """A student's week.

    Raises:
        NotFound: the actor may not see the student.
    """
    lessons = lessons_of_student(session, actor, student_id, monday, school_days(monday)[-1])
    units = select(Enrolment.unit_id).where(Enrolment.person_id == student_id)
    return _week(session, monday, lessons, col(ClosedDay.organisation_id).in_(units))


def week_of_teacher(session: Session, actor: Actor, monday: date) -> Week:
    """The week that the actor teaches, substitute lessons included."""
    lessons = lessons_of_teacher(session, actor, monday, school_days(monday)[-1])
    return _week(session, monday, lessons, col(ClosedDay.organisation_id).in_(actor.units))


def _week(session: Session, monday: date, lessons: list[LessonView], own: ColumnElement[bool]) -> Week:
    free = set(school_days(monday)) - {lesson.day for lesson in lessons}
    return Week(monday, tuple(lessons), _closed_days(session, free, own) if free else {})


def _closed_days(session: Session, days: set[date], own: ColumnElement[bool]) -> dict[date, str]:
    """Which of these days are without school for the own unit or for the whole organiser."""
    whole = select(Organisation.id).where(col(Organisation.parent_id).is_(None))
    rows = session.exec(
        select(ClosedDay.day, ClosedDay.name)
        .where(col(ClosedDay.day).in_(days), or_(own, col(ClosedDay.organisation_id).in_(whole)))
        .order_by(col(ClosedDay.day), col(ClosedDay.id))
        .limit(SCHOOL_DAYS * 10)
    ).all()
    return dict(rows)


def teachers_of(session: Session, actor: Actor, lessons: Iterable[UUID]) -> dict[UUID, str]:
    """Who teaches each of these lessons on its day, substitutes counted; protected identities are left out."""
    wanted = list(lessons)
    if not wanted:
        return {}
    both = union_all(regular_teachers(wanted), excepted_teachers(wanted)).subquery()
    lesson_id, duty_id, kind = both.c
    rows = session.exec(
        select(lesson_id, duty_id, kind, Person.given_name, Person.family_name)
        .join(Duty, col(Duty.id) == duty_id)
        .join(Person, col(Person.id) == col(Duty.person_id))
        .where(identity_shown(actor, clock.today()))
        .order_by(lesson_id, col(Person.family_name), col(Person.given_name))
        .limit(TEACHERS_LIMIT)
    ).all()
    away = {(row[0], row[1]) for row in rows if row[2] == AWAY}
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for lesson, duty, _, given, family in rows:
        if (lesson, duty) not in away and f"{given} {family}" not in found[lesson]:
            found[lesson].append(f"{given} {family}")
    return {lesson: ", ".join(names) for lesson, names in found.items()}


def regular_teachers(lessons: list[UUID]) -> Select[Any, Any, Any]:
    """(lesson, duty, REGULAR) of those who teach the lessons' activities on their days."""
    day = col(CalendarEvent.day)
    start, end = col(ActivityTeacher.start_date), col(ActivityTeacher.end_date)
    return (
        select(col(CalendarEvent.id), col(ActivityTeacher.duty_id), literal(REGULAR))
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id))
        .where(col(CalendarEvent.id).in_(lessons), or_(start.is_(None), start <= day), or_(end.is_(None), end >= day))
    )


def excepted_teachers(lessons: list[UUID]) -> Select[Any, Any, Any]:
    """(lesson, duty, ADDED or AWAY) of those who substitute in the lessons, or are away from them."""
    takes_part = case((col(TeacherException.participates).is_(True), ADDED), else_=AWAY)
    return select(col(TeacherException.calendar_event_id), col(TeacherException.duty_id), takes_part).where(
        col(TeacherException.calendar_event_id).in_(lessons)
    )
