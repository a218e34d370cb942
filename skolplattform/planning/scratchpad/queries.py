"""Reads of the scratchpad: one's own notes, and nobody else's."""

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.scratchpad.permissions import NOTE, own_notes
from skolplattform.planning.scratchpad.tables import ScratchNote
from skolplattform.planning.scratchpad.views import Note, Notes
from skolplattform.registry.permissions import own_groups
from skolplattform.registry.tables import Group

MOST_NOTES, MOST_GROUPS = 200, 100


def notes_of(session: Session, actor: Actor) -> Notes:
    """The actor's own notes, the latest first. Two statements."""
    require(actor, NOTE)
    rows = session.execute(
        select(ScratchNote, col(Group.display_name))
        .join(Group, col(Group.id) == col(ScratchNote.group_id), isouter=True)
        .where(own_notes(actor))
        .order_by(col(ScratchNote.edited_at).desc(), col(ScratchNote.id))
        .limit(MOST_NOTES)
    )
    groups = session.execute(
        select(col(Group.id), col(Group.display_name))
        .where(col(Group.id).in_(own_groups(actor, clock.today())))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(MOST_GROUPS)
    )
    return Notes(
        notes=tuple(_note(note, group) for note, group in rows),
        groups=tuple((str(id_), name) for id_, name in groups),
    )


def _note(note: ScratchNote, group: str | None) -> Note:
    at = clock.local(note.edited_at)
    return Note(
        id=str(note.id),
        group_id=str(note.group_id or ""),
        group=group or "",
        text=note.text,
        version=note.version,
        edited_on=at.date().isoformat(),
        edited_at=at.strftime("%H:%M"),
    )
