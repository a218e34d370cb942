"""What students write about their own learning, what teachers observe, and what they say about it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, KEEP = Secrecy.PERSONAL, Keep.TWO_YEARS


class LogEntry(SQLModel, table=True):
    """An entry in a student's log, by the student or a teacher. Until it is shown it is its writer's alone."""

    __tablename__ = "log_entry"
    __table_args__ = (Index("ix_log_entry_group", "group_id", "syllabus_id", "shown_at"),)

    id: UUID = key(keep=KEEP)
    student_id: UUID = ref("person.id", "whose log")
    written_by: UUID = column("the student, or a teacher who observed", PERSONAL, KEEP, sa_type=UuidKey)
    group_id: UUID | None = ref(
        "group_.id", "in which group; empty: free", Secrecy.OPEN, index=False, default=None, nullable=True
    )
    syllabus_id: UUID | None = ref(
        "syllabus.id", "in which subject; empty: free", Secrecy.OPEN, index=False, default=None, nullable=True
    )
    title: str = column("what it is called", PERSONAL, KEEP, default="", max_length=120)
    text: str = column("what was done", PERSONAL, KEEP, default="")
    learnt: str = column("what the student learnt", PERSONAL, KEEP, default="")
    next_step: str = column("what is next", PERSONAL, KEEP, default="")
    shown_at: datetime | None = column("since when teachers and home read it", default=None, nullable=True, keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    begun_at: datetime = column("when it was begun", keep=KEEP)
    edited_at: datetime = column("when something happened to it last", keep=KEEP)


class LogPicture(SQLModel, table=True):
    """A picture of an entry."""

    __tablename__ = "log_picture"

    entry_id: UUID = ref("log_entry.id", "of which entry", Secrecy.OPEN, primary_key=True, index=False)
    picture_id: UUID = ref("picture.id", "which picture", Secrecy.OPEN, primary_key=True)


class LogComment(SQLModel, table=True):
    """What a teacher says about an entry, in words. Only ever added."""

    __tablename__ = "log_comment"

    id: UUID = key(keep=KEEP)
    entry_id: UUID = ref("log_entry.id", "about which entry")
    text: str = column("what the teacher says", PERSONAL, KEEP, max_length=2000)
    written_by: UUID = column("who says it", PERSONAL, KEEP, sa_type=UuidKey)
    written_at: datetime = column("when", keep=KEEP)
