"""Follow-up of absence: limits that are passed, the case, and what is written in it (R-A03)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, SmallInteger, text
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, SENSITIVE, SECRET, KEPT = Secrecy.PERSONAL, Secrecy.SENSITIVE, Secrecy.SECRET, Keep.TWO_YEARS
STILL_OPEN = text("stage <> 'closed'")
"""A student has one open case at a time."""


class LimitPassed(SQLModel, table=True):
    """A student whose absence passes one of the school's limits, from the day it was seen until it no longer does."""

    __tablename__ = "limit_passed"
    __table_args__ = (
        Index("ix_limit_passed_unit", "unit_id", "ended_on", "seen_on"),
        Index("ix_limit_passed_student", "student_id", "ended_on"),
    )

    id: UUID = key("key of the row", KEPT)
    student_id: UUID = ref("person.id", "whose absence", index=False)
    unit_id: UUID = ref("organisation.id", "at which school", Secrecy.OPEN, index=False)
    limit_kind: str = column("share, days in a row, or minutes without valid reason", SENSITIVE, KEPT, max_length=12)
    absence_kind: str = column("valid, invalid or both", SENSITIVE, KEPT, max_length=8)
    amount: int = column("percent, days or minutes", SENSITIVE, KEPT)
    unreported: int = column("percent of the time that nobody has reported (R-A15)", keep=KEPT, default=0)
    since: date = column("counted from", keep=KEPT)
    seen_on: date = column("when it was first seen: the clock starts", keep=KEPT)
    ended_on: date | None = column("when it was passed no more", keep=KEPT, default=None, nullable=True)


class AbsenceCase(SQLModel, table=True):
    """The school's work with one student's absence: follow-up, and the investigation the law asks for (SL 7:19 a)."""

    __tablename__ = "absence_case"
    __table_args__ = (
        Index("ix_absence_case_unit", "unit_id", "stage", "trigger_on"),
        Index("ix_absence_case_student", "student_id"),
        Index(
            "uq_absence_case_open",
            "student_id",
            "unit_id",
            unique=True,
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
    )

    id: UUID = key("key of the row", KEPT)
    student_id: UUID = ref("person.id", "whose absence", index=False)
    unit_id: UUID = ref("organisation.id", "at which school", Secrecy.OPEN, index=False)
    limit_kind: str = column("limit that was passed; none: opened by hand", SENSITIVE, KEPT, default="", max_length=12)
    absence_kind: str = column("valid, invalid or both", SENSITIVE, KEPT, max_length=8)
    stage: str = column("follow-up, investigation, decided, closed", SENSITIVE, KEPT, max_length=14)
    trigger_on: date = column("the day that gave cause: the clock starts", keep=KEPT)
    started_on: date | None = column("investigation started", SENSITIVE, KEPT, default=None, nullable=True)
    reported_on: date | None = column("reported to the organiser", SENSITIVE, KEPT, default=None, nullable=True)
    decided_on: date | None = column("decided", SENSITIVE, KEPT, default=None, nullable=True)
    decision: str = column("what was decided, from a closed list", SENSITIVE, KEPT, default="", max_length=16)
    municipality_on: date | None = column(
        "report sent to the home municipality (R-A08)", SENSITIVE, KEPT, default=None, nullable=True
    )
    closed_on: date | None = column("closed", keep=KEPT, default=None, nullable=True)
    follow_up_on: date | None = column("next follow-up", keep=KEPT, default=None, nullable=True)
    analysis: str = column("why the student is away, as the school understands it", SECRET, KEPT, default="")
    responsible_id: UUID = column("who is responsible", PERSONAL, KEPT, sa_type=UuidKey)
    opened_by: UUID = column("who opened it", PERSONAL, KEPT, sa_type=UuidKey)
    opened_at: datetime = column("when it was opened", keep=KEPT)
    edited_by: UUID = column("who changed it last", PERSONAL, KEPT, sa_type=UuidKey)
    edited_at: datetime = column("when it was changed last", keep=KEPT)
    version: int = column("optimistic lock", keep=KEPT, default=1, sa_type=SmallInteger)


class CaseEntry(SQLModel, table=True):
    """A conversation, meeting, measure or note of a case. Only ever added to."""

    __tablename__ = "case_entry"
    __table_args__ = (Index("ix_case_entry_case", "case_id", "on_day"),)

    id: UUID = key("key of the row", KEPT)
    case_id: UUID = ref("absence_case.id", "of which case", Secrecy.OPEN, index=False)
    kind: str = column("conversation, meeting, measure, note", SENSITIVE, KEPT, max_length=14)
    on_day: date = column("when it was held, or from when it applies", SENSITIVE, KEPT)
    present: list[str] = column("who took part, by role", PERSONAL, KEPT, default_factory=list, sa_type=JSON)
    words: str = column("what was said or is to be done", SECRET, KEPT, max_length=4_000)
    author_id: UUID = column("who wrote", PERSONAL, KEPT, sa_type=UuidKey)
    written_at: datetime = column("when it was written", keep=KEPT)
