"""What a decision on leave rests on: who is enrolled where, the custodians of today, school days, earlier leave."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import reportable
from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Answer, Days
from skolplattform.attendance.tables import LeaveApplication, LeaveConsent
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.registry.around import custodians_of_each
from skolplattform.registry.codes import NOT_SCHOOL
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment, Person
from skolplattform.schedule.tables import CalendarEvent

MOST = 10
Planned = tuple[frozenset[date], date | None]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A student at a school."""

    student_id: UUID
    unit_id: UUID
    birth_date: date | None


def students_to_leave(session: Session, actor: Actor, students: set[UUID], on: date) -> list[Enrolled]:
    """Each student with each school of theirs; leisure time follows the school's decision.

    Raises:
        NotFound: a student who is not the actor's, or not enrolled.
    """
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.unit_id, Person.birth_date)
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(
            col(Enrolment.person_id).in_(students),
            col(Enrolment.person_id).in_(reportable(actor, on)),
            enrolment_holds(on),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
        )
        .distinct()
        .order_by(col(Enrolment.person_id), col(Enrolment.unit_id))
    ).all()
    if {row[0] for row in rows} != students:
        raise NotFound
    return [Enrolled(*row) for row in rows]


def custodians_of(session: Session, student_id: UUID, on: date) -> list[UUID]:
    """Those who have custody that day and whose access is not withheld; none when the student is of age (R-C03)."""
    return sorted(custodians_of_each(session, [student_id], on)[student_id])


def is_ready(session: Session, row: LeaveApplication, on: date) -> bool:
    """Has every custodian that was asked, and still is one, agreed? Who has lost custody need not answer (R-C02)."""
    asked = session.execute(
        select(LeaveConsent.adult_id, LeaveConsent.answer).where(LeaveConsent.application_id == row.id).limit(MOST)
    ).all()
    still = set(custodians_of(session, row.student_id, on))
    return rules.is_ready(Answer(answer) for adult, answer in asked if adult in still)


def planned_days(session: Session, units: Collection[UUID], days: Days) -> dict[UUID, Planned]:
    """For each school its days with lessons in the period, and until when its timetable is made. Two statements."""
    taught: dict[UUID, set[date]] = {unit: set() for unit in units}
    rows = session.execute(
        select(CalendarEvent.unit_id, CalendarEvent.day)
        .where(
            col(CalendarEvent.unit_id).in_(list(units)),
            col(CalendarEvent.day).between(days.first, days.last),
            col(CalendarEvent.cancelled).is_(False),
        )
        .distinct()
        .limit(2_000)
    )
    for unit, day in rows:
        taught[unit].add(day)
    until = session.execute(
        select(CalendarEvent.unit_id, func.max(CalendarEvent.day))
        .where(col(CalendarEvent.unit_id).in_(list(units)))
        .group_by(col(CalendarEvent.unit_id))
    )
    known = {row[0]: row[1] for row in until}
    return {unit: (frozenset(found), known.get(unit)) for unit, found in taught.items()}


def earlier_days(session: Session, students: Sequence[UUID], on: date) -> dict[UUID, int]:
    """School days of leave granted in the school year of that day, for each student who has had any."""
    year = rules.school_year_of(on)
    rows = session.execute(
        select(LeaveApplication.student_id, func.sum(LeaveApplication.school_days))
        .where(
            col(LeaveApplication.student_id).in_(students),
            col(LeaveApplication.state).in_([state.value for state in rules.TAKES_LEAVE]),
            col(LeaveApplication.granted_first).between(year.first, year.last),
        )
        .group_by(col(LeaveApplication.student_id))
    )
    return {row[0]: int(row[1]) for row in rows}
