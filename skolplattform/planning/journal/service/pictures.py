"""Pictures of an entry: who is in one is said before it is published, and nobody is shown without consent."""

from uuid import UUID

from sqlmodel import Session

from skolplattform.core import files, idempotency
from skolplattform.core.actor import Actor
from skolplattform.planning.journal.service.held import children_of, draft, noted
from skolplattform.planning.journal.tables import JournalEntry, JournalPicture
from skolplattform.planning.pictures import service as pictures
from skolplattform.planning.pictures.service import Told


def add_picture(session: Session, actor: Actor, entry_id: UUID, *, file: files.Judged, key: str) -> UUID:
    """Put a picture with a draft.

    Raises:
        Denied, NotFound: not an entry of their department. Invalid: published, or as many pictures as it may have.
    """

    def add() -> dict[str, str]:
        row = draft(session, actor, entry_id)
        picture = pictures.add_picture(session, actor, JournalPicture, row.id, file)
        noted(session, actor, row, {"did": "add_picture", "picture": str(picture)})
        return {"picture_id": str(picture)}

    return UUID(idempotency.once(session, actor, key, f"planning.journal_picture:{entry_id}", add)["picture_id"])


def tell_picture(session: Session, actor: Actor, entry_id: UUID, picture_id: UUID, *, told: Told, version: int) -> None:
    """Say what a picture shows and which children are in it.

    Raises:
        Denied, NotFound: not theirs, or somebody outside the department. Conflict: it was changed elsewhere.
        Invalid: the entry is published, words or names are missing, or a child may not be shown.
    """
    row = draft(session, actor, entry_id)
    among, own = children_of(session, row), row.child_id
    pictures.tell_picture(session, JournalPicture, row.id, picture_id, told=told, among=among, own=own, version=version)
    people = sorted(map(str, told.people))
    noted(session, actor, row, {"did": "tell_picture", "picture": str(picture_id), "people": people})


def remove_picture(session: Session, actor: Actor, entry_id: UUID, picture_id: UUID) -> None:
    """Take a picture out of a draft.

    Raises:
        Denied, NotFound: not an entry of their department, or no picture of it. Invalid: it is published.
    """
    row = draft(session, actor, entry_id)
    pictures.remove_picture(session, JournalPicture, row.id, picture_id)
    noted(session, actor, row, {"did": "remove_picture", "picture": str(picture_id)})


def require_told(session: Session, row: JournalEntry) -> None:
    """Its pictures can be seen by the homes.

    Raises:
        Invalid: at `pictures`.
    """
    among = children_of(session, row)
    pictures.require_pictures_told(session, JournalPicture, row.id, among=among, own=row.child_id)
