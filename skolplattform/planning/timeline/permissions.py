"""Who plans a group's year together: those who teach it the subject. Who reads it: they, and the head of its unit."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.planning.permissions import taught_groups
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

TIMELINE = right("planning.timeline", Role.TEACHER, Role.PRINCIPAL)


@dataclass(frozen=True, slots=True)
class SeenTeaching:
    """A group in a subject that the actor may follow; `can_plan` when they teach it."""

    group: Group
    syllabus: Syllabus
    can_plan: bool


def seen_teaching(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID) -> SeenTeaching:
    """The group and the subject, when the actor teaches it or leads the group's unit.

    Raises:
        Denied: neither teacher nor principal.
        NotFound: missing, not taught there, or not theirs.
    """
    require(actor, TIMELINE)
    pairs = taught_groups(actor, clock.today()).subquery()
    own = (pairs.c.group_id == group_id, pairs.c.syllabus_id == syllabus_id)
    can_plan = actor.has(Role.TEACHER) and session.exec(select(pairs.c.group_id).where(*own)).first() is not None
    found = session.exec(
        select(Group, Syllabus)
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(Group.id))
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .where(Group.id == group_id, Syllabus.id == syllabus_id)
        .limit(1)
    ).first()
    leads = actor.has(Role.PRINCIPAL) and found is not None and found[0].unit_id in actor.units
    if found is None or not (can_plan or leads):
        raise NotFound
    return SeenTeaching(*found, can_plan)
