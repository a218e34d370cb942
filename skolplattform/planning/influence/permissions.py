"""Who has a voice in a group: its students of today; who leads: those who teach it or are its mentors."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select
from sqlmodel import col

from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right
from skolplattform.planning.influence.tables import Council, Poll
from skolplattform.registry.permissions import holds_on, own_groups
from skolplattform.registry.tables import Group, GroupMembership

INFLUENCE = right("planning.influence", Role.TEACHER, Role.STUDENT)
VOTE = right("planning.vote", Role.STUDENT)
POLL = right("planning.poll", Role.TEACHER)
LEAD_COUNCIL = right("planning.lead_council", Role.TEACHER)
READ_MINUTES = right("planning.read_minutes", Role.STUDENT, Role.TEACHER, Role.PRINCIPAL)


def groups_of(actor: Actor, on: date) -> Select[Any]:
    """The groups in which the actor has a voice, or which they lead."""
    if actor.has(Role.TEACHER):
        return select(own_groups(actor, on).subquery().c[0])
    mine = select(col(GroupMembership.group_id)).where(
        col(GroupMembership.person_id) == actor.person_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
    return mine if actor.has(Role.STUDENT) else mine.where(false())


def polled(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `Poll` that the actor has to do with it."""
    return col(Poll.group_id).in_(groups_of(actor, on))


def minuted(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `Council` that the actor reads it: of their groups; a head those with approved minutes."""
    if actor.has(Role.PRINCIPAL):
        own = select(col(Group.id)).where(col(Group.unit_id).in_(actor.units))
        return col(Council.group_id).in_(own) & (col(Council.edition) > 0)
    return col(Council.group_id).in_(groups_of(actor, on))


def members_of(group_id: UUID, on: date) -> Select[Any]:
    """The students who vote in a group."""
    return select(col(GroupMembership.person_id)).where(
        col(GroupMembership.group_id) == group_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
