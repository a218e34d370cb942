"""A teacher's question to a group, what is written about it, and what a teacher has hidden of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class Discussion(SQLModel, table=True):
    """A question about a unit to one group: what its students write is read by that group and its teachers."""

    __tablename__ = "discussion"
    __table_args__ = (Index("ix_discussion_group", "group_id", "syllabus_id"),)

    id: UUID = key(keep=KEEP)
    plan_id: UUID = ref("unit_plan.id", "about which unit", OPEN)
    group_id: UUID = ref("group_.id", "of which group", OPEN, index=False)
    syllabus_id: UUID = ref("syllabus.id", "in which subject: its teachers lead it", OPEN, index=False)
    question: str = column("what is asked", keep=KEEP, max_length=1000)
    answers_first: bool = column("others' answers are seen when one has answered oneself", keep=KEEP)
    link: str = column("a video meeting or another address; empty: none", default="", keep=KEEP, max_length=500)
    closes_on: date = column("last day to write", keep=KEEP)
    closed_at: datetime | None = column("when a teacher closed it before that", default=None, nullable=True, keep=KEEP)
    opened_by: UUID = ref("person.id", "which teacher asks", PERSONAL, index=False)
    opened_at: datetime = column("when", keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class Contribution(SQLModel, table=True):
    """What somebody wrote in a discussion. Nothing is deleted: withdrawn or hidden it stays for the record."""

    __tablename__ = "contribution"
    __table_args__ = (
        Index("ix_contribution_thread", "discussion_id", "thread_id", "id"),
        Index("ix_contribution_writer", "written_by", "discussion_id"),
    )

    id: UUID = key(keep=KEEP)
    discussion_id: UUID = ref("discussion.id", "in which discussion", OPEN, index=False)
    thread_id: UUID = column("the contribution it answers; its own id: it answers none", keep=KEEP, sa_type=UuidKey)
    written_by: UUID = ref("person.id", "who wrote it", PERSONAL, index=False)
    by_teacher: bool = column("a teacher of the group wrote it", keep=KEEP)
    text: str = column("what it says", PERSONAL, KEEP, max_length=4000)
    said_at: datetime = column("when", keep=KEEP)
    edited_at: datetime | None = column("when its words were changed", default=None, nullable=True, keep=KEEP)
    withdrawn_at: datetime | None = column("when its writer took it back", default=None, nullable=True, keep=KEEP)
    hidden_at: datetime | None = column("when a teacher hid it", default=None, nullable=True, keep=KEEP)
    hidden_by: UUID | None = column(
        "which teacher hid it", PERSONAL, KEEP, default=None, nullable=True, sa_type=UuidKey
    )
    hidden_why: str = column("why, as its writer reads it", PERSONAL, KEEP, default="", max_length=500)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class EarlierWording(SQLModel, table=True):
    """What a contribution said before its writer changed it: words that were read do not vanish from the record."""

    __tablename__ = "earlier_wording"

    contribution_id: UUID = ref("contribution.id", "of which contribution", OPEN, primary_key=True, index=False)
    version: int = column("version of the contribution that said so", keep=KEEP, primary_key=True)
    text: str = column("what it said", PERSONAL, KEEP, max_length=4000)
    until: datetime = column("when it was changed", keep=KEEP)


class ContributionDraft(SQLModel, table=True):
    """What somebody is writing and has not said: theirs alone."""

    __tablename__ = "contribution_draft"

    writer_id: UUID = ref("person.id", "who writes", PERSONAL, primary_key=True, index=False)
    kind: str = column("new, answer or edit", keep=Keep.YEAR_AFTER, primary_key=True, max_length=10)
    about_id: UUID = column(
        "the discussion, or the contribution that is answered or edited",
        keep=Keep.YEAR_AFTER,
        primary_key=True,
        sa_type=UuidKey,
    )
    text: str = column("what is written so far", PERSONAL, Keep.YEAR_AFTER, max_length=4000)
    version: int = column("optimistic lock", default=1, keep=Keep.YEAR_AFTER)
    edited_at: datetime = column("when", keep=Keep.YEAR_AFTER)


class ContributionReport(SQLModel, table=True):
    """A student tells the teachers about a contribution. Only they see who did."""

    __tablename__ = "contribution_report"

    contribution_id: UUID = ref("contribution.id", "about which contribution", OPEN, primary_key=True, index=False)
    reporter_id: UUID = ref("person.id", "who tells", PERSONAL, primary_key=True, index=False)
    words: str = column("what is wrong, in their words", PERSONAL, KEEP, default="", max_length=500)
    reported_at: datetime = column("when", keep=KEEP)
    settled_at: datetime | None = column("when a teacher had looked at it", default=None, nullable=True, keep=KEEP)
