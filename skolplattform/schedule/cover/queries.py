"""Reads about cover: the lessons of a day whose teacher is away, and who is free to take them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select, union_all
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.registry.led import Schools, school_shown, schools_led
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.standing import TEACHING
from skolplattform.registry.tables import Duty
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.cover.rules import Span, free_for
from skolplattform.schedule.permissions import COVER
from skolplattform.schedule.tables import Activity, CalendarEvent
from skolplattform.schedule.week import ADDED, AWAY, excepted_teachers, regular_teachers

LESSONS, STAFF = 600, 400


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the day and the duties in it: those who teach it, those who are away, who covers."""

    id: UUID
    name: str
    span: Span
    teaching: frozenset[UUID]
    away: frozenset[UUID]
    covering: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class DayOfUnit:
    """A school's day: its staff (duty, person) in order of name, and its lessons in order of time."""

    unit_id: UUID
    staff: tuple[tuple[UUID, str], ...]
    lessons: tuple[Lesson, ...]
    taught: dict[UUID, list[Span]] = field(default_factory=dict)

    @property
    def away(self) -> frozenset[UUID]:
        """The duties that are away from some lesson of the day: they cover nobody else's."""
        return frozenset(duty for lesson in self.lessons for duty in lesson.away)

    def free(self, lesson: Lesson) -> list[UUID]:
        """Those who can take the lesson; who covers it already can."""
        others = {
            duty: [span for span in spans if span != lesson.span] if duty in lesson.covering else spans
            for duty, spans in self.taught.items()
        }
        return free_for(lesson.span, [duty for duty, _ in self.staff], others, self.away)


def day_of_unit(session: Session, actor: Actor, unit_id: UUID | None, day: date) -> tuple[Schools, DayOfUnit]:
    """The day of one of the actor's schools, the first when none is asked for. Five statements.

    Raises:
        Denied: the actor plans no cover. NotFound: another's school.
    """
    require(actor, COVER)
    schools = schools_led(session, actor)
    unit = school_shown(schools, unit_id)
    rows = session.execute(
        select(col(CalendarEvent.id), col(Activity.display_name), col(CalendarEvent.starts_at), CalendarEvent.ends_at)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .where(col(CalendarEvent.unit_id) == unit, col(CalendarEvent.day) == day, takes_place())
        .order_by(col(CalendarEvent.starts_at), col(Activity.display_name), col(CalendarEvent.id))
        .limit(LESSONS)
    ).all()
    held = _duties(session, [row[0] for row in rows])
    lessons = tuple(Lesson(id_, name, (starts, ends), *held[id_]) for id_, name, starts, ends in rows)
    taught: defaultdict[UUID, list[Span]] = defaultdict(list)
    for lesson in lessons:
        for duty in lesson.teaching:
            taught[duty].append(lesson.span)
    return schools, DayOfUnit(unit, staff_of(session, actor, unit, day), lessons, taught)


def staff_of(session: Session, actor: Actor, unit_id: UUID, day: date) -> tuple[tuple[UUID, str], ...]:
    """The duties at a school that can hold a lesson that day, with names, in order of name."""
    rows = session.execute(
        select(col(Duty.id), col(Duty.person_id))
        .where(
            col(Duty.unit_id) == unit_id,
            col(Duty.duty_role).in_([role.value for role in TEACHING]),
            holds_on(Duty.start_date, Duty.end_date, day),
        )
        .order_by(col(Duty.id))
        .limit(STAFF)
    ).all()
    shown = names(session, actor, {person for _, person in rows})
    return tuple(sorted(((duty, shown[person].name) for duty, person in rows), key=lambda one: (one[1], one[0])))


def _duties(session: Session, lessons: Collection[UUID]) -> dict[UUID, tuple[frozenset[UUID], ...]]:
    """For each lesson those who teach it, those who are away from it and those who cover."""
    wanted = list(lessons)
    kinds: dict[UUID, defaultdict[int, set[UUID]]] = {lesson: defaultdict(set) for lesson in wanted}
    if wanted:
        for lesson, duty, kind in session.execute(union_all(regular_teachers(wanted), excepted_teachers(wanted))):
            kinds[lesson][kind].add(duty)
    found: dict[UUID, tuple[frozenset[UUID], ...]] = {}
    for lesson, duties in kinds.items():
        away, added = frozenset(duties[AWAY]), frozenset(duties[ADDED])
        everybody = frozenset().union(*duties.values())
        found[lesson] = (everybody - away, away, added)
    return found
