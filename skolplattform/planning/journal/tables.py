"""The journal of a department: entries for its homes or for one child's, the goals they touch, and who took part."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, SmallInteger
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, KEEP, FOREVER = Secrecy.PERSONAL, Keep.TWO_YEARS, Keep.FOREVER


class JournalGoal(SQLModel, table=True):
    """A goal of the curriculum of the förskola, for its work: never for what one child can (R-G19)."""

    __tablename__ = "journal_goal"

    code: str = column("curriculum, area and goal", keep=FOREVER, primary_key=True, max_length=60)
    curriculum: str = column("which curriculum", keep=FOREVER, max_length=20)
    area: str = column("which part of it", keep=FOREVER, max_length=20)
    area_sv: str = column("the part in Swedish", keep=FOREVER, max_length=80)
    area_en: str = column("the part in English", keep=FOREVER, max_length=80)
    name_sv: str = column("the goal in a few Swedish words", keep=FOREVER, max_length=80)
    name_en: str = column("the goal in a few English words", keep=FOREVER, max_length=80)
    position: int = column("place in the curriculum", keep=FOREVER, sa_type=SmallInteger)
    start_date: date = column("first day", keep=FOREVER)
    end_date: date | None = column("last day", keep=FOREVER, default=None, nullable=True)


class JournalEntry(SQLModel, table=True):
    """What a department did one day, or what one child did. Until it is published its staff alone reads it."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_group", "group_id", "day"),)

    id: UUID = key(keep=KEEP)
    group_id: UUID = ref("group_.id", "which department", Secrecy.OPEN, index=False)
    child_id: UUID | None = ref(
        "person.id", "about whom, for that home alone; empty: for every home", default=None, nullable=True
    )
    day: date = column("what day it is about", keep=KEEP)
    title: str = column("what it is called", PERSONAL, KEEP, default="", max_length=120)
    text: str = column("what was done", PERSONAL, KEEP, default="")
    published_at: datetime | None = column("since when homes read it", default=None, nullable=True, keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)
    written_by: UUID = column("who began it", PERSONAL, KEEP, sa_type=UuidKey)
    edited_at: datetime = column("when something happened to it last", keep=KEEP)


class JournalEntryGoal(SQLModel, table=True):
    """A goal that an entry touches."""

    __tablename__ = "journal_entry_goal"

    entry_id: UUID = ref("journal_entry.id", "which entry", Secrecy.OPEN, primary_key=True, index=False)
    goal_code: str = column("which goal", keep=KEEP, foreign_key="journal_goal.code", primary_key=True, max_length=60)


class JournalChild(SQLModel, table=True):
    """A child that took part."""

    __tablename__ = "journal_child"

    entry_id: UUID = ref("journal_entry.id", "in which entry", Secrecy.OPEN, primary_key=True, index=False)
    child_id: UUID = ref("person.id", "which child", primary_key=True)


class JournalPicture(SQLModel, table=True):
    """A picture of an entry."""

    __tablename__ = "journal_picture"

    entry_id: UUID = ref("journal_entry.id", "of which entry", Secrecy.OPEN, primary_key=True, index=False)
    picture_id: UUID = ref("picture.id", "which picture", Secrecy.OPEN, primary_key=True)
