"""What the writes share: a draft, held until the transaction ends, and who is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, readable
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.registry.consents.queries import members_of
from skolplattform.registry.tables import Group


def topic(group_id: UUID) -> str:
    """What changes when a department's journal does (`core.changes`)."""
    return f"journal:{group_id}"


def held(session: Session, actor: Actor, entry_id: UUID) -> JournalEntry:
    """An entry of a department where the actor works; colleagues write in the same.

    Raises:
        Denied, NotFound: missing, or of another förskola.
    """
    require(actor, KEEP_JOURNAL)
    question = select(JournalEntry).where(JournalEntry.id == entry_id, readable(actor, clock.today()))
    found = session.exec(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def draft(session: Session, actor: Actor, entry_id: UUID) -> JournalEntry:
    """The same, when homes do not read it.

    Raises:
        Denied, NotFound: as `held`. Invalid: it is published.
    """
    row = held(session, actor, entry_id)
    rules.require_draft(is_published=row.published_at is not None)
    return row


def require_version(row: JournalEntry, version: int) -> None:
    """It is as the person saw it.

    Raises:
        Conflict: it was changed elsewhere.
    """
    if row.version != version:
        raise Conflict(row.version, "journal.error.conflict")


def children_of(session: Session, row: JournalEntry) -> set[UUID]:
    """The children that an entry can be about: those of the department on its day; or the one it is about."""
    return {row.child_id} if row.child_id else set(members_of(session, row.group_id, row.day))


def saved(session: Session, actor: Actor, row: JournalEntry, detail: Mapping[str, Any]) -> None:
    """The row in its next version, with what follows from it."""
    row.version += 1
    row.edited_at = clock.now()
    session.add(row)
    session.flush()
    noted(session, actor, row, {**detail, "version": row.version})


def noted(session: Session, actor: Actor, row: JournalEntry, detail: Mapping[str, Any]) -> None:
    """The audit entry, and the open pages of the department and its homes."""
    unit = session.get_one(Group, row.group_id).unit_id
    whose = {"subject": row.child_id} if row.child_id else {}
    audit.record(session, actor, KEEP_JOURNAL.name, "journal_entry", row.id, unit=unit, detail={**detail}, **whose)
    changes.announce(session, topic(row.group_id))
