"""Who takes part in a discussion: the group's students of today, and those who teach the group the subject."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right
from skolplattform.planning.discussion import rules
from skolplattform.planning.discussion.tables import Contribution, Discussion
from skolplattform.planning.permissions import taught_groups
from skolplattform.planning.tables import UnitPlan
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership

TAKE_PART = right("planning.take_part", Role.TEACHER, Role.STUDENT)
LEAD = right("planning.lead_discussion", Role.TEACHER)

_Plan = aliased(UnitPlan)


def reached(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `Discussion` that the actor reads and writes in it.

    A teacher of its group and subject; a student of its group, while the unit is published.
    """
    if actor.has(Role.TEACHER):
        return led(actor, on)
    if not actor.has(Role.STUDENT):
        return false()
    member = exists().where(
        col(GroupMembership.group_id) == col(Discussion.group_id),
        col(GroupMembership.person_id) == actor.person_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
    published = exists().where(
        col(_Plan.id) == col(Discussion.plan_id), col(_Plan.edition) > 0, col(_Plan.archived).is_(False)
    )
    return member & published


def led(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `Discussion` that the actor teaches its group the subject that day."""
    pairs = taught_groups(actor, on).subquery()
    return exists().where(
        pairs.c.group_id == col(Discussion.group_id), pairs.c.syllabus_id == col(Discussion.syllabus_id)
    )


def sees_others(session: Session, actor: Actor, discussion: Discussion) -> bool:
    """May they read what others have written in it by now?"""
    return actor.has(Role.TEACHER) or rules.sees_others(
        answers_first=discussion.answers_first,
        has_answered=_has_answered(session, actor, discussion.id),
        is_open=still_open(discussion),
    )


def _has_answered(session: Session, actor: Actor, discussion_id: UUID) -> bool:
    """Has the student answered the question, and not taken it back?"""
    own = select(col(Contribution.id)).where(
        col(Contribution.discussion_id) == discussion_id,
        col(Contribution.written_by) == actor.person_id,
        col(Contribution.withdrawn_at).is_(None),
    )
    return session.scalars(own.limit(1)).first() is not None


def still_open(discussion: Discussion) -> bool:
    """Can students write in it now?"""
    return rules.is_open(closes_on=discussion.closes_on, closed_at=discussion.closed_at, today=clock.today())
