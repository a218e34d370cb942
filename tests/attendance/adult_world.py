"""Sfi at the small school: a group of two adults that Lena teaches and mentors, with a lesson every Wednesday.

Amal takes part, Babak often does not. Cala, in the same group, has protected identity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.service import training
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.registry.codes import AssignmentRole, GroupType, SchoolType, SecurityMarking
from skolplattform.registry.tables import Assignment, Enrolment, Group, GroupMembership, Person
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher, CalendarEvent
from tests.support.school import School
from tests.support.school_rows import TERM_ENDS, TERM_STARTS, TODAY, named_id

STUDENTS = {"amal": date(1990, 2, 3), "babak": date(1985, 7, 8), "cala": date(1979, 1, 2)}
WEEKS = 6
MINUTES = 180


@dataclass(frozen=True)
class Adults:
    """The school with its sfi; `lessons` are the newest first, one a week."""

    school: School
    group: UUID
    lessons: tuple[UUID, ...]

    def student(self, name: str) -> UUID:
        return named_id(name)

    def actor(self, name: str = "amal") -> Actor:
        return self.school.actor(name, Workspace.STUDENT, loa=2)

    def report(self, week: int = 0, **away: AbsentMinutes) -> None:
        """Lena reports the lesson so many weeks ago; those who are not named took part."""
        marks = {named_id(name): away.get(name, AbsentMinutes()) for name in STUDENTS}
        given = {"marks": marks, "version": 0, "key": f"adult-week-{week}"}
        at = clock.at(TODAY - timedelta(weeks=week), time(10, 15))
        with clock.fixed(at), db.unit() as session:
            service.report_lesson(session, self.school.teacher, self.lessons[week], **given)

    def arrange(self, name: str = "amal", **days: Any) -> UUID:
        """A place at a bakery, from Monday to Friday of this week unless told otherwise."""
        with db.unit() as session:
            return arranged(session, self.school.teacher, named_id(name), **days)

    def link(self, place: UUID, version: int = 1) -> str:
        with db.unit() as session:
            return training.make_link(session, self.school.teacher, place, version=version)


def arranged(
    session: Session,
    actor: Actor,
    student: UUID,
    *,
    first: date | None = None,
    last: date | None = None,
    weekdays: Iterable[int] = range(5),
    day_minutes: int = 480,
) -> UUID:
    return training.arrange_training(
        session,
        actor,
        student,
        workplace="Ekhaga bageri",
        supervisor="Sara Ström",
        first=first or TODAY - timedelta(days=2),
        last=last or TODAY + timedelta(days=2),
        weekdays=weekdays,
        day_minutes=day_minutes,
        key=f"arrange-{student.hex[:12]}",
    )


def add_adults(session: Session, school: School) -> Adults:
    """Write it all. The caller commits."""
    for name, born in STUDENTS.items():
        marking = SecurityMarking.SECRECY_MARKED if name == "cala" else SecurityMarking.NONE
        row = {"given_name": name.title(), "family_name": "Vass", "birth_date": born}
        session.add(Person(id=named_id(name), **row, security_marking=marking.value))
        school.people[name] = named_id(name)
    group = Group(
        id=named_id("sfi b"),
        display_name="SFI B",
        group_type=GroupType.CLASS.value,
        school_type=SchoolType.SFI.value,
        unit_id=school.unit,
        start_date=TERM_STARTS,
    )
    taught = Activity(
        id=named_id("activity sfi"),
        display_name="Svenska SFI B",
        activity_type="Undervisning",
        unit_id=school.unit,
        start_date=TERM_STARTS,
        end_date=TERM_ENDS,
    )
    session.add_all([group, taught])
    session.flush()
    teacher = school.duties["teacher"]
    mentor = {"group_id": group.id, "assignment_role": AssignmentRole.MENTOR.value, "start_date": TERM_STARTS}
    session.add_all(
        [
            ActivityGroup(activity_id=taught.id, group_id=group.id),
            ActivityTeacher(activity_id=taught.id, duty_id=teacher),
            Assignment(duty_id=teacher, **mentor),
        ]
    )
    for name in STUDENTS:
        form = {"school_type": SchoolType.SFI.value, "start_date": TERM_STARTS}
        session.add(Enrolment(person_id=named_id(name), unit_id=school.unit, **form))
        session.add(GroupMembership(group_id=group.id, person_id=named_id(name), start_date=TERM_STARTS))
    lessons = [_lesson(taught.id, school.unit, week) for week in range(WEEKS)]
    session.add_all(lessons)
    session.flush()
    return Adults(school, group.id, tuple(lesson.id for lesson in lessons))


def _lesson(activity: UUID, unit: UUID, week: int) -> CalendarEvent:
    day = TODAY - timedelta(weeks=week)
    return CalendarEvent(
        id=named_id(f"sfi lesson {week}"),
        activity_id=activity,
        unit_id=unit,
        day=day,
        starts_at=clock.at(day, time(6, 30)),
        ends_at=clock.at(day, time(9, 30)),
        minutes_student=MINUTES,
        minutes_teacher=MINUTES,
    )


def build_adults(school: School) -> Adults:
    """The school with its sfi, committed."""
    with db.unit() as session:
        return add_adults(session, school)
