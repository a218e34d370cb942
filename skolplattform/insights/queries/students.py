"""A class's students one by one, with every lesson of theirs, and who was away from one lesson."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.insights import sources
from skolplattform.insights.permissions import require_unit
from skolplattform.insights.queries.lessons import StudentLesson, lessons_of
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import Counts, total
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.queries import names, shown_person
from skolplattform.registry.tables import Group, GroupMembership, Person
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.permissions import visible_lessons
from skolplattform.schedule.tables import CalendarEvent

CLASS_LIMIT = 60


@dataclass(frozen=True, slots=True)
class StudentFigures:
    """One student of a class. `weeks` are sums by Monday; the name is masked for a protected person.

    `lessons` are all of the period on its weekdays, those of today that nobody has reported yet too.
    """

    person: ShownPerson
    counts: Counts
    weeks: dict[date, Counts]
    lessons: tuple[StudentLesson, ...]


def students_of_class(
    session: Session, actor: Actor, unit_id: UUID, class_id: UUID, window: Window, *, today: date
) -> list[StudentFigures]:
    """Who is in the class today, highest absence first. Four statements, whatever the size.

    Raises:
        NotFound: not a class of the actor's unit.
    """
    require_unit(actor, unit_id)
    rows = session.execute(
        select(
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            col(Person.security_marking),
            identity_shown(actor, today),
        )
        .join(GroupMembership, col(GroupMembership.person_id) == col(Person.id))
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.group_id) == class_id,
            col(Group.unit_id) == unit_id,
            sources.within(col(GroupMembership.start_date), col(GroupMembership.end_date), today, today),
        )
        .order_by(col(Person.id))
        .limit(CLASS_LIMIT)
    ).all()
    shown = {row[0]: shown_person(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}
    readings.opened(session, actor, "insights.read_class", "class", class_id, persons=shown, unit=unit_id)
    lessons = lessons_of(session, shown, window.first, min(window.last, today))
    found = [_figures(shown[student], mine, window, today) for student, mine in lessons.items()]
    return sorted(found, key=lambda f: (-(f.counts.absence or 0), f.person.name, f.person.id))


def due(lessons: Sequence[StudentLesson], window: Window, today: date) -> list[StudentLesson]:
    """Lessons on the weekdays of the window; of today only those reported, the rest may still be."""
    return [
        lesson
        for lesson in lessons
        if lesson.day.weekday() in window.weekdays and (lesson.day < today or lesson.counts.reported_lessons)
    ]


def _figures(person: ShownPerson, lessons: Sequence[StudentLesson], window: Window, today: date) -> StudentFigures:
    held = due(lessons, window, today)
    chosen = tuple(lesson for lesson in lessons if lesson.day.weekday() in window.weekdays)
    return StudentFigures(person, total(lesson.counts for lesson in held), weeks_of(held), chosen)


def weeks_of(lessons: Sequence[StudentLesson]) -> dict[date, Counts]:
    """Sums by the Monday of the week, in order."""
    weeks: defaultdict[date, list[Counts]] = defaultdict(list)
    for lesson in lessons:
        weeks[monday_of(lesson.day)].append(lesson.counts)
    return {monday: total(parts) for monday, parts in sorted(weeks.items())}


def days_of(lessons: Sequence[StudentLesson]) -> dict[date, list[Counts]]:
    """Each day's lessons."""
    days: defaultdict[date, list[Counts]] = defaultdict(list)
    for lesson in lessons:
        days[lesson.day].append(lesson.counts)
    return dict(days)


@dataclass(frozen=True, slots=True)
class LessonMark:
    """A student who was not present the whole lesson."""

    person: ShownPerson
    minutes: int
    valid: int
    invalid: int
    other: int


def marks_of_lesson(session: Session, actor: Actor, unit_id: UUID, lesson_id: UUID, *, today: date) -> list[LessonMark]:
    """Who was away from a lesson, by name. Three statements.

    Raises:
        NotFound: not a lesson of the actor's unit.
    """
    require_unit(actor, unit_id)
    seen = session.scalars(
        select(col(CalendarEvent.id)).where(
            col(CalendarEvent.id) == lesson_id, col(CalendarEvent.unit_id) == unit_id, visible_lessons(actor, today)
        )
    ).first()
    attendance = sources.facts()
    if seen is None or attendance is None:
        raise NotFound
    away = attendance.deviations()
    rows = session.execute(
        select(away.c.student_id, away.c.minutes, away.c.valid_minutes, away.c.invalid_minutes, away.c.other_minutes)
        .where(away.c.calendar_event_id == lesson_id)
        .limit(CLASS_LIMIT * 3)
    ).all()
    persons = [row[0] for row in rows]
    readings.opened(session, actor, "insights.read_lesson", "lesson", lesson_id, persons=persons, unit=unit_id)
    shown = names(session, actor, persons)
    return sorted(
        (LessonMark(shown[student], *minutes) for student, *minutes in rows), key=lambda mark: mark.person.name
    )
