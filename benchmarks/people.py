"""People of the generated city who ask, each as the actor that sign-in would make of them."""

from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.assessment.tables import Judgement
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.registry.codes import DutyRole, SchoolType
from skolplattform.registry.permissions import CUSTODIAL, born_after, holds_on
from skolplattform.registry.queries import units_below
from skolplattform.registry.tables import Duty, Enrolment, Organisation, Person, Responsibility
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent


def _actor(person_id: UUID, workspace: Workspace, units: frozenset[UUID] = frozenset()) -> Actor:
    return Actor(person_id=person_id, workspace=workspace, roles=WORKSPACE_ROLES[workspace], units=units, loa=3)


def teacher(person_id: UUID) -> Actor:
    """That person at work as a teacher."""
    return _actor(person_id, Workspace.TEACHER)


def principals(session: Session, random: Random, count: int) -> list[Actor]:
    """Leaders of different schools."""
    rows = session.exec(
        select(Duty.person_id, Duty.unit_id).where(Duty.duty_role == DutyRole.PRINCIPAL.value).order_by(col(Duty.id))
    ).all()
    chosen = random.choices(rows, k=count)
    return [_actor(person, Workspace.PRINCIPAL, frozenset({unit})) for person, unit in chosen]


def central(session: Session) -> Actor:
    """One who sees the whole city."""
    organiser = session.exec(select(Organisation.id).where(Organisation.organisation_type == "Huvudman")).one()
    return _actor(UUID(int=1), Workspace.CENTRAL, units_below(session, [organiser]))


def guardians(session: Session, random: Random, today: date, count: int) -> list[tuple[Actor, UUID]]:
    """Guardians with one of their children."""
    rows = session.exec(
        select(Responsibility.adult_id, Responsibility.child_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(col(Person.birth_date) > born_after(today))
        .limit(20_000)
    ).all()
    return [(_actor(adult, Workspace.GUARDIAN), child) for adult, child in random.choices(rows, k=count)]


def reporting_guardians(session: Session, random: Random, today: date, count: int) -> list[tuple[Actor, UUID]]:
    """Guardians with one of their children in school, in no order."""
    rows = session.exec(
        select(Responsibility.adult_id, Responsibility.child_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .join(Enrolment, col(Enrolment.person_id) == col(Responsibility.child_id))
        .where(
            col(Person.birth_date) > born_after(today),
            col(Responsibility.relation_type).in_(CUSTODIAL),
            col(Responsibility.withheld).is_(False),
            col(Enrolment.school_type) == SchoolType.COMPULSORY.value,
            col(Enrolment.cancelled).is_(False),
            holds_on(Enrolment.start_date, Enrolment.end_date, today),
            holds_on(Responsibility.start_date, Responsibility.end_date, today),
        )
        .limit(count)
    ).all()
    return [(_actor(adult, Workspace.GUARDIAN), child) for adult, child in random.sample(rows, len(rows))]


def lessons_with_teacher(session: Session, random: Random, day: date, count: int) -> list[tuple[Actor, UUID]]:
    """Different lessons of a day, each with its teacher."""
    rows = session.exec(
        select(Duty.person_id, CalendarEvent.id, CalendarEvent.unit_id)
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(CalendarEvent.day == day, col(CalendarEvent.cancelled).is_(False))
        .order_by(col(CalendarEvent.id))
    ).all()
    chosen = random.sample(rows, min(count, len(rows)))
    return [(_actor(person, Workspace.TEACHER, frozenset({unit})), lesson) for person, lesson, unit in chosen]


def judged_groups(session: Session, random: Random, day: date, count: int) -> list[tuple[Actor, UUID]]:
    """Groups with many judgements in their matrix, each with its teacher."""
    rows = session.exec(
        select(Duty.person_id, Judgement.activity_id)
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(Judgement.activity_id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, day))
        .group_by(col(Duty.person_id), col(Judgement.activity_id))
        .order_by(func.count().desc(), col(Judgement.activity_id))
        .limit(200)
    ).all()
    return [(_actor(person, Workspace.TEACHER), activity) for person, activity in random.choices(rows, k=count)]


def judged_students(session: Session, random: Random, count: int) -> list[Actor]:
    """Students who have judgements in many subjects."""
    rows = session.exec(
        select(Judgement.student_id)
        .group_by(col(Judgement.student_id))
        .having(func.count(func.distinct(col(Judgement.syllabus_id))) >= 10)
        .order_by(col(Judgement.student_id))
        .limit(2_000)
    ).all()
    return [_actor(student, Workspace.STUDENT) for student in random.choices(rows, k=count)]
