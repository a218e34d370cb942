"""A student puts pictures with a draft and says who is in them; nobody is shown without consent."""

from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock, files, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log import rules
from skolplattform.planning.learning_log.permissions import LOG
from skolplattform.planning.learning_log.service.held import noted, own_entry
from skolplattform.planning.learning_log.tables import LogEntry, LogPicture
from skolplattform.planning.pictures import service as pictures
from skolplattform.planning.pictures.service import Told
from skolplattform.registry.consents.queries import members_of


def add_picture(session: Session, actor: Actor, entry_id: UUID, *, file: files.Judged, key: str) -> UUID:
    """Put a picture with a draft.

    Raises:
        NotFound: not an entry of theirs.
        Invalid: it is shown, or has as many pictures as it may.
    """
    require(actor, LOG)

    def add() -> dict[str, str]:
        row = _draft(session, actor, entry_id)
        picture = pictures.add_picture(session, actor, LogPicture, row.id, file)
        noted(session, actor, LOG, row, {"did": "add_picture", "picture": str(picture)})
        return {"picture_id": str(picture)}

    return UUID(idempotency.once(session, actor, key, f"planning.add_log_picture:{entry_id}", add)["picture_id"])


def tell_picture(session: Session, actor: Actor, entry_id: UUID, picture_id: UUID, *, told: Told, version: int) -> None:
    """Say what a picture shows and who of the group is in it.

    Raises:
        NotFound: not an entry or a picture of theirs, or somebody outside the group.
        Conflict: it was changed elsewhere.
        Invalid: the entry is shown, words or names are missing, or somebody may not be shown.
    """
    require(actor, LOG)
    row = _draft(session, actor, entry_id)
    among, own = _among(session, row), row.student_id
    pictures.tell_picture(session, LogPicture, row.id, picture_id, told=told, among=among, own=own, version=version)
    people = sorted(map(str, told.people))
    noted(session, actor, LOG, row, {"did": "tell_picture", "picture": str(picture_id), "people": people})


def remove_picture(session: Session, actor: Actor, entry_id: UUID, picture_id: UUID) -> None:
    """Take a picture out of a draft.

    Raises:
        NotFound: not an entry or a picture of theirs.
        Invalid: the entry is shown.
    """
    require(actor, LOG)
    row = _draft(session, actor, entry_id)
    pictures.remove_picture(session, LogPicture, row.id, picture_id)
    noted(session, actor, LOG, row, {"did": "remove_picture", "picture": str(picture_id)})


def require_told(session: Session, row: LogEntry) -> None:
    """Its pictures can be seen by others.

    Raises:
        Invalid: at `pictures`.
    """
    among = _among(session, row)
    pictures.require_pictures_told(session, LogPicture, row.id, among=among, own=row.student_id)


def _draft(session: Session, actor: Actor, entry_id: UUID) -> LogEntry:
    row = own_entry(session, actor, entry_id)
    rules.require_draft(is_shown=row.shown_at is not None)
    return row


def _among(session: Session, row: LogEntry) -> set[UUID]:
    """Who can be in its pictures: the student, and those of its group."""
    group = members_of(session, row.group_id, clock.today()) if row.group_id else []
    return {row.student_id, *group}
