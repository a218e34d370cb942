"""What the writes share: an entry, held until the transaction ends, and who is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.permissions import Right
from skolplattform.planning.learning_log.tables import LogEntry
from skolplattform.registry.tables import Group


def own_entry(session: Session, actor: Actor, entry_id: UUID) -> LogEntry:
    """An entry that the student wrote in the own log.

    Raises:
        NotFound: missing, another's, or a teacher's.
    """
    question = select(LogEntry).where(
        LogEntry.id == entry_id, LogEntry.student_id == actor.person_id, LogEntry.written_by == actor.person_id
    )
    found = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def require_version(row: LogEntry, version: int) -> None:
    """It is as the person saw it.

    Raises:
        Conflict: it was changed elsewhere.
    """
    if row.version != version:
        raise Conflict(row.version, "log.error.conflict")


def unit_of(session: Session, row: LogEntry) -> UUID | None:
    """The school in whose chain it is written; a free entry belongs to none."""
    return session.get_one(Group, row.group_id).unit_id if row.group_id else None


def saved(session: Session, actor: Actor, right: Right, row: LogEntry, detail: Mapping[str, Any]) -> None:
    """The row in its next version, the audit entry, and the open pages of the student, home and the teachers."""
    row.version += 1
    row.edited_at = clock.now()
    session.add(row)
    session.flush()
    noted(session, actor, right, row, {**detail, "version": row.version})


def noted(session: Session, actor: Actor, right: Right, row: LogEntry, detail: Mapping[str, Any]) -> None:
    """The audit entry, and the open pages of everybody who reads the entry."""
    unit = unit_of(session, row)
    audit.record(session, actor, right.name, "log_entry", row.id, subject=row.student_id, unit=unit, detail={**detail})
    changes.announce(session, f"student:{row.student_id}", *([f"log:{row.group_id}"] if row.group_id else []))
