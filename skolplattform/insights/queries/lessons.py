"""Students' lessons one by one: what they were offered, what was reported, how they were marked."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, Subquery, and_, cast, null, select, union_all
from sqlmodel import Session, col

from skolplattform.core.ids import UuidKey
from skolplattform.insights import sources
from skolplattform.insights.rules.counts import Counts, deviation
from skolplattform.insights.rules.spans import Participation
from skolplattform.schedule.closed import not_closed, takes_place
from skolplattform.schedule.tables import Activity, CalendarEvent, StudentException, Syllabus


@dataclass(frozen=True, slots=True)
class StudentLesson:
    """One lesson of one student. `counts` has no reported time when nobody has reported it."""

    lesson_id: UUID
    activity_id: UUID
    name: str
    day: date
    starts_at: datetime
    ends_at: datetime
    counts: Counts


Away = dict[tuple[UUID, UUID], tuple[int, ...]]


def lessons_of(session: Session, students: Iterable[UUID], first: date, last: date) -> dict[UUID, list[StudentLesson]]:
    """Each student's lessons in order of time, without those that are not held. Three statements, whatever the size.

    The caller has checked that the actor may see the students.
    """
    wanted = frozenset(students)
    stays = sources.activity_stays(session, first, last, persons=wanted)
    who = Participation(stays, (), ())
    by_activity: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for stay in stays:
        by_activity[stay.place].add(stay.person_id)  # type: ignore[index]
    rows = session.connection().execute(_lessons(frozenset(by_activity), wanted, first, last)).all()
    away = _away(session, wanted, first, last)
    found: dict[UUID, list[StudentLesson]] = {student: [] for student in wanted}
    exceptions: defaultdict[UUID, dict[UUID, bool]] = defaultdict(dict)
    lessons: dict[UUID, Any] = {}
    for row in rows:
        lessons[row[0]] = row
        if row.student_id is not None:
            exceptions[row[0]][row.student_id] = bool(row.participates)
    for lesson_id, row in lessons.items():
        asked = exceptions.get(lesson_id, {})
        members = by_activity.get(row.activity_id, set()) | asked.keys()
        attended = _student_lesson(row, None)
        for student in members:
            if asked.get(student, who.takes_part(row.activity_id, student, row.day)):
                minutes = away.get((lesson_id, student))
                found[student].append(attended if minutes is None else _student_lesson(row, minutes))
    return {student: sorted(mine, key=lambda lesson: lesson.starts_at) for student, mine in found.items()}


def _student_lesson(row: Any, away: tuple[int, ...] | None) -> StudentLesson:
    if row.reported is None:
        counts = Counts(1, 0, row.planned)
    else:
        counts = Counts(1, 1, row.reported, row.reported)
        if away is not None:
            counts += deviation(*away)
    return StudentLesson(
        row.id, row.activity_id, row.subject_name or row.display_name, row.day, row.starts_at, row.ends_at, counts
    )


def _lessons(activities: frozenset[UUID], students: frozenset[UUID], first: date, last: date) -> Any:
    """Lessons of the activities, and those that the students take part in, or are away from, by exception."""
    reported = registers()
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
    units = select(col(Activity.unit_id)).where(col(Activity.id).in_(activities))
    held = and_(col(CalendarEvent.cancelled).is_(False), not_closed(units, first, last))
    source = (
        select(*shown)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .outerjoin(reported, reported.c.calendar_event_id == col(CalendarEvent.id))
        .where(col(CalendarEvent.day).between(first, last))
    )
    by_group = source.add_columns(
        cast(null(), UuidKey()).label("student_id"), cast(null(), Boolean()).label("participates")
    ).where(
        col(CalendarEvent.activity_id).in_(activities),
        col(Activity.id).in_(activities),  # a city has 50 000
        held,
    )
    by_exception = (
        source.add_columns(col(StudentException.student_id), col(StudentException.participates))
        .join(StudentException, col(StudentException.calendar_event_id) == col(CalendarEvent.id))
        .where(col(StudentException.student_id).in_(students), takes_place())
    )
    return union_all(by_group, by_exception)


def registers() -> Subquery:
    """Reported lessons; none when the attendance module is not installed."""
    attendance = sources.facts()
    if attendance is not None:
        return attendance.registers()
    return (
        select(col(CalendarEvent.id).label("calendar_event_id"), cast(null(), Integer()).label("minutes"))
        .where(False)
        .subquery()
    )


def _away(session: Session, students: frozenset[UUID], first: date, last: date) -> Away:
    attendance = sources.facts()
    if attendance is None:
        return {}
    found = attendance.deviations()
    rows = session.execute(
        select(
            found.c.calendar_event_id,
            found.c.student_id,
            found.c.minutes,
            found.c.valid_minutes,
            found.c.invalid_minutes,
            found.c.other_minutes,
        ).where(found.c.student_id.in_(students), found.c.day.between(first, last))
    )
    return {(lesson, student): tuple(minutes) for lesson, student, *minutes in rows}
