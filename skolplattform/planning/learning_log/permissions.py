"""Who writes in a log and who reads it: the student, who teaches them the subject, and home what is shown."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.learning_log.tables import LogEntry
from skolplattform.planning.permissions import taught_groups
from skolplattform.registry.permissions import holds_on, seen_children
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

LOG = right("planning.keep_log", Role.STUDENT)
READ_LOG = right("planning.read_log", Role.STUDENT, Role.GUARDIAN)
FOLLOW_LOG = right("planning.follow_log", Role.TEACHER)
SEE_PICTURE = right("planning.see_log_picture", Role.STUDENT, Role.GUARDIAN, Role.TEACHER)


def places_of(student_id: UUID, on: date) -> Select[UUID, UUID, str, str]:
    """(group, subject) that a student is taught that day: where an entry can belong."""
    return (
        select(col(Group.id), col(Syllabus.id), col(Group.display_name), col(Syllabus.subject_name))
        .distinct()
        .join(GroupMembership, col(GroupMembership.group_id) == col(Group.id))
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(Group.id))
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .where(
            col(GroupMembership.person_id) == student_id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
            holds_on(Activity.start_date, Activity.end_date, on),
        )
    )


def has_place(session: Session, student_id: UUID, group_id: UUID | None, syllabus_id: UUID | None) -> bool:
    """Is the student taught this subject in this group today?"""
    found = places_of(student_id, clock.today()).where(col(Group.id) == group_id, col(Syllabus.id) == syllabus_id)
    return session.execute(found.limit(1)).first() is not None


def followed(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `LogEntry` that the actor reads it as a teacher.

    It is shown, they teach the group the subject, and the student is in the group still.
    """
    pairs = taught_groups(actor, on).subquery()
    taught = exists().where(
        pairs.c.group_id == col(LogEntry.group_id), pairs.c.syllabus_id == col(LogEntry.syllabus_id)
    )
    member = exists().where(
        col(GroupMembership.group_id) == col(LogEntry.group_id),
        col(GroupMembership.person_id) == col(LogEntry.student_id),
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
    return and_(col(LogEntry.shown_at).is_not(None), taught, member)


def readable(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `LogEntry` that the actor reads it: the student's own, home's, or a teacher's."""
    if actor.has(Role.STUDENT):
        return col(LogEntry.student_id) == actor.person_id
    if actor.has(Role.GUARDIAN):
        return and_(col(LogEntry.shown_at).is_not(None), col(LogEntry.student_id).in_(seen_children(actor, on)))
    return followed(actor, on)


def require_teaching(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID) -> Group:
    """The group, when the actor teaches it the subject today.

    Raises:
        NotFound: not theirs.
    """
    pairs = taught_groups(actor, clock.today()).subquery()
    own = select(pairs.c.group_id).where(pairs.c.group_id == group_id, pairs.c.syllabus_id == syllabus_id)
    found = session.scalars(select(Group).where(col(Group.id).in_(own))).one_or_none()
    if found is None:
        raise NotFound
    return found
