"""The rights of attendance, and who may do it to this lesson or this student."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.attendance.tables import LeaveApplication
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right
from skolplattform.registry.codes import NOT_SCHOOL
from skolplattform.registry.permissions import (
    born_after,
    enrolled,
    is_in_units,
    members,
    mentored_groups,
    own_children,
    own_groups,
    seen_children,
)
from skolplattform.registry.tables import Enrolment, Person

RECORD = right("attendance.record", Role.TEACHER)
CORRECT = right("attendance.correct", Role.PRINCIPAL, Role.ADMINISTRATOR)
OPEN_REGISTER = right("attendance.open_register", Role.TEACHER, Role.PRINCIPAL, Role.ADMINISTRATOR)
EXPORT = right("attendance.export", Role.PRINCIPAL, Role.ADMINISTRATOR)
STUDENT_TIME = right(
    "attendance.student_time",
    *(Role.MENTOR, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH, Role.GUARDIAN, Role.STUDENT),
)
VIEW_CASES = right("attendance.view_cases", Role.MENTOR, Role.PRINCIPAL, Role.STUDENT_HEALTH)
VIEW_OWN_CASES = right("attendance.view_own_cases", Role.GUARDIAN, Role.STUDENT)
VIEW_CLASS = right("attendance.view_class", Role.MENTOR)
PROOF = right("attendance.proof", Role.PRINCIPAL, Role.CENTRAL)
TAKE_OVER = right("attendance.take_over", Role.ADMINISTRATOR)
REPORT = right("attendance.report_absence", Role.GUARDIAN, Role.STUDENT)
TAKE_CALL = right("attendance.take_call", Role.MENTOR, Role.PRINCIPAL, Role.ADMINISTRATOR)
NOTE = right("attendance.note_presence", Role.TEACHER, Role.PRINCIPAL, Role.TABLET)
OWN_CARE = right("attendance.own_care", Role.GUARDIAN)
PLAN_CARE = right("attendance.plan_care", Role.TEACHER, Role.PRINCIPAL)
EVACUATE = right("attendance.evacuate", Role.TEACHER, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.TABLET)
TABLETS = right("attendance.manage_tablets", Role.ADMINISTRATOR)
OWN_PIN = right("attendance.own_pin", Role.TEACHER, min_loa=3)
CARE_RIGHTS = (NOTE, OWN_CARE, PLAN_CARE, EVACUATE, TABLETS, OWN_PIN)
APPLY_LEAVE = right("attendance.apply_for_leave", Role.GUARDIAN, Role.STUDENT)
DECIDE_LEAVE = right("attendance.decide_leave", Role.PRINCIPAL, Role.TEACHER)
MANAGE_POLICY = right("attendance.manage_policy", Role.ADMINISTRATOR)
VIEW_ACTIVITY = right("attendance.view_activity", Role.TEACHER, Role.MENTOR, Role.PRINCIPAL)
OWN_ACTIVITY = right("attendance.own_activity", Role.STUDENT)
TRAINING = right("attendance.workplace_training", Role.TEACHER, Role.MENTOR, Role.PRINCIPAL)
ADULT_RIGHTS = (VIEW_ACTIVITY, OWN_ACTIVITY, TRAINING)
LEAVE_RIGHTS = (APPLY_LEAVE, DECIDE_LEAVE, MANAGE_POLICY)


def reportable(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose absence the actor may tell: own children until 18, from then oneself (R-A10)."""
    if actor.has(Role.GUARDIAN):
        return own_children(actor, on)
    oneself = select(Person.id).where(Person.id == actor.person_id, col(Person.birth_date) <= born_after(on))
    return oneself if actor.has(Role.STUDENT) else oneself.where(or_(False))


def followed(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose follow-up of absence the actor works with.

    A mentor: those of the own class. The head and student health: those who go to school at their units, which a
    place at their fritidshem is not.
    """
    if actor.has(Role.PRINCIPAL, Role.STUDENT_HEALTH):
        return enrolled(actor.units, on).where(col(Enrolment.school_type).not_in(NOT_SCHOOL))
    if actor.has(Role.MENTOR):
        return members(mentored_groups(actor, on), on)
    return select(Person.id).where(or_(False))


def works_with(actor: Actor, on: date, student: ColumnElement[UUID], unit: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition on a case, told its columns, that the actor works with it.

    A case belongs to the school where it began: the next one begins its own, and does not read what the former wrote
    (R-X01, R-X09). Its head and student health keep it when the student leaves, to end it; a mentor has the class's.
    """
    at_school = unit.in_(actor.units)
    if actor.has(Role.PRINCIPAL, Role.STUDENT_HEALTH):
        return at_school
    return and_(at_school, student.in_(followed(actor, on)))


def in_training(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose workplace training the actor arranges: own groups', or all of the units one leads."""
    if actor.has(Role.PRINCIPAL):
        return enrolled(actor.units, on)
    return members(own_groups(actor, on), on)


def in_family(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose follow-up the actor may know of: oneself, or own children (R-C03).

    From 18 only those who let the guardian go on seeing.
    """
    if actor.has(Role.GUARDIAN):
        return seen_children(actor, on)
    oneself = select(Person.id).where(Person.id == actor.person_id)
    return oneself if actor.has(Role.STUDENT) else oneself.where(or_(False))


def accounted(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose attendance over a time the actor may take out.

    The head, the office and student health: those enrolled at their units. A mentor: the own class. The family: its
    own.
    """
    if actor.has(Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH):
        return enrolled(actor.units, on)
    if actor.has(Role.MENTOR):
        return members(mentored_groups(actor, on), on)
    return in_family(actor, on)


def phoned_about(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose absence the actor writes down when somebody calls the school (FRN-04).

    The head and the office: those enrolled at their units. A mentor: the own class. Never as the child's own family.
    """
    if actor.has(Role.PRINCIPAL, Role.ADMINISTRATOR):
        return enrolled(actor.units, on)
    if actor.has(Role.MENTOR):
        return members(mentored_groups(actor, on), on)
    return select(Person.id).where(false())


def can_report_for(session: Session, actor: Actor, student_id: object, on: date) -> bool:
    """May the actor tell the school that this student is away?"""
    question = reportable(actor, on)
    column = next(iter(question.selected_columns))
    return session.exec(question.where(column == student_id)).first() is not None


def leave_in_reach(actor: Actor, on: date) -> ColumnElement[bool]:
    """The applications for leave that the actor may read: the head those of the units, a mentor the own students'."""
    if actor.has(Role.PRINCIPAL):
        return col(LeaveApplication.unit_id).in_(actor.units)
    if actor.has(Role.MENTOR):
        own = members(mentored_groups(actor, on), on)
        return and_(col(LeaveApplication.unit_id).in_(actor.units), col(LeaveApplication.student_id).in_(own))
    return false()


def can_decide_leave(session: Session, actor: Actor, application: LeaveApplication, on: date) -> bool:
    """May the actor decide applications like this one at all? How long a delegate decides is the rules' to say."""
    found = select(LeaveApplication.id).where(LeaveApplication.id == application.id, leave_in_reach(actor, on))
    return is_in_units(actor, application.unit_id) and session.exec(found).first() is not None
