"""Who hands in and who answers: the student, and those who teach them the subject."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.permissions import taught_groups
from skolplattform.planning.set_work.permissions import set_for, settable
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership

HAND_IN = right("planning.hand_in", Role.STUDENT)
ANSWER = right("planning.answer_hand_in", Role.TEACHER)
FETCH = right("planning.fetch_hand_in", Role.STUDENT, Role.TEACHER)


def takes_hand_ins() -> ColumnElement[bool]:
    """The condition on `SetWork` that students hand in there."""
    return and_(col(SetWork.due_time).is_not(None), col(SetWork.taken_away).is_(False))


def own_work(session: Session, actor: Actor, work_id: UUID) -> SetWork:
    """A test or task that the student hands in.

    Raises:
        NotFound: not for them, or nothing is handed in there.
    """
    found = session.scalars(
        select(SetWork).where(col(SetWork.id) == work_id, takes_hand_ins(), set_for(actor.person_id))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def answered_work(session: Session, actor: Actor, work_id: UUID) -> SetWork:
    """A test or task whose hand-ins the actor answers: they teach its subject to one of its groups today.

    Raises:
        NotFound: another's, or nothing is handed in there.
    """
    found = session.scalars(
        select(SetWork).where(col(SetWork.id) == work_id, takes_hand_ins(), settable(actor, clock.today()))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def answered_students(actor: Actor, on: date) -> Select[tuple[UUID, UUID, UUID]]:
    """(work, group, student) whose hand-ins the actor answers: students of the groups that they teach the subject.

    The student is in the group today, and was or will be on the day of the work. Who only substitutes is not here.
    """
    pairs = taught_groups(actor, on).subquery()
    own = and_(pairs.c.group_id == col(SetWorkGroup.group_id), pairs.c.syllabus_id == col(SetWork.syllabus_id))
    return (
        select(col(SetWorkGroup.work_id), col(SetWorkGroup.group_id), col(GroupMembership.person_id))
        .join(SetWork, col(SetWork.id) == col(SetWorkGroup.work_id))
        .join(pairs, own)
        .join(GroupMembership, col(GroupMembership.group_id) == col(SetWorkGroup.group_id))
        .where(
            takes_hand_ins(),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, SetWork.day),  # type: ignore[arg-type]
        )
    )


def require_student(session: Session, actor: Actor, work_id: UUID, student_id: UUID) -> None:
    """The actor answers this student's hand-in (security rule 10).

    Raises:
        NotFound: not theirs.
    """
    of = answered_students(actor, clock.today()).where(
        col(SetWork.id) == work_id, col(GroupMembership.person_id) == student_id
    )
    if session.execute(of.limit(1)).first() is None:
        raise NotFound
