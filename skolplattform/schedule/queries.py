"""Reads of the timetable: lessons of a teacher, a student, a day; and who takes part in them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, union, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.registry.permissions import can_see_student, holds_on
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.permissions import taught_lessons, visible_lessons
from skolplattform.schedule.tables import (
    Activity,
    ActivityGroup,
    CalendarEvent,
    CalendarEventRoom,
    Room,
    StudentException,
    Syllabus,
)
from skolplattform.schedule.views import LessonView, Participant

LESSONS_LIMIT = 400


def lesson(session: Session, actor: Actor, lesson_id: UUID) -> LessonView:
    """One lesson that the actor may open as staff.

    Raises:
        NotFound: missing, or not the actor's.
    """
    found = _lessons(session, and_(col(CalendarEvent.id) == lesson_id, visible_lessons(actor, clock.today())), 1)
    if not found:
        raise NotFound
    return found[0]


def lessons_of_teacher(session: Session, actor: Actor, first: date, last: date) -> list[LessonView]:
    """The lessons that the actor teaches or substitutes in, in order of time, cancelled ones included."""
    at_own_units = col(CalendarEvent.unit_id).in_(actor.units)
    return _lessons(session, and_(at_own_units, col(CalendarEvent.day).between(first, last), taught_lessons(actor)))


def lessons_of_activity(session: Session, activity_id: UUID, first: date, last: date) -> list[LessonView]:
    """An activity's lessons, in order of time, cancelled ones included. The caller has opened it for the actor."""
    days = col(CalendarEvent.day).between(first, last)
    return _lessons(session, and_(col(CalendarEvent.activity_id) == activity_id, days))


def lessons_of_student(session: Session, actor: Actor, student_id: UUID, first: date, last: date) -> list[LessonView]:
    """A student's lessons, in order of time; memberships and exceptions count on each lesson's own day.

    Raises:
        NotFound: the actor may not see the student.
    """
    if not can_see_student(session, actor, student_id, clock.today()):
        raise NotFound
    return _lessons(session, and_(col(CalendarEvent.day).between(first, last), attended_by(student_id, first, last)))


def attended_by(student_id: UUID, first: date, last: date) -> ColumnElement[bool]:
    """The condition on `CalendarEvent` that the student takes part in it, for lessons between two days.

    The student's lessons are found from the student's groups, and only then looked up: a city has four million.
    """
    lesson = aliased(CalendarEvent)
    by_group = (
        select(lesson.id)
        .join(ActivityGroup, col(ActivityGroup.activity_id) == lesson.activity_id)
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            GroupMembership.person_id == student_id,
            lesson.day.between(first, last),  # type: ignore[attr-defined]
            holds_on(GroupMembership.start_date, GroupMembership.end_date, lesson.day),
        )
    )
    asked = select(StudentException.calendar_event_id).where(StudentException.student_id == student_id)
    invited = asked.where(col(StudentException.participates).is_(True))
    excused = asked.where(col(StudentException.participates).is_(False))
    event = col(CalendarEvent.id)
    return and_(event.in_(union(by_group, invited)), event.not_in(excused))


def _member_that_day() -> ColumnElement[bool]:
    """The membership holds on the lesson's day."""
    day = col(CalendarEvent.day)
    return and_(
        col(GroupMembership.start_date) <= day,
        or_(col(GroupMembership.end_date).is_(None), col(GroupMembership.end_date) >= day),
    )


def participants_query(lessons: Iterable[UUID] | Select[UUID]) -> Select[Any, Any]:
    """(lesson, student) of everyone who takes part in these lessons, as a query to join with."""
    wanted = lessons if isinstance(lessons, Select) else list(lessons)
    by_group = (
        select(col(CalendarEvent.id).label("calendar_event_id"), col(GroupMembership.person_id).label("student_id"))
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(CalendarEvent.activity_id))
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            col(CalendarEvent.id).in_(wanted),
            _member_that_day(),
            ~exists().where(
                col(StudentException.calendar_event_id) == col(CalendarEvent.id),
                col(StudentException.student_id) == col(GroupMembership.person_id),
                col(StudentException.participates).is_(False),
            ),
        )
    )
    by_exception = select(StudentException.calendar_event_id, StudentException.student_id).where(
        col(StudentException.calendar_event_id).in_(wanted), col(StudentException.participates).is_(True)
    )
    both = union(by_group, by_exception).subquery()
    return select(both.c.calendar_event_id, both.c.student_id)


def participants(session: Session, lessons: Iterable[UUID]) -> list[Participant]:
    """Everyone who takes part in these lessons. The caller has already opened the lessons for the actor."""
    return [Participant(*row) for row in session.execute(participants_query(lessons)).all()]


def _lessons(session: Session, condition: ColumnElement[bool], limit: int = LESSONS_LIMIT) -> list[LessonView]:
    rows = session.exec(
        select(CalendarEvent, Activity.display_name, Activity.syllabus_id, Syllabus.subject_name)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(condition)
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(limit)
    ).all()
    if not rows:
        return []
    beside = _beside(session, [row[0].id for row in rows], {row[0].activity_id for row in rows})
    return [
        LessonView(
            id=event.id,
            activity_id=event.activity_id,
            name=name,
            unit_id=event.unit_id,
            day=event.day,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            minutes=event.minutes_student,
            cancelled=event.cancelled,
            syllabus_id=syllabus_id,
            subject=subject or "",
            groups=beside.get(event.activity_id, ""),
            rooms=beside.get(event.id, ""),
        )
        for event, name, syllabus_id, subject in rows
    ]


def _beside(session: Session, lessons: Collection[UUID], activities: Collection[UUID]) -> dict[UUID, str]:
    """The rooms of each lesson and the groups of each activity, as one text each."""
    rooms = (
        select(CalendarEventRoom.calendar_event_id, col(Room.display_name).label("name"))
        .join(Room, col(Room.id) == col(CalendarEventRoom.room_id))
        .where(col(CalendarEventRoom.calendar_event_id).in_(lessons))
    )
    groups = (
        select(ActivityGroup.activity_id, col(Group.display_name).label("name"))
        .join(Group, col(Group.id) == col(ActivityGroup.group_id))
        .where(col(ActivityGroup.activity_id).in_(activities))
    )
    found: dict[UUID, str] = {}
    for key, name in session.execute(union_all(rooms, groups).order_by("name")):
        found[key] = f"{found[key]}, {name}" if key in found else name
    return found
