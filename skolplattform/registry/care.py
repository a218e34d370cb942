"""Who works with the children of förskola and fritidshem: those whose duty it is, not those who teach lessons only."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.core.actor import Actor
from skolplattform.registry.codes import DutyRole, GroupType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, Group

CARE_DUTIES = (
    DutyRole.PRESCHOOL_TEACHER.value,
    DutyRole.CHILDCARE_WORKER.value,
    DutyRole.LEISURE_PEDAGOGUE.value,
)


def worked_at(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The units where it is the actor's duty to be with the children that day."""
    return select(Duty.unit_id).where(
        Duty.person_id == actor.person_id,
        col(Duty.duty_role).in_(CARE_DUTIES),
        holds_on(Duty.start_date, Duty.end_date, on),
    )


def worked_departments(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The departments of those units that day."""
    return select(Group.id).where(
        Group.group_type == GroupType.DEPARTMENT.value,
        col(Group.unit_id).in_(worked_at(actor, on)),
        col(Group.unit_id).in_(actor.units),
        holds_on(Group.start_date, Group.end_date, on),
    )
