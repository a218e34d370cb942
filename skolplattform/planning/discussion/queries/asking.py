"""A unit on which a teacher opens a discussion."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.discussion.permissions import LEAD
from skolplattform.planning.discussion.queries.lists import of_unit
from skolplattform.planning.discussion.views import UnitAsked
from skolplattform.planning.permissions import editable, groups_taught
from skolplattform.planning.tables import EditionGroup, UnitPlan
from skolplattform.registry.tables import Group

MOST_GROUPS, USUAL = 40, timedelta(days=7)


def unit_asked(session: Session, actor: Actor, plan_id: UUID) -> UnitAsked:
    """The unit with its groups to ask, and the discussions that it has.

    Raises:
        NotFound: not a plan of theirs.
    """
    require(actor, LEAD)
    question = select(UnitPlan).where(col(UnitPlan.id) == plan_id, editable(actor, clock.today()))
    plan = session.scalars(question).one_or_none()
    if plan is None:
        raise NotFound
    return UnitAsked(
        plan_id=str(plan.id),
        unit=plan.title,
        is_published=plan.edition > 0,
        groups=tuple((str(group.id), group.display_name) for group in asked_groups(session, actor, plan)),
        until=(clock.today() + USUAL).isoformat(),
        opened=of_unit(session, actor, plan_id),
    )


def asked_groups(session: Session, actor: Actor, plan: UnitPlan) -> list[Group]:
    """The groups that the unit is published to and that the actor teaches the subject; none while it is a draft."""
    readers = select(EditionGroup.group_id).where(
        col(EditionGroup.plan_id) == plan.id, col(EditionGroup.number) == plan.edition
    )
    own = groups_taught(session, actor, plan.syllabus_id)
    question = select(Group).where(col(Group.id).in_(readers), col(Group.id).in_(own))
    return list(session.scalars(question.order_by(col(Group.display_name), col(Group.id)).limit(MOST_GROUPS)))
