"""Who keeps a journal and who reads it: the staff of the department's förskola, and home what is published."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.registry.care import worked_departments
from skolplattform.registry.codes import SchoolType
from skolplattform.registry.permissions import holds_on, own_children
from skolplattform.registry.tables import Group, GroupMembership

KEEP_JOURNAL = right("planning.keep_journal", Role.TEACHER)
READ_JOURNAL = right("planning.read_journal", Role.GUARDIAN)
FOLLOW_JOURNAL = right("planning.follow_journal", Role.PRINCIPAL)
SEE_PICTURE = right("planning.see_journal_picture", Role.TEACHER, Role.GUARDIAN)
IS_PRESCHOOL = col(Group.school_type) == SchoolType.PRESCHOOL.value


def kept_departments(actor: Actor, on: date) -> Select[UUID]:
    """The departments whose journal the actor keeps that day."""
    return select(col(Group.id)).where(col(Group.id).in_(worked_departments(actor, on)), IS_PRESCHOOL)


def require_department(session: Session, actor: Actor, group_id: UUID) -> Group:
    """The department, when the actor works there today.

    Raises:
        NotFound: not theirs.
    """
    own = kept_departments(actor, clock.today())
    found = session.scalars(select(Group).where(col(Group.id) == group_id, col(Group.id).in_(own))).one_or_none()
    if found is None:
        raise NotFound
    return found


def read_at_home(children: Select[UUID] | list[UUID]) -> ColumnElement[bool]:
    """The condition on `JournalEntry` that it is published to the home of one of these children.

    About the child, or about the department that the child was in that day.
    """
    member = exists().where(
        col(GroupMembership.group_id) == col(JournalEntry.group_id),
        col(GroupMembership.person_id).in_(children),
        holds_on(GroupMembership.start_date, GroupMembership.end_date, JournalEntry.day),  # type: ignore[arg-type]
    )
    about = or_(col(JournalEntry.child_id).is_(None), col(JournalEntry.child_id).in_(children))
    return and_(col(JournalEntry.published_at).is_not(None), about, member)


def readable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `JournalEntry` that the actor reads it."""
    if actor.has(Role.GUARDIAN):
        return read_at_home(own_children(actor, on))
    return col(JournalEntry.group_id).in_(kept_departments(actor, on))
