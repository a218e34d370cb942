"""Students' lessons one by one: what they were offered, what was reported, how they were marked."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, Subquery, bindparam, cast, null, select, union_all
from sqlmodel import Session, col

from skolplattform.attendance.contract import AttendanceFacts
from skolplattform.core.ids import UuidKey
from skolplattform.insights import sources
from skolplattform.insights.rules.counts import Counts, deviation
from skolplattform.insights.rules.spans import Participation, is_within
from skolplattform.schedule.closed import not_closed, takes_place
from skolplattform.schedule.tables import Activity, CalendarEvent, StudentException, Syllabus


class StudentLesson(NamedTuple):
    """One lesson of one student. `counts` has no reported time when nobody has reported it.

    A plain tuple: a child's term is 600 of them, a class's year 30 000.
    """

    lesson_id: UUID
    activity_id: UUID
    name: str
    day: date
    starts_at: datetime
    ends_at: datetime
    counts: Counts


# What each question is given: whose lessons, from which day to which.
STUDENTS, ACTIVITIES = (bindparam(name, type_=UuidKey(), expanding=True) for name in ("students", "activities"))
FIRST: Any = bindparam("first", type_=Date())
LAST: Any = bindparam("last", type_=Date())


def lessons_of(session: Session, students: Iterable[UUID], first: date, last: date) -> dict[UUID, list[StudentLesson]]:
    """Each student's lessons in order of time, without those that are not held. Three statements, whatever the size.

    The caller has checked that the actor may see the students.
    """
    wanted = frozenset(students)
    stays = sources.activity_stays(session, first, last, persons=wanted)
    who = Participation(stays, (), ())
    days = {"first": first, "last": last, "students": list(wanted)}
    activities = {stay.place for stay in stays}
    rows: Sequence[Any] = (
        session.connection().execute(_lessons(sources.facts()), days | {"activities": list(activities)}).all()
    )
    taken = {student: _Taken() for student in wanted}
    for lesson_id, student, *minutes in _away(session, days):
        taken[student].away[lesson_id] = tuple(minutes)
    for row in rows:
        if row.student_id is not None:
            taken[row.student_id].excepted.add(row.id)
    members = {place: [(taken[one], spans) for one, spans in who.spans_of(place).items()] for place in activities}
    for *lesson, invited, participates in rows:
        if invited is not None:
            taking_part = [taken[invited]] if participates else []
        else:
            lesson_id, day, those = lesson[0], lesson[4], members[lesson[1]]
            taking_part = [one for one, spans in those if is_within(spans, day) and lesson_id not in one.excepted]
        for one in taking_part:
            one.take(lesson)
    return {student: sorted(mine.lessons, key=_begins) for student, mine in taken.items()}


@dataclass(slots=True)
class _Taken:
    """One student's lessons, the minutes away by lesson, and the lessons that an exception decides."""

    lessons: list[StudentLesson] = field(default_factory=list)
    away: dict[UUID, tuple[int, ...]] = field(default_factory=dict)
    excepted: set[UUID] = field(default_factory=set)

    def take(self, lesson: list[Any]) -> None:
        lesson_id, activity_id, name, subject, day, starts_at, ends_at, planned, reported = lesson
        counts = _counts(planned, reported, self.away.get(lesson_id))
        self.lessons.append(StudentLesson(lesson_id, activity_id, subject or name, day, starts_at, ends_at, counts))


_begins = attrgetter("starts_at")


@lru_cache(4_096)
def _counts(planned: int, reported: int | None, away: tuple[int, ...] | None) -> Counts:
    """What one lesson counts for one student. Remembered: lessons are a few lengths, and most are attended."""
    if reported is None:
        return Counts(1, 0, planned)
    held = Counts(1, 1, reported, reported)
    return held + deviation(*away) if away is not None else held


@cache
def _lessons(attendance: AttendanceFacts | None) -> Any:
    """Lessons of the activities, and those that the students take part in, or are away from, by exception.

    Built once: it is asked for every child at every guardian's.
    """
    reported = registers(attendance)
    shown = (
        col(CalendarEvent.id),
        col(CalendarEvent.activity_id),
        col(Activity.display_name),
        col(Syllabus.subject_name),
        col(CalendarEvent.day),
        col(CalendarEvent.starts_at),
        col(CalendarEvent.ends_at),
        col(CalendarEvent.minutes_student).label("planned"),
        reported.c.minutes.label("reported"),
    )
    source = (
        select(*shown)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .outerjoin(reported, reported.c.calendar_event_id == col(CalendarEvent.id))
        .where(col(CalendarEvent.day).between(FIRST, LAST))
    )
    units = select(col(Activity.unit_id)).where(col(Activity.id).in_(ACTIVITIES))
    by_group = source.add_columns(
        cast(null(), UuidKey()).label("student_id"), cast(null(), Boolean()).label("participates")
    ).where(
        col(CalendarEvent.activity_id).in_(ACTIVITIES),
        col(Activity.id).in_(ACTIVITIES),  # a city has 50 000
        col(CalendarEvent.cancelled).is_(False),
        not_closed(units, FIRST, LAST),
    )
    by_exception = (
        source.add_columns(col(StudentException.student_id), col(StudentException.participates))
        .join(StudentException, col(StudentException.calendar_event_id) == col(CalendarEvent.id))
        .where(col(StudentException.student_id).in_(STUDENTS), takes_place())
    )
    return union_all(by_group, by_exception)


def registers(attendance: AttendanceFacts | None) -> Subquery:
    """Reported lessons; none when the attendance module is not installed."""
    if attendance is not None:
        return attendance.registers()
    return (
        select(col(CalendarEvent.id).label("calendar_event_id"), cast(null(), Integer()).label("minutes"))
        .where(False)
        .subquery()
    )


def _away(session: Session, asked_for: dict[str, Any]) -> Iterable[Any]:
    attendance = sources.facts()
    return session.connection().execute(_marks(attendance), asked_for) if attendance else ()


@cache
def _marks(attendance: AttendanceFacts) -> Any:
    """How the students were marked who were not present the whole lesson."""
    found = attendance.deviations()
    return select(
        found.c.calendar_event_id,
        found.c.student_id,
        found.c.minutes,
        found.c.valid_minutes,
        found.c.invalid_minutes,
        found.c.other_minutes,
    ).where(found.c.student_id.in_(STUDENTS), found.c.day.between(FIRST, LAST))
