"""What waits for the students of a group, one notice each, until it is over: a question, a vote, minutes to read."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import outbox
from skolplattform.core.modules import NoticeKind
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership

MOST_STUDENTS = 400


def tell_students(session: Session, kind: NoticeKind, group_id: UUID, about: UUID, on: date) -> None:
    """Each student of the group that day is told once of what `about` names; `{about}` is its id in the kind's link."""
    students = select(GroupMembership.person_id).where(
        GroupMembership.group_id == group_id, holds_on(GroupMembership.start_date, GroupMembership.end_date, on)
    )
    payload = {"about": str(about)}
    found = session.exec(students.distinct().order_by(col(GroupMembership.person_id)).limit(MOST_STUDENTS)).all()
    outbox.queue(session, [outbox.Notice(kind.name, one, _cause(kind, about, one), payload) for one in found])


def untell_students(session: Session, kind: NoticeKind, group_id: UUID, about: UUID) -> None:
    """It is over, or taken back: nobody of the group, of today or before, is told of it any more."""
    ever = select(GroupMembership.person_id).where(GroupMembership.group_id == group_id).distinct()
    found = session.exec(ever.order_by(col(GroupMembership.person_id)).limit(MOST_STUDENTS)).all()
    outbox.withdraw(session, col(OutboxMessage.dedupe_key).in_([_cause(kind, about, one) for one in found]))


def _cause(kind: NoticeKind, about: UUID, student: UUID) -> str:
    return f"{kind.name}:{about}:{student}"
