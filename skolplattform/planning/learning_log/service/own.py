"""A student writes in the own log, shows an entry to the teachers of its subject, takes it back or throws it away."""

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.learning_log import rules
from skolplattform.planning.learning_log.permissions import LOG, has_place
from skolplattform.planning.learning_log.service.held import noted, own_entry, require_version, saved
from skolplattform.planning.learning_log.service.pictures import require_told
from skolplattform.planning.learning_log.tables import LogComment, LogEntry, LogPicture
from skolplattform.planning.pictures.service import forget_pictures
from skolplattform.planning.written import Saved, saved_now

Place = tuple[UUID, UUID] | None


def begin_entry(session: Session, actor: Actor, *, key: str) -> UUID:
    """A new entry that only the student sees; one that was begun and holds no word yet is taken again."""
    require(actor, LOG)

    def begin() -> dict[str, str]:
        row = _untouched(session, actor)
        if row is None:
            row = LogEntry(id=new_id(), student_id=actor.person_id, written_by=actor.person_id, version=0)
            row.begun_at = row.edited_at = clock.now()
            saved(session, actor, LOG, row, {"did": "begin"})
        return {"entry_id": str(row.id)}

    return UUID(idempotency.once(session, actor, key, "planning.begin_entry", begin)["entry_id"])


def write_entry(
    session: Session, actor: Actor, entry_id: UUID, *, field: str, was: str, text: str, version: int
) -> Saved:
    """Keep what the student wrote. `was` is what the field said when they began, in `version` of the entry.

    Raises:
        NotFound: not an entry of theirs.
        Conflict: the same field was changed elsewhere, as on their phone; `current` is what stands there.
        Invalid: it is shown, or too long.
    """
    require(actor, LOG)
    row, name = own_entry(session, actor, entry_id), rules.Field(field)
    rules.require_draft(is_shown=row.shown_at is not None)
    stands, words = getattr(row, name.value), rules.checked_words(name, text)
    if row.version != version and stands not in (was, words):
        raise Conflict(stands, "log.error.conflict")
    if stands != words:
        setattr(row, name.value, words)
        saved(session, actor, LOG, row, {"did": "write", "fields": [name.value]})
    return saved_now(row.version)


def place_entry(session: Session, actor: Actor, entry_id: UUID, *, place: Place, version: int) -> int:
    """Let it belong to a group and a subject, or to none; its version after that.

    Raises:
        NotFound: not an entry of theirs, or not taught there.
        Conflict: it was changed elsewhere.
        Invalid: it is shown.
    """
    require(actor, LOG)
    row = own_entry(session, actor, entry_id)
    rules.require_draft(is_shown=row.shown_at is not None)
    require_version(row, version)
    if place and not has_place(session, actor.person_id, *place):
        raise NotFound
    row.group_id, row.syllabus_id = place or (None, None)
    saved(session, actor, LOG, row, {"did": "place"})
    return row.version


def show_entry(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Let the teachers of its subject, and home, read it as it stands.

    Raises:
        NotFound: not an entry of theirs.
        Conflict: it was changed elsewhere.
        Invalid: at the field that lacks something, or the student is not taught there any more.
    """
    require(actor, LOG)

    def show() -> dict[str, str]:
        row = own_entry(session, actor, entry_id)
        rules.require_draft(is_shown=row.shown_at is not None)
        require_version(row, version)
        has_group = has_place(session, actor.person_id, row.group_id, row.syllabus_id)
        rules.require_showable(title=row.title, words=(row.text, row.learnt, row.next_step), has_group=has_group)
        require_told(session, row)
        row.shown_at = clock.now()
        saved(session, actor, LOG, row, {"did": "show"})
        return {}

    idempotency.once(session, actor, key, f"planning.show_entry:{entry_id}", show)


def hide_entry(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Take it back, so that only the student sees it. What was said about it stays with it.

    Raises:
        NotFound: not an entry of theirs.
        Conflict: it was changed elsewhere.
    """
    require(actor, LOG)

    def hide() -> dict[str, str]:
        row = own_entry(session, actor, entry_id)
        require_version(row, version)
        row.shown_at = None
        saved(session, actor, LOG, row, {"did": "hide"})
        return {}

    idempotency.once(session, actor, key, f"planning.hide_entry:{entry_id}", hide)


def delete_entry(session: Session, actor: Actor, entry_id: UUID, *, version: int, key: str) -> None:
    """Throw a draft away with its pictures. What a teacher has said something about stays.

    Raises:
        NotFound: not an entry of theirs.
        Conflict: it was changed elsewhere.
        Invalid: it is shown, or a teacher has commented on it.
    """
    require(actor, LOG)

    def delete() -> dict[str, str]:
        row = own_entry(session, actor, entry_id)
        rules.require_draft(is_shown=row.shown_at is not None)
        require_version(row, version)
        said = session.exec(select(LogComment.id).where(LogComment.entry_id == row.id).limit(1)).first()
        rules.require_uncommented(has_comments=said is not None)
        noted(session, actor, LOG, row, {"did": "delete"})
        forget_pictures(session, LogPicture, row.id)
        session.delete(row)
        session.flush()
        return {}

    idempotency.once(session, actor, key, f"planning.delete_entry:{entry_id}", delete)


def _untouched(session: Session, actor: Actor) -> LogEntry | None:
    empty = (col(getattr(LogEntry, field.value)) == "" for field in rules.Field)
    mine = (LogEntry.student_id == actor.person_id, LogEntry.written_by == actor.person_id)
    return session.exec(select(LogEntry).where(*mine, *empty).order_by(col(LogEntry.id)).limit(1)).first()
