"""The proof of R-A02: for each student with absence without a valid reason today, who was told, when and how."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.permissions import PROOF
from skolplattform.attendance.queries.missing import MissingLesson, missing_lessons
from skolplattform.attendance.queries.policy import policies_for
from skolplattform.attendance.rules.proof import TOLD as TOLD_ENOUGH
from skolplattform.attendance.rules.proof import Standing, of_student, standing
from skolplattform.attendance.service.notices import TOLD, entitled_pairs
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.notices.journeys import Journey, journeys
from skolplattform.registry.tables import Organisation

STUDENTS = 10_000


@dataclass(frozen=True, slots=True)
class PersonTold:
    """How one person entitled to know has been told."""

    person_id: UUID
    standing: Standing
    journey: Journey | None = None


@dataclass(frozen=True, slots=True)
class StudentTold:
    """One student's absence today and those who are to know of it."""

    student_id: UUID
    unit_id: UUID
    lessons: int
    standing: Standing
    people: tuple[PersonTold, ...] = ()


@dataclass(frozen=True, slots=True)
class DayProof:
    """A day's proof for some units; `missing` are the lessons nobody has reported, where absence may hide."""

    day: date
    moment: datetime
    students: tuple[StudentTold, ...] = ()
    missing: tuple[MissingLesson, ...] = ()
    units: dict[UUID, str] = field(default_factory=dict)

    @property
    def untold(self) -> tuple[StudentTold, ...]:
        """Those for whom somebody must do something, or wait."""
        return tuple(student for student in self.students if student.standing not in TOLD_ENOUGH)


def day_proof(session: Session, actor: Actor, unit_id: UUID | None = None) -> DayProof:
    """Today's proof for one of the actor's units, or all of them.

    Raises:
        Denied: neither a head nor the organiser. NotFound: not the actor's unit.
    """
    require(actor, PROOF)
    if unit_id is not None and unit_id not in actor.units:
        raise NotFound
    day, moment = clock.today(), clock.now()
    units = actor.units if unit_id is None else frozenset({unit_id})
    named = select(Organisation.id, Organisation.display_name).where(col(Organisation.id).in_(units))
    return DayProof(
        day,
        moment,
        tuple(_students(session, units, day)),
        tuple(missing_lessons(session, units, day, moment)),
        dict(session.exec(named.order_by(Organisation.display_name)).all()),
    )


def may_see_students(actor: Actor) -> bool:
    """The head sees who; the organiser sees how many."""
    return actor.has(Role.PRINCIPAL)


def _students(session: Session, units: Collection[UUID], day: date) -> list[StudentTold]:
    lessons = _unexcused(session, units, day)
    students = {student for student, _ in lessons}
    start, _ = clock.day_bounds(day)
    told = journeys(session, TOLD, students, start)
    entitled: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for student, person in entitled_pairs(session, students, day):
        entitled[student].add(person)
    return [
        _student(student, unit, count, entitled[student], told) for (student, unit), count in sorted(lessons.items())
    ]


def _unexcused(session: Session, units: Collection[UUID], day: date) -> dict[tuple[UUID, UUID], int]:
    """Lessons of each student today that somebody must be told of, by student and unit."""
    rows = session.exec(
        select(Deviation.student_id, LessonRegister.unit_id, Deviation.invalid_minutes, Deviation.minutes)
        .join(LessonRegister, col(LessonRegister.calendar_event_id) == col(Deviation.calendar_event_id))
        .where(
            col(LessonRegister.unit_id).in_(set(units)),
            LessonRegister.day == day,
            col(Deviation.invalid_minutes) > 0,
        )
        .order_by(col(Deviation.student_id))
        .limit(STUDENTS)
    ).all()
    policies = policies_for(session, {row[1] for row in rows}, day)
    found: defaultdict[tuple[UUID, UUID], int] = defaultdict(int)
    for student, unit, invalid, minutes in rows:
        away = AbsentMinutes(invalid=invalid)
        if rules.needs_same_day_notice(away, minutes=minutes, day=day, today=day, policy=policies[unit]):
            found[student, unit] += 1
    return dict(found)


def _student(
    student: UUID, unit: UUID, lessons: int, entitled: set[UUID], told: dict[tuple[UUID, UUID], Journey]
) -> StudentTold:
    people = tuple(
        PersonTold(person, _standing(told.get((student, person))), told.get((student, person)))
        for person in sorted(entitled)
    )
    return StudentTold(student, unit, lessons, of_student(person.standing for person in people), people)


def _standing(journey: Journey | None) -> Standing:
    return standing(
        is_queued=journey is not None,
        is_planned=bool(journey and journey.is_planned),
        is_read=bool(journey and journey.read_at),
        only_here=bool(journey and journey.only_here),
        ways=[way.state for way in journey.ways] if journey else [],
    )
