"""A teacher writes, keeps and throws away own notes. The log says that it was done, never what was written."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.scratchpad.permissions import NOTE, own_note
from skolplattform.planning.scratchpad.tables import ScratchNote
from skolplattform.registry.permissions import own_groups
from skolplattform.registry.tables import Group

LONGEST = 8_000


def begin_note(session: Session, actor: Actor, *, group_id: UUID | None, key: str) -> UUID:
    """An empty note, about a group of one's own or about none.

    Raises:
        NotFound: not the actor's group.
    """
    require(actor, NOTE)

    def begin() -> dict[str, str]:
        if group_id is not None:
            mine = select(col(Group.id)).where(
                col(Group.id) == group_id, col(Group.id).in_(own_groups(actor, clock.today()))
            )
            if session.scalars(mine).one_or_none() is None:
                raise NotFound
        note = ScratchNote(id=new_id(), owner_id=actor.person_id, group_id=group_id, edited_at=clock.now())
        session.add(note)
        session.flush()
        _audited(session, actor, note.id, "begin")
        return {"note_id": str(note.id)}

    return UUID(idempotency.once(session, actor, key, "planning.begin_note", begin)["note_id"])


def write_note(session: Session, actor: Actor, note_id: UUID, *, text: str, version: int) -> int:
    """Keep the words; the version that stands now. Words that stand already change nothing.

    Raises:
        NotFound: missing, or another's.
        Conflict: another tab has written since; `current` is what stands.
        Invalid: too long.
    """
    note = own_note(session, actor, note_id)
    if len(text) > LONGEST:
        raise Invalid("text", "lesson.error.long", most=LONGEST)
    if note.text == text:
        return note.version
    if note.version != version:
        raise Conflict((note.version, note.text, clock.local(note.edited_at).strftime("%H:%M")), "planning.error.clash")
    note.text, note.edited_at, note.version = text, clock.now(), note.version + 1
    session.add(note)
    session.flush()
    _audited(session, actor, note.id, "write")
    return note.version


def delete_note(session: Session, actor: Actor, note_id: UUID) -> None:
    """Gone for good: nothing brings it back.

    Raises:
        NotFound: missing, or another's.
    """
    session.delete(own_note(session, actor, note_id))
    session.flush()
    _audited(session, actor, note_id, "delete")


def _audited(session: Session, actor: Actor, note_id: UUID, did: str) -> None:
    audit.record(session, actor, NOTE.name, "scratch_note", note_id, detail={"did": did})
