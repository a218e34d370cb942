"""What a child's home reads of the journal: the department's days, and what is about the child alone."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.journal.permissions import READ_JOURNAL, read_at_home
from skolplattform.planning.journal.queries.entries import entries_of
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.planning.journal.views import Entry
from skolplattform.registry.permissions import is_guardian_of

MOST = 60


def journal_of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[Entry, ...]:
    """The latest entries that a guardian's child belongs to, the newest first.

    Raises:
        Denied, NotFound: not the actor's child.
    """
    require(actor, READ_JOURNAL)
    if not is_guardian_of(session, actor, child_id, clock.today()):
        raise NotFound
    rows = session.scalars(
        select(JournalEntry)
        .where(read_at_home([child_id]))
        .order_by(col(JournalEntry.day).desc(), col(JournalEntry.id).desc())
        .limit(MOST)
    ).all()
    if rows:
        readings.opened(session, actor, READ_JOURNAL.name, "journal", child_id, persons=[child_id])
    return entries_of(session, actor, rows, child_id=child_id)
