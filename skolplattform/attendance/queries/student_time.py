"""One student's attendance over a time, lesson by lesson, for those who answer for the student (FRN-13)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import Session, col

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.permissions import STUDENT_TIME, TAKE_CALL, accounted
from skolplattform.attendance.queries.named import FoundStudent, named_students
from skolplattform.attendance.queries.opening import class_on
from skolplattform.attendance.queries.words import told_when
from skolplattform.attendance.rules.figures import Day
from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.tables import Group, Person
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.queries import attended_by
from skolplattform.schedule.tables import Activity, CalendarEvent

LESSONS = 4_000
STUDENTS = 40


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson that has been held: offered minutes, and what its register says of the student when there is one."""

    name: str
    starts_at: datetime
    time: Day

    @property
    def mark(self) -> rules.Mark:
        """How the student stood in it."""
        return rules.mark_of(self.away, self.time.reported)

    @property
    def away(self) -> AbsentMinutes:
        """The minutes away, by kind."""
        return AbsentMinutes(self.time.valid, self.time.invalid, self.time.other)


@dataclass(frozen=True, slots=True)
class StudentTime:
    """A student by name and class, with every lesson held between two days, in order."""

    name: str
    class_name: str
    lessons: tuple[HeldLesson, ...]


def student_time(session: Session, actor: Actor, student_id: UUID, first: date, last: date) -> StudentTime:
    """The student's time at the actor's schools; the family's and the student's own is at all of them. Two statements.

    Secret: the look is in the log, so that the family can see who has read.

    Raises:
        NotFound: not a student of the actor's, or a protected one who is not opened to the actor (R-X04).
    """
    require(actor, STUDENT_TIME)
    today = clock.today()
    person = session.execute(
        select(
            col(Person.given_name),
            col(Person.family_name),
            class_on(col(Person.id), today, shown=Group.display_name),
        ).where(col(Person.id) == student_id, col(Person.id).in_(accounted(actor, today)), identity_shown(actor, today))
    ).first()
    if person is None:
        raise NotFound
    at_school = not actor.has(Role.GUARDIAN, Role.STUDENT)
    rows = session.execute(_lessons(student_id, first, last, actor.units if at_school else None))
    readings.opened(session, actor, STUDENT_TIME.name, "student_time", student_id, persons=[student_id])
    return StudentTime(f"{person[0]} {person[1]}", person[2] or "", tuple(_held(row) for row in rows))


def _lessons(student_id: UUID, first: date, last: date, units: frozenset[UUID] | None) -> Any:
    of_student = and_(
        col(Deviation.calendar_event_id) == col(CalendarEvent.id), col(Deviation.student_id) == student_id
    )
    return (
        select(
            col(Activity.display_name).label("name"),
            col(CalendarEvent.day),
            col(CalendarEvent.starts_at),
            col(CalendarEvent.minutes_student).label("planned"),
            col(LessonRegister.minutes).label("reported"),
            col(Deviation.valid_minutes).label("valid"),
            col(Deviation.invalid_minutes).label("invalid"),
            col(Deviation.other_minutes).label("other"),
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .outerjoin(Deviation, of_student)
        .where(
            attended_by(student_id, first, last),
            col(CalendarEvent.day).between(first, last),
            col(CalendarEvent.ends_at) <= clock.now(),
            takes_place(),
            col(CalendarEvent.unit_id).in_(units) if units is not None else True,
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(LESSONS)
    )


def _held(row: Any) -> HeldLesson:
    offered = row.reported if row.reported is not None else row.planned
    away = (row.valid or 0, row.invalid or 0, row.other or 0) if row.reported is not None else (0, 0, 0)
    return HeldLesson(row.name, row.starts_at, Day(row.day, offered, row.reported or 0, *away))


def students_to_account(session: Session, actor: Actor, words: str) -> list[FoundStudent]:
    """The actor's students whose name begins with the words; a mentor's or a family's all, when there are none.

    Raises:
        Denied: the actor answers for nobody's attendance.
    """
    require(actor, STUDENT_TIME)
    today, wanted = clock.today(), words.strip()
    if not wanted and actor.has(Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH):
        return []
    found = named_students(session, actor, accounted(actor, today), wanted, on=today, most=STUDENTS)
    told = _told_today(session, [UUID(one.id) for one in found], today)
    readings.opened(session, actor, "attendance.read_away", "day", today, persons=set(told))
    return [replace(one, told=told.get(UUID(one.id), NO_TEXT)) for one in found]


def answers_calls(_session: Session, actor: Actor) -> bool:
    """Does the actor write down what is told by phone?"""
    return TAKE_CALL.held_by(actor)


def _told_today(session: Session, students: list[UUID], today: date) -> dict[UUID, Text]:
    first, last = clock.day_bounds(today)
    rows = session.execute(
        select(col(AbsenceReport.student_id), col(AbsenceReport.registered_at))
        .where(
            col(AbsenceReport.student_id).in_(students),
            col(AbsenceReport.starts_at) < last,
            col(AbsenceReport.ends_at) > first,
            col(AbsenceReport.withdrawn_at).is_(None),
        )
        .order_by(col(AbsenceReport.registered_at))
        .limit(STUDENTS * 4)
    )
    return {student: told_when(registered_at, today) for student, registered_at in rows}
