"""Who puts tests and tasks in the calendar: those who teach the subject to a group. Who reads: those it is for."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.permissions import published_to, standing, taught_groups
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.planning.tables import UnitPlan, UnitPlanEdition
from skolplattform.registry.permissions import holds_on, own_groups
from skolplattform.registry.tables import Group, GroupMembership

SET = right("planning.set_work", Role.TEACHER)
LIMIT = right("planning.limit_work", Role.PRINCIPAL)

_For = aliased(SetWorkGroup)
_Set = aliased(SetWork)


def settable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `SetWork` that the actor may change it: teaches its subject to one of its groups today."""
    if not actor.has(Role.TEACHER):
        return false()
    pairs = taught_groups(actor, on).subquery()
    own = (
        select(col(_For.work_id))
        .join(_Set, col(_Set.id) == col(_For.work_id))
        .join(pairs, and_(pairs.c.group_id == col(_For.group_id), pairs.c.syllabus_id == col(_Set.syllabus_id)))
    )
    return col(SetWork.id).in_(own)


def writable_work(session: Session, actor: Actor, work_id: UUID, *, taken_away: bool = False) -> SetWork:
    """The test or task, when the actor may change it; held until the transaction ends.

    Raises:
        NotFound: missing, or not the actor's.
    """
    found = session.scalars(
        select(SetWork)
        .where(col(SetWork.id) == work_id, col(SetWork.taken_away).is_(taken_away), settable(actor, clock.today()))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def subjects_taught(session: Session, actor: Actor, group_id: UUID) -> frozenset[UUID]:
    """The syllabuses that the actor teaches the group today."""
    pairs = taught_groups(actor, clock.today()).subquery()
    return frozenset(session.scalars(select(pairs.c.syllabus_id).where(pairs.c.group_id == group_id)))


def own_group(session: Session, actor: Actor, group_id: UUID) -> Group:
    """A group that the actor teaches or is mentor of today.

    Raises:
        NotFound: another's.
    """
    mine = select(Group).where(col(Group.id) == group_id, col(Group.id).in_(own_groups(actor, clock.today())))
    found = session.scalars(mine).one_or_none()
    if found is None:
        raise NotFound
    return found


def set_for(student_id: UUID) -> ColumnElement[bool]:
    """The condition on `SetWork` that it is for a group the student is in on its day (R-X09)."""
    member = (
        exists()
        .where(
            col(_For.work_id) == col(SetWork.id),
            col(GroupMembership.group_id) == col(_For.group_id),
            col(GroupMembership.person_id) == student_id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, SetWork.day),  # type: ignore[arg-type]
        )
        .correlate(SetWork)
    )
    groups = select(col(GroupMembership.group_id)).where(col(GroupMembership.person_id) == student_id)
    reached = select(col(SetWorkGroup.work_id)).where(col(SetWorkGroup.group_id).in_(groups))
    return and_(col(SetWork.id).in_(reached), member)


def readable_plans(session: Session, actor: Actor, plans: Collection[UUID]) -> dict[UUID, str]:
    """Those of the plans whose edition the actor may read now, and what it is called."""
    if not plans:
        return {}
    rows = session.execute(
        select(col(UnitPlanEdition.plan_id), col(UnitPlanEdition.title))
        .join(UnitPlan, standing())
        .where(col(UnitPlan.id).in_(plans), col(UnitPlan.archived).is_(False), published_to(actor, clock.today()))
    )
    return dict(rows.all())
