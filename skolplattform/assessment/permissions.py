"""Who may assess, and who sees what has been assessed: students and guardians only what is published."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.assessment.tables import Judgement
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right
from skolplattform.registry.permissions import enrolled, is_among, members, mentored_groups, seen_children
from skolplattform.registry.tables import Person
from skolplattform.schedule.tables import Activity

RECORD = right("assessment.record", Role.TEACHER)
VIEW = right("assessment.view", Role.STUDENT, Role.GUARDIAN, Role.MENTOR, Role.PRINCIPAL)
VIEW_OWN = right("assessment.view_own", Role.STUDENT)
FOLLOW_CLASS = right("assessment.follow_class", Role.TEACHER, Role.MENTOR)
FOLLOW_SCHOOL = right("assessment.follow_school", Role.PRINCIPAL)
VIEW_CHILD = right("assessment.view_child", Role.GUARDIAN)


def followed_students(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """Ids of the students whose published assessment the actor may see across subjects.

    A student: oneself. A guardian: the children. A mentor: the class. A principal: those enrolled at the unit. A
    teacher who is no mentor sees the own activity's matrix only (R-X09).
    """
    if actor.is_system:
        return select(Person.id)
    if actor.has(Role.MENTOR):
        return members(mentored_groups(actor, on), on)
    if actor.has(Role.PRINCIPAL):
        return enrolled(actor.units, on)
    if actor.has(Role.GUARDIAN):
        return seen_children(actor, on)
    if actor.has(Role.STUDENT):
        return select(Person.id).where(Person.id == actor.person_id)
    return select(Person.id).where(false())


def can_follow(session: Session, actor: Actor, student_id: UUID, on: date) -> bool:
    """May the actor see this student's published assessment in all subjects?"""
    return is_among(session, actor, student_id, followed_students(actor, on))


def shown_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Judgement` that it has been shown, and to a principal that it was made at the own unit."""
    shown = col(Judgement.published_version) > 0
    if not actor.has(Role.PRINCIPAL):
        return shown
    return and_(
        shown, col(Judgement.activity_id).in_(select(Activity.id).where(col(Activity.unit_id).in_(actor.units)))
    )


def published_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Judgement` that it has been shown, and is one against the subject's own criteria."""
    return and_(shown_to(actor), col(Judgement.matrix_id).is_(None))
