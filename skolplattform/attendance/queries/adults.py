"""Who has use for the pages of adult education and workplace training."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import VIEW_ACTIVITY
from skolplattform.attendance.rules.duty import ADULT_FORMS, TRAINING_FORMS
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.registry.permissions import enrolment_holds, holds_on, own_groups
from skolplattform.registry.tables import Enrolment, Group


def works_with_adults(session: Session, actor: Actor) -> bool:
    """Does the actor teach, mentor or lead a group of a school form with activity reporting or workplaces?"""
    if not VIEW_ACTIVITY.held_by(actor):
        return False
    today = clock.today()
    question = select(Group.id).where(
        col(Group.unit_id).in_(actor.units),
        col(Group.school_type).in_(sorted(TRAINING_FORMS)),
        holds_on(Group.start_date, Group.end_date, today),
    )
    if not actor.has(Role.PRINCIPAL):
        question = question.where(col(Group.id).in_(own_groups(actor, today)))
    return session.exec(question.limit(1)).first() is not None


def studies_as_adult(session: Session, actor: Actor) -> bool:
    """Is the actor enrolled where activity is reported instead of a duty to attend (R-A12)?"""
    question = select(Enrolment.id).where(
        Enrolment.person_id == actor.person_id,
        col(Enrolment.school_type).in_(sorted(ADULT_FORMS)),
        enrolment_holds(clock.today()),
    )
    return session.exec(question.limit(1)).first() is not None
