"""A teacher's own notes: read by nobody else, in no export, gone when they are deleted."""

from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel

from skolplattform.core.columns import Secrecy, column, key, ref

PERSONAL, SECRET = Secrecy.PERSONAL, Secrecy.SECRET


class ScratchNote(SQLModel, table=True):
    """A note that its owner keeps for their own memory."""

    __tablename__ = "scratch_note"

    id: UUID = key()
    owner_id: UUID = ref("person.id", "whose note", PERSONAL)
    group_id: UUID | None = ref("group_.id", "about which group", PERSONAL, default=None, nullable=True, index=False)
    text: str = column("the note, for its owner only", SECRET, default="", max_length=8000)
    edited_at: datetime = column("when it was saved last", PERSONAL)
    version: int = column("optimistic lock", default=1)
