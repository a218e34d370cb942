"""Warnings of risk not to reach a pass, who has confirmed that they have read, and when a school reminds."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import SQLModel

from skolplattform.assessment.risk.rules import TEXT_LENGTH
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

OPEN, PERSONAL, SENSITIVE, YEAR = Secrecy.OPEN, Secrecy.PERSONAL, Secrecy.SENSITIVE, Keep.YEAR_AFTER

_HOLDS = text("ended_on IS NULL")


class RiskWarning(SQLModel, table=True):
    """One warning for one student, subject and term. A draft is its teachers' own; what was sent is never rewritten.

    `against` is what was said of the criteria when it was sent, word for word: [name, wording of the lowest pass].
    """

    __tablename__ = "risk_warning"
    __table_args__ = (
        Index(
            "uq_risk_warning_held", "student_id", "syllabus_id", "term_ends",
            unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS,
        ),
        Index("ix_risk_warning_unit", "unit_id", "term_ends"),
        CheckConstraint("ended_on IS NULL OR sent_at IS NOT NULL", name="ended"),
    )  # fmt: skip

    id: UUID = key(keep=YEAR)
    student_id: UUID = ref("person.id", "whose", index=False)
    activity_id: UUID = ref("activity.id", "in which teaching", OPEN)
    syllabus_id: UUID = ref("syllabus.id", "in which subject", OPEN, index=False)
    unit_id: UUID = ref("organisation.id", "at which school", OPEN, index=False)
    term_ends: date = column("last day of the term that it is about", keep=YEAR)
    grade: str = column("the grade that is at risk", SENSITIVE, YEAR, max_length=4)
    criteria: list[str] = column("ids of the criteria that are not reached yet", SENSITIVE, YEAR, sa_type=JSON)
    against: list[list[str]] = column("the criteria as they were worded when sent", SENSITIVE, YEAR, sa_type=JSON)
    missing: str = column("what is missing", SENSITIVE, YEAR, default="", max_length=TEXT_LENGTH)
    support: str = column("what the school does", SENSITIVE, YEAR, default="", max_length=TEXT_LENGTH)
    next_step: str = column("what the student does next", SENSITIVE, YEAR, default="", max_length=TEXT_LENGTH)
    author_id: UUID = ref("person.id", "who wrote last", index=False)
    changed_at: datetime = column("when it was written last", keep=YEAR)
    sent_at: datetime | None = column("when it was sent; none: a draft", keep=YEAR, default=None, nullable=True)
    ended_on: date | None = column("the day it ceased to hold", keep=YEAR, default=None, nullable=True)
    ending: str = column("caught_up or mistaken", SENSITIVE, YEAR, default="", max_length=12)
    ended_why: str = column("what was said when it ended", SENSITIVE, YEAR, default="", max_length=TEXT_LENGTH)
    ended_by: UUID | None = column("who ended it", PERSONAL, YEAR, default=None, nullable=True, sa_type=UuidKey)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class RiskReceipt(SQLModel, table=True):
    """A student or guardian has confirmed that they have read a warning."""

    __tablename__ = "risk_receipt"

    warning_id: UUID = ref("risk_warning.id", "which warning", OPEN, primary_key=True, index=False)
    person_id: UUID = ref("person.id", "who has read", primary_key=True)
    at: datetime = column("when", keep=YEAR)


class RiskReminder(SQLModel, table=True):
    """From which day a school reminds after so many school days, until it decides anew."""

    __tablename__ = "risk_reminder"
    __table_args__ = (UniqueConstraint("unit_id", "valid_from"),)

    id: UUID = key(keep=Keep.TWO_YEARS)
    unit_id: UUID = ref("organisation.id", "school that decided", OPEN, index=False)
    valid_from: date = column("first day", keep=Keep.TWO_YEARS)
    remind_after: int = column("school days", keep=Keep.TWO_YEARS, sa_type=SmallInteger)
    decided_by: UUID = column("who decided", PERSONAL, Keep.TWO_YEARS, sa_type=UuidKey)
    decided_at: datetime = column("when it was decided", keep=Keep.TWO_YEARS)
    version: int = column("optimistic lock", keep=Keep.TWO_YEARS, default=1)
