"""Who may see whom in the register: one place that turns role, relation and date into rows (R-X09, R-C01 to R-C03)."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, union
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import ANSWERS, right
from skolplattform.registry.codes import RelationType
from skolplattform.registry.tables import (
    AgeConsent,
    Assignment,
    Duty,
    Enrolment,
    GroupMembership,
    Organisation,
    Person,
    ProtectedGrant,
    Responsibility,
)
from skolplattform.schedule.tables import ActivityGroup, ActivityTeacher

STAFF = (Role.TEACHER, Role.MENTOR, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH, Role.STUDY_COUNSELLOR)

VIEW_REGISTER = right("registry.view", Role.ADMINISTRATOR, Role.PRINCIPAL)
MANAGE_REGISTER = right("registry.manage", Role.ADMINISTRATOR)
VIEW_STUDENTS = right("registry.view_students", *STAFF)
VIEW_CHILDREN = right("registry.view_children", Role.GUARDIAN)
GRANT_PROTECTED = right("registry.grant_protected", Role.PRINCIPAL, Role.SYSTEM)
BREAK_GLASS = right(
    "registry.break_glass", Role.TEACHER, Role.MENTOR, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH
)

LET_SEE = right("registry.let_see", Role.STUDENT)

PAGES = 256
"""Guardians whose question stays built: one page asks it five times, and building it costs more than the answer."""
CUSTODIAL = (RelationType.GUARDIAN.value, RelationType.GOD_MAN.value)
MAJORITY = 18


def holds_on(start: object, end: object, on: date) -> ColumnElement[bool]:
    """The condition that a dated row holds on a day; both its days are included, a missing end means still."""
    return and_(or_(col(start).is_(None), col(start) <= on), or_(col(end).is_(None), col(end) >= on))


def enrolment_holds(on: date) -> ColumnElement[bool]:
    """The condition that an enrolment holds on a day and was not cancelled."""
    return and_(col(Enrolment.cancelled).is_(False), holds_on(Enrolment.start_date, Enrolment.end_date, on))


def born_after(on: date) -> date:
    """Who is born after this day is under age on `on` (R-C03)."""
    try:
        return on.replace(year=on.year - MAJORITY)
    except ValueError:  # 29 February: of age on 1 March
        return date(on.year - MAJORITY, 2, 28)


def own_groups(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The groups that the actor teaches or has an assignment in, that day."""
    taught = (
        select(ActivityGroup.group_id)
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(ActivityGroup.activity_id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(
            Duty.person_id == actor.person_id,
            holds_on(Duty.start_date, Duty.end_date, on),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, on),
        )
    )
    assigned = mentored_groups(actor, on)
    wanted = [taught] if actor.has(Role.TEACHER) else []
    if actor.has(Role.TEACHER, Role.MENTOR):
        wanted.append(assigned)
    return select(union(*wanted).subquery().c[0]) if wanted else taught.where(false())


def mentored_groups(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The groups where the actor has an assignment (mentor, special teacher ...), that day."""
    return (
        select(Assignment.group_id)
        .join(Duty, col(Duty.id) == col(Assignment.duty_id))
        .where(
            Duty.person_id == actor.person_id,
            holds_on(Duty.start_date, Duty.end_date, on),
            holds_on(Assignment.start_date, Assignment.end_date, on),
        )
    )


def members(groups: SelectOfScalar[UUID], on: date) -> SelectOfScalar[UUID]:
    """Ids of the persons in these groups that day."""
    return select(GroupMembership.person_id).where(
        col(GroupMembership.group_id).in_(groups),
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )


def has_custody(on: date) -> ColumnElement[bool]:
    """The condition that a `Responsibility` gives the adult custody that day, not withheld (R-C01, R-C02)."""
    return and_(
        col(Responsibility.relation_type).in_(CUSTODIAL),
        col(Responsibility.withheld).is_(False),
        holds_on(Responsibility.start_date, Responsibility.end_date, on),
    )


def own_children(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The children whose guardian the actor is that day: custodial relation, not withheld, under 18 (R-C01, R-C03)."""
    return _children_of(actor.person_id, on)


@lru_cache(PAGES)
def _children_of(adult: UUID, on: date) -> SelectOfScalar[UUID]:
    return (
        select(Responsibility.child_id)
        .join(Person, col(Person.id) == col(Responsibility.child_id))
        .where(Responsibility.adult_id == adult, has_custody(on), col(Person.birth_date) > born_after(on))
    )


def seen_children(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Those whom the actor may follow as guardian: own children, and grown-up ones who let it (R-C03, R-A10).

    To see is not to act: telling absence or asking for leave is `own_children`'s.
    """
    return _seen_by(actor.person_id, on)


@lru_cache(PAGES)
def _seen_by(adult: UUID, on: date) -> SelectOfScalar[UUID]:
    still = select(AgeConsent.student_id).where(AgeConsent.adult_id == adult, col(AgeConsent.ended_at).is_(None))
    return select(union(_children_of(adult, on), still).subquery().c[0])


def enrolled(units: frozenset[UUID], on: date) -> SelectOfScalar[UUID]:
    """Ids of those who are enrolled at the units that day."""
    return select(Enrolment.person_id).where(
        col(Enrolment.unit_id).in_(units),
        enrolment_holds(on),
    )


def visible_students(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students that the actor may see that day, as a query to use with `in_`.

    Teachers and mentors: members of their own groups. Guardians: their children. Students: themselves. School
    leaders, administrators, student health and study counsellors: those enrolled at their units. Central staff and
    the system administrator see nobody by name.
    """
    if actor.is_system:
        return select(Person.id)
    if actor.has(Role.TEACHER, Role.MENTOR):
        return members(own_groups(actor, on), on)
    if actor.has(Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH, Role.STUDY_COUNSELLOR):
        return enrolled(actor.units, on)
    if actor.has(Role.GUARDIAN):
        return seen_children(actor, on)
    if actor.has(Role.STUDENT):
        return select(Person.id).where(Person.id == actor.person_id)
    return select(Person.id).where(false())


def can_see_student(session: Session, actor: Actor, student_id: UUID, on: date) -> bool:
    """May the actor see this student at all? (A protected student's name is a question of its own.)"""
    return is_among(session, actor, student_id, visible_students(actor, on))


def is_among(session: Session, actor: Actor, student_id: UUID, students: SelectOfScalar[UUID]) -> bool:
    """Is this one of the students that a right reaches? A student always reaches oneself.

    A page that only reads asks the same of several modules: the first answer holds for all of it.
    """
    if actor.has(Role.STUDENT) and actor.person_id == student_id:
        return True
    answers: dict[Any, bool] = session.info.get(ANSWERS, {})
    if (student_id, students) not in answers:
        question = select(Person.id).where(Person.id == student_id, col(Person.id).in_(students))
        answers[student_id, students] = session.exec(question).first() is not None
    return answers[student_id, students]


def is_guardian_of(session: Session, actor: Actor, child_id: UUID, on: date) -> bool:
    """Is the actor, as guardian, entitled for this child that day?"""
    if not actor.has(Role.GUARDIAN):
        return False
    children = own_children(actor, on).where(Responsibility.child_id == child_id)
    return session.exec(children).first() is not None


def opened_protected(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The protected persons that a dated grant opens to the actor (R-X04)."""
    return select(ProtectedGrant.subject_id).where(
        ProtectedGrant.grantee_id == actor.person_id,
        ProtectedGrant.start_date <= on,
        ProtectedGrant.end_date >= on,
    )


def identity_shown(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `Person` that the actor may see who it is: not protected, oneself, one's child, or by grant."""
    if actor.is_system:
        return col(Person.id).is_not(None)
    shown: list[ColumnElement[bool]] = [
        col(Person.security_marking) == "Ingen",
        col(Person.id) == actor.person_id,
        col(Person.id).in_(opened_protected(actor, on)),
    ]
    if actor.has(Role.GUARDIAN):
        shown.append(col(Person.id).in_(seen_children(actor, on)))
    return or_(*shown)


def is_in_units(actor: Actor, unit: Organisation | UUID) -> bool:
    """Does the actor's role reach this unit?"""
    unit_id = unit.id if isinstance(unit, Organisation) else unit
    return actor.is_system or unit_id in actor.units
