"""Who reads a note: its owner, as a teacher. There is no other way to it, whatever the role."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.planning.scratchpad.tables import ScratchNote

NOTE = right("planning.note", Role.TEACHER)


def own_notes(actor: Actor) -> ColumnElement[bool]:
    """The condition on `ScratchNote` that it is the actor's own. The platform itself has none."""
    return col(ScratchNote.owner_id) == actor.person_id if actor.has(Role.TEACHER) else false()


def own_note(session: Session, actor: Actor, note_id: UUID) -> ScratchNote:
    """The note; held until the transaction ends.

    Raises:
        NotFound: missing, or another's.
    """
    require(actor, NOTE)
    question = select(ScratchNote).where(and_(col(ScratchNote.id) == note_id, own_notes(actor)))
    found = session.scalars(question.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found
