"""Who warns: those who teach the student the subject. Who reads: those it is about and those who answer for it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select

from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.registry.permissions import members, mentored_groups, own_children
from skolplattform.schedule.permissions import taught

WARN = right("assessment.warn", Role.TEACHER)
FOLLOW = right("assessment.follow_warnings", Role.TEACHER, Role.MENTOR, Role.PRINCIPAL)
OF_SCHOOL = right("assessment.warnings_of_school", Role.PRINCIPAL)
READ_OWN = right("assessment.read_warning", Role.STUDENT, Role.GUARDIAN)


def writable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `RiskWarning` that the actor writes and ends it: teaches it today."""
    return col(RiskWarning.activity_id).in_(taught(actor, on)) if actor.has(Role.TEACHER) else false()


def followed(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `RiskWarning` that the actor, as staff, may read it.

    Its teachers: drafts as well. A mentor: what was sent to the own class. A principal: what was sent at the unit.
    """
    if actor.is_system:
        return true()
    sent = col(RiskWarning.sent_at).is_not(None)
    wanted = [writable(actor, on)]
    if actor.has(Role.MENTOR):
        wanted.append(and_(sent, col(RiskWarning.student_id).in_(members(mentored_groups(actor, on), on))))
    if actor.has(Role.PRINCIPAL):
        wanted.append(and_(sent, col(RiskWarning.unit_id).in_(actor.units)))
    return or_(*wanted)


def of_family(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `RiskWarning` that it was sent to the actor.

    The student; until 18 those with custody that day, each on their own (R-C01 to R-C03).
    """
    sent = col(RiskWarning.sent_at).is_not(None)
    if actor.has(Role.STUDENT):
        return and_(sent, col(RiskWarning.student_id) == actor.person_id)
    if actor.has(Role.GUARDIAN):
        return and_(sent, col(RiskWarning.student_id).in_(own_children(actor, on)))
    return false()


def writable_warning(session: Session, actor: Actor, warning_id: UUID) -> RiskWarning:
    """The warning, when the actor may write in it; held until the transaction ends.

    Raises:
        NotFound: missing, or not the actor's.
    """
    require(actor, WARN)
    question = select(RiskWarning).where(RiskWarning.id == warning_id, writable(actor, clock.today()))
    found = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found
