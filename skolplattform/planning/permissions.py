"""Who may plan and who may read: a plan follows the groups it is for, and the subject its teachers teach."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, false, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.tables import EditionGroup, UnitPlan, UnitPlanEdition, UnitPlanGroup
from skolplattform.registry.permissions import holds_on, own_groups, seen_children
from skolplattform.registry.tables import Duty, GroupMembership
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup

PLAN = right("planning.plan", Role.TEACHER)
READ = right("planning.read", Role.TEACHER, Role.MENTOR, Role.STUDENT, Role.GUARDIAN, Role.PRINCIPAL)
READ_OWN = right("planning.read_own", Role.STUDENT)
READ_CHILD = right("planning.read_child", Role.GUARDIAN)
FOLLOW = right("planning.follow", Role.PRINCIPAL)

_Audience = aliased(EditionGroup)
_Reached = aliased(EditionGroup)
_PlanGroup = aliased(UnitPlanGroup)
_Plan = aliased(UnitPlan)


def taught_groups(actor: Actor, on: date) -> Select[Any, Any]:
    """(group, syllabus) that the actor teaches that day."""
    return (
        select(ActivityGroup.group_id, Activity.syllabus_id)
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .where(col(Activity.id).in_(taught(actor, on)), col(Activity.syllabus_id).is_not(None))
    )


def groups_taught(session: Session, actor: Actor, syllabus_id: UUID) -> frozenset[UUID]:
    """The groups that the actor teaches this subject today."""
    pairs = taught_groups(actor, clock.today()).subquery()
    return frozenset(session.exec(select(pairs.c.group_id).where(pairs.c.syllabus_id == syllabus_id)).all())


def editable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `UnitPlan` that the actor may write in it.

    They teach its subject to one of its groups today; or they began it, still work at the unit, and it has no group.
    """
    if not actor.has(Role.TEACHER):
        return false()
    pairs = taught_groups(actor, on).subquery()
    shared = (
        select(_PlanGroup.plan_id)
        .join(_Plan, col(_Plan.id) == col(_PlanGroup.plan_id))
        .join(
            pairs,
            and_(pairs.c.group_id == col(_PlanGroup.group_id), pairs.c.syllabus_id == col(_Plan.syllabus_id)),
        )
    )
    alone = and_(
        col(UnitPlan.author_id) == actor.person_id,
        col(UnitPlan.unit_id).in_(_units_of_duty(actor, on)),
        ~exists().where(col(_PlanGroup.plan_id) == col(UnitPlan.id)),
    )
    return and_(col(UnitPlan.archived).is_(False), or_(col(UnitPlan.id).in_(shared), alone))


def reusable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `UnitPlan` that the actor may copy it: may write in it, or wrote it and works there still."""
    if not actor.has(Role.TEACHER):
        return false()
    own = and_(col(UnitPlan.author_id) == actor.person_id, col(UnitPlan.unit_id).in_(_units_of_duty(actor, on)))
    return or_(editable(actor, on), own)


def _units_of_duty(actor: Actor, on: date) -> Select[UUID]:
    return select(Duty.unit_id).where(Duty.person_id == actor.person_id, holds_on(Duty.start_date, Duty.end_date, on))


def published_to(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `UnitPlanEdition` that the actor may read it: never a draft, never a group of others.

    Students and guardians: a group the student is in during the unit (R-X09, R-C01). Teachers and mentors: their
    own groups. Principals: their units.
    """
    if actor.is_system:
        return true()
    if actor.has(Role.TEACHER, Role.MENTOR):
        groups = own_groups(actor, on)
        return _for_groups(groups, col(_Audience.group_id).in_(groups))
    if actor.has(Role.PRINCIPAL):
        plans = select(UnitPlan.id).where(col(UnitPlan.unit_id).in_(actor.units))
        return col(UnitPlanEdition.plan_id).in_(plans)
    if actor.has(Role.GUARDIAN):
        return published_for(seen_children(actor, on))
    if actor.has(Role.STUDENT):
        return published_for([actor.person_id])
    return false()


def published_for(students: Select[UUID] | BindParameter[UUID] | list[UUID]) -> ColumnElement[bool]:
    """The condition on `UnitPlanEdition` that one of these students is in its group at some time of the unit."""
    member = (
        exists()
        .where(
            col(GroupMembership.group_id) == col(_Audience.group_id),
            col(GroupMembership.person_id).in_(students),
            col(GroupMembership.start_date) <= col(UnitPlanEdition.end_date),
            or_(
                col(GroupMembership.end_date).is_(None),
                col(GroupMembership.end_date) >= col(UnitPlanEdition.start_date),
            ),
        )
        .correlate(_Audience, UnitPlanEdition)
    )
    groups = select(GroupMembership.group_id).where(col(GroupMembership.person_id).in_(students))
    return _for_groups(groups, member)


def published_to_group(group_id: UUID) -> ColumnElement[bool]:
    """The condition on `UnitPlanEdition` that it is for this group."""
    return _for_groups([group_id], col(_Audience.group_id) == group_id)


def _for_groups(groups: Select[UUID] | list[UUID], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The edition is for a group that meets the condition. `groups` holds them all, so that their plans are found
    by index instead of asking every edition of a city."""
    reached = select(_Reached.plan_id).where(col(_Reached.group_id).in_(groups))
    exact = (
        exists()
        .where(
            col(_Audience.plan_id) == col(UnitPlanEdition.plan_id),
            col(_Audience.number) == col(UnitPlanEdition.number),
            condition,
        )
        .correlate(UnitPlanEdition)
    )
    return and_(col(UnitPlanEdition.plan_id).in_(reached), exact)


def standing() -> ColumnElement[bool]:
    """The condition on `UnitPlan` joined with `UnitPlanEdition` that it is the edition students see now."""
    return and_(
        col(UnitPlanEdition.plan_id) == col(UnitPlan.id),
        col(UnitPlanEdition.number) == col(UnitPlan.edition),
    )


def writable_plan(session: Session, actor: Actor, plan_id: UUID) -> UnitPlan:
    """The plan, when the actor may write in it; held until the transaction ends.

    Raises:
        NotFound: missing, or not the actor's.
    """
    question = select(UnitPlan).where(UnitPlan.id == plan_id, editable(actor, clock.today())).with_for_update()
    plan = session.exec(question).one_or_none()
    if plan is None:
        raise NotFound
    return plan
