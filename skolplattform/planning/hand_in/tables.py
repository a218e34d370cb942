"""What students hand in, every time they do, and what their teachers answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, KEEP = Secrecy.PERSONAL, Keep.TWO_YEARS


class HandIn(SQLModel, table=True):
    """One student's work on a test or a task: the draft, and where it stands. The draft is the student's alone."""

    __tablename__ = "hand_in"
    __table_args__ = (UniqueConstraint("work_id", "student_id"),)

    id: UUID = key(keep=KEEP)
    work_id: UUID = ref("set_work.id", "which test or task", Secrecy.OPEN, index=False)
    student_id: UUID = ref("person.id", "whose it is")
    state: str = column("draft, handed_in, late, returned or approved", PERSONAL, KEEP, default="draft", max_length=20)
    number: int = column("the version that stands handed in; 0: none", default=0, keep=KEEP, sa_type=SmallInteger)
    text: str = column("the draft's text", PERSONAL, KEEP, default="")
    link: str = column("the draft's link, as it was typed", PERSONAL, KEEP, default="", max_length=500)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    edited_at: datetime = column("when something happened to it last", keep=KEEP)


class HandInVersion(SQLModel, table=True):
    """What was handed in once, word for word. Only ever added; `withdrawn_at` says that the student took it back."""

    __tablename__ = "hand_in_version"

    hand_in_id: UUID = ref("hand_in.id", "which hand-in", primary_key=True, index=False)
    number: int = column("1 is the first", keep=KEEP, primary_key=True, sa_type=SmallInteger)
    text: str = column("the text", PERSONAL, KEEP)
    link: str = column("an https address, or nothing", PERSONAL, KEEP, max_length=500)
    is_late: bool = column("after the time that held for the student", PERSONAL, KEEP)
    handed_in_at: datetime = column("when", keep=KEEP)
    withdrawn_at: datetime | None = column("taken back by the student", default=None, nullable=True, keep=KEEP)


class HandInFile(SQLModel, table=True):
    """A file of a version, or with number 0 of the draft."""

    __tablename__ = "hand_in_file"

    hand_in_id: UUID = ref("hand_in.id", "which hand-in", primary_key=True, index=False)
    number: int = column("of which version; 0: of the draft", keep=KEEP, primary_key=True, sa_type=SmallInteger)
    file_id: UUID = ref("stored_file.id", "which file", primary_key=True)


class HandInFeedback(SQLModel, table=True):
    """A teacher's answer to one version: a draft that the teachers share until it is sent, then unchanged."""

    __tablename__ = "hand_in_feedback"

    hand_in_id: UUID = ref("hand_in.id", "which hand-in", primary_key=True, index=False)
    number: int = column("to which version", keep=KEEP, primary_key=True, sa_type=SmallInteger)
    text: str = column("what the teacher says", PERSONAL, KEEP, default="")
    outcome: str = column("return or approve; empty until it is sent", PERSONAL, KEEP, default="", max_length=20)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    edited_by: UUID = column("who wrote or sent it last", PERSONAL, KEEP, sa_type=UuidKey)
    edited_at: datetime = column("when", keep=KEEP)
    sent_at: datetime | None = column("when the student was shown it", default=None, nullable=True, keep=KEEP)


class HandInComment(SQLModel, table=True):
    """A comment about a part of a version's text; the student reads it when the feedback is sent."""

    __tablename__ = "hand_in_comment"

    id: UUID = key(keep=KEEP)
    hand_in_id: UUID = ref("hand_in.id", "which hand-in")
    number: int = column("about which version", keep=KEEP, sa_type=SmallInteger)
    first: int = column("the passage's first sign, from 0, in code points", keep=KEEP)
    after: int = column("the sign after the passage's last", keep=KEEP)
    text: str = column("what the teacher says about it", PERSONAL, KEEP, max_length=500)
    written_by: UUID = column("who wrote it", PERSONAL, KEEP, sa_type=UuidKey)
    written_at: datetime = column("when", keep=KEEP)


class OwnTerms(SQLModel, table=True):
    """What holds for one student alone: a later time, or a task of its own (PLA-07). Nobody else is shown a trace."""

    __tablename__ = "hand_in_own_terms"

    work_id: UUID = ref("set_work.id", "which test or task", Secrecy.OPEN, primary_key=True, index=False)
    student_id: UUID = ref("person.id", "for whom", primary_key=True)
    due_at: datetime | None = column(
        "until when the student hands in; empty: as the others", Secrecy.SENSITIVE, KEEP, default=None, nullable=True
    )
    note: str = column(
        "what the student reads instead; empty: as the others", Secrecy.SENSITIVE, KEEP, default="", max_length=1000
    )
    version: int = column("optimistic lock", default=1, keep=KEEP)
    decided_by: UUID = column("who decided", PERSONAL, KEEP, sa_type=UuidKey)
    decided_at: datetime = column("when", keep=KEEP)
