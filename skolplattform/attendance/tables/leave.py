"""Applications for leave, one for each child and school, and what each custodian said."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

SENSITIVE, PERSONAL, YEAR = Secrecy.SENSITIVE, Secrecy.PERSONAL, Keep.YEAR_AFTER


class LeaveApplication(SQLModel, table=True):
    """A guardian, or a student of age, asks the head for leave (R-A04). Decided once; a change is asked anew."""

    __tablename__ = "leave_application"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        Index("ix_leave_application_student", "student_id", "first_day"),
        Index("ix_leave_application_unit", "unit_id", "state", "first_day"),
    )

    id: UUID = key(keep=YEAR)
    student_id: UUID = ref("person.id", "who is to be away", index=False)
    unit_id: UUID = ref("organisation.id", "school that decides", Secrecy.OPEN, index=False)
    applied_by: UUID = ref("person.id", "who applied", index=False)
    applied_at: datetime = column("when it was applied for", keep=YEAR)
    first_day: date = column("first day asked for", SENSITIVE, YEAR)
    last_day: date = column("last day asked for", SENSITIVE, YEAR)
    reason: str = column("from a closed list (R-A14)", SENSITIVE, YEAR, max_length=12)
    note: str = column("a line, where the school allows it (R-A14)", SENSITIVE, YEAR, default="", max_length=200)
    state: str = column("asked, granted, partly, refused, declined or withdrawn", SENSITIVE, YEAR, max_length=10)
    granted_first: date | None = column("first day granted", SENSITIVE, YEAR, default=None, nullable=True)
    granted_last: date | None = column("last day granted", SENSITIVE, YEAR, default=None, nullable=True)
    school_days: int = column("school days granted; those asked for until it is decided", keep=YEAR)
    decided_by: UUID | None = column("who decided", PERSONAL, YEAR, default=None, nullable=True, sa_type=UuidKey)
    decided_at: datetime | None = column("when it was decided", keep=YEAR, default=None, nullable=True)
    decided_as: str = column("head or delegate (R-A04)", keep=YEAR, default="", max_length=12)
    decision_text: str = column("why, in the decider's words", SENSITIVE, YEAR, default="", max_length=500)
    report_id: UUID | None = column(
        "the absence that a granted leave became", PERSONAL, YEAR, default=None, nullable=True, sa_type=UuidKey
    )
    version: int = column("optimistic lock", keep=YEAR, default=1)


class LeaveConsent(SQLModel, table=True):
    """What another custodian says of an application (R-C01)."""

    __tablename__ = "leave_consent"
    __table_args__ = (UniqueConstraint("application_id", "adult_id"),)

    id: UUID = key(keep=YEAR)
    application_id: UUID = ref("leave_application.id", "which application", Secrecy.OPEN, index=False)
    adult_id: UUID = ref("person.id", "which custodian")
    answer: str = column("approved, declined, or nothing yet", PERSONAL, YEAR, default="", max_length=10)
    answered_at: datetime | None = column("when", keep=YEAR, default=None, nullable=True)
