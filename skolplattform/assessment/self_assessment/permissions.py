"""Who assesses themselves: the students of what a teacher has opened. Who reads it: they, and that teacher."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.assessment.self_assessment.tables import SelfOpening
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership
from skolplattform.schedule.tables import ActivityGroup

ASSESS_SELF = right("assessment.assess_self", Role.STUDENT)


def own_activities(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The activities that the student takes part in that day."""
    return (
        select(ActivityGroup.activity_id)
        .join(GroupMembership, col(GroupMembership.group_id) == col(ActivityGroup.group_id))
        .where(
            GroupMembership.person_id == actor.person_id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
        )
    )


def own_opening(session: Session, actor: Actor, opening_id: UUID) -> SelfOpening:
    """What is open to the student.

    Raises:
        NotFound: not theirs, or closed.
    """
    require(actor, ASSESS_SELF)
    found = session.exec(
        select(SelfOpening).where(
            SelfOpening.id == opening_id,
            col(SelfOpening.closed_at).is_(None),
            col(SelfOpening.activity_id).in_(own_activities(actor, clock.today())),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def taught_opening(session: Session, actor: Actor, opening_id: UUID) -> SelfOpening:
    """What the actor has opened or a colleague of the same activity; held until the transaction ends.

    Raises:
        NotFound: not what the actor teaches.
    """
    question = select(SelfOpening).where(SelfOpening.id == opening_id).with_for_update()
    found = session.exec(question.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    taught_activity(session, actor, found.activity_id)
    return found
