"""What teachers have put in the calendar of tests and tasks, and what a school says is too much."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, KEEP = Secrecy.OPEN, Secrecy.PERSONAL, Keep.TWO_YEARS


class SetWork(SQLModel, table=True):
    """A test or a task on a day. Its groups' students and their guardians read it at once."""

    __tablename__ = "set_work"
    __table_args__ = (Index("ix_set_work_unit_day", "unit_id", "day"),)

    id: UUID = key(keep=KEEP)
    unit_id: UUID = ref("organisation.id", "school unit", OPEN, index=False)
    syllabus_id: UUID = ref("syllabus.id", "in which subject", OPEN, index=False)
    plan_id: UUID | None = ref(
        "unit_plan.id", "published unit that it belongs to", OPEN, default=None, nullable=True, index=False
    )
    kind: str = column("test, quiz, presentation, hand_in or task", keep=KEEP, max_length=20)
    title: str = column("what it is called", keep=KEEP, max_length=120)
    note: str = column("what students should know about it", default="", keep=KEEP, max_length=1000)
    day: date = column("when it is, or is due", keep=KEEP)
    takes_text: bool = column("students hand in a text", default=False, keep=KEEP)
    takes_files: bool = column("students hand in files", default=False, keep=KEEP)
    takes_link: bool = column("students hand in a link", default=False, keep=KEEP)
    due_time: time | None = column(
        "until when that day it is handed in; empty: nothing is handed in here", default=None, nullable=True, keep=KEEP
    )
    takes_late: bool = column("it may be handed in after that, and is then late", default=False, keep=KEEP)
    taken_away: bool = column("taken out of the calendar by a teacher", default=False, keep=KEEP)
    edited_by: UUID = column("who saved last", PERSONAL, KEEP, sa_type=UuidKey)
    edited_at: datetime = column("when it was saved last", keep=KEEP)
    version: int = column("optimistic lock", default=1, keep=KEEP)


class SetWorkGroup(SQLModel, table=True):
    """A group that the test or task is for."""

    __tablename__ = "set_work_group"

    work_id: UUID = ref("set_work.id", "which test or task", OPEN, primary_key=True, index=False)
    group_id: UUID = ref("group_.id", "which group", OPEN, primary_key=True)


class WorkLimit(SQLModel, table=True):
    """From which day a school warns at these numbers, until it decides anew."""

    __tablename__ = "work_limit"
    __table_args__ = (UniqueConstraint("unit_id", "valid_from"),)

    id: UUID = key(keep=KEEP)
    unit_id: UUID = ref("organisation.id", "school unit that decided", OPEN, index=False)
    valid_from: date = column("first day", keep=KEEP)
    tests_a_day: int = column("most tests a day for a student", keep=KEEP, sa_type=SmallInteger)
    tests_a_week: int = column("most tests a week for a student", keep=KEEP, sa_type=SmallInteger)
    work_a_week: int = column("most tests and tasks a week for a student", keep=KEEP, sa_type=SmallInteger)
    decided_by: UUID = column("who decided", PERSONAL, KEEP, sa_type=UuidKey)
    decided_at: datetime = column("when it was decided", keep=KEEP)
    version: int = column("optimistic lock", keep=KEEP, default=1)
