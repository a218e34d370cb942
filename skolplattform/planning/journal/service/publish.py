"""An entry is published to the homes, taken back, or thrown away as a draft."""

from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.service.held import draft, held, noted, require_version, saved
from skolplattform.planning.journal.service.homes import tell_homes, untell_homes
from skolplattform.planning.journal.service.pictures import require_told
from skolplattform.planning.journal.tables import JournalChild, JournalEntryGoal, JournalPicture
from skolplattform.planning.pictures import queries as pictures
from skolplattform.planning.pictures.service import forget_pictures


def publish_entry(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Let the homes read it: those of the department, or that of the child it is about. Told once a day and home.

    Raises:
        Denied, NotFound: not an entry of their department. Conflict: it was changed elsewhere.
        Invalid: at the field that lacks something; a picture that may not be shown.
    """

    def publish() -> dict[str, str]:
        row = draft(session, actor, entry_id)
        require_version(row, version)
        count = len(pictures.held(session, JournalPicture, [row.id]).get(row.id, ()))
        rules.require_publishable(title=row.title, text=row.text, pictures=count)
        require_told(session, row)
        row.published_at = clock.now()
        saved(session, actor, row, {"did": "publish"})
        tell_homes(session, row)
        return {}

    idempotency.once(session, actor, key, f"planning.publish_journal:{entry_id}", publish)


def take_back(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Let the staff alone read it, to go on with it; homes that are told of nothing else that day are not told of it.

    Raises:
        Denied, NotFound: not an entry of their department. Conflict: it was changed elsewhere.
    """

    def back() -> dict[str, str]:
        row = held(session, actor, entry_id)
        require_version(row, version)
        published, row.published_at = row.published_at, None
        saved(session, actor, row, {"did": "take_back"})
        if published:
            untell_homes(session, row, published)
        return {}

    idempotency.once(session, actor, key, f"planning.hide_journal:{entry_id}", back)


def delete_entry(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Throw a draft away with its pictures.

    Raises:
        Denied, NotFound: not an entry of their department. Conflict: it was changed elsewhere. Invalid: published.
    """

    def forget() -> dict[str, str]:
        row = draft(session, actor, entry_id)
        require_version(row, version)
        noted(session, actor, row, {"did": "delete"})
        forget_pictures(session, JournalPicture, row.id)
        session.execute(delete(JournalEntryGoal).where(col(JournalEntryGoal.entry_id) == row.id))
        session.execute(delete(JournalChild).where(col(JournalChild.entry_id) == row.id))
        session.delete(row)
        session.flush()
        return {}

    idempotency.once(session, actor, key, f"planning.delete_journal:{entry_id}", forget)
