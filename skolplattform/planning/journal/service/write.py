"""The staff begins an entry and writes in it; two who write at once both keep their words."""

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, require_department
from skolplattform.planning.journal.service.held import draft, saved
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.planning.written import Saved, saved_now


def begin_entry(session: Session, actor: Actor, group_id: UUID, *, key: str) -> UUID:
    """A draft about today; one of today's that the actor began and holds no word yet is taken again.

    Raises:
        Denied, NotFound: not a department where they work.
    """
    require(actor, KEEP_JOURNAL)

    def begin() -> dict[str, str]:
        require_department(session, actor, group_id)
        row = _untouched(session, actor, group_id)
        if row is None:
            row = JournalEntry(id=new_id(), group_id=group_id, day=clock.today(), written_by=actor.person_id, version=0)
            saved(session, actor, row, {"did": "begin"})
        return {"entry_id": str(row.id)}

    return UUID(idempotency.once(session, actor, key, f"planning.begin_journal:{group_id}", begin)["entry_id"])


def write_entry(
    session: Session, actor: Actor, entry_id: UUID, *, field: str, was: str, text: str, version: int
) -> Saved:
    """Keep what was written. `was` is what the field said when they began, in `version` of the entry.

    Raises:
        Denied, NotFound: not an entry of their department.
        Conflict: a colleague changed the same field; `current` is what stands there.
        Invalid: it is published, or too long.
    """
    row, name = draft(session, actor, entry_id), rules.Field(field)
    stands, words = getattr(row, name.value), rules.checked_words(name, text)
    if row.version != version and stands not in (was, words):
        raise Conflict(stands, "journal.error.conflict")
    if stands != words:
        setattr(row, name.value, words)
        saved(session, actor, row, {"did": "write", "fields": [name.value]})
    return saved_now(row.version)


def _untouched(session: Session, actor: Actor, group_id: UUID) -> JournalEntry | None:
    mine = (JournalEntry.group_id == group_id, JournalEntry.written_by == actor.person_id)
    empty = (JournalEntry.title == "", JournalEntry.text == "", col(JournalEntry.published_at).is_(None))
    today = JournalEntry.day == clock.today()
    question = select(JournalEntry).where(*mine, *empty, today).order_by(col(JournalEntry.id)).limit(1)
    return session.exec(question).first()
