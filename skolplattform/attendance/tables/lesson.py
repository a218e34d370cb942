"""Attendance: one register row per lesson and a row for each deviation; presence is derived.

For a city that is 4 M + 8 M rows a year instead of 85 M.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

SENSITIVE, YEAR = Secrecy.SENSITIVE, Keep.YEAR_AFTER


class LessonRegister(SQLModel, table=True):
    """A lesson whose attendance has been reported. Everyone without a deviation was present."""

    __tablename__ = "lesson_register"
    __table_args__ = (
        Index("ix_lesson_register_activity_day", "activity_id", "day"),
        Index("ix_lesson_register_unit_day", "unit_id", "day"),
    )

    calendar_event_id: UUID = ref("calendar_event.id", "which lesson", Secrecy.OPEN, primary_key=True, index=False)
    activity_id: UUID = ref("activity.id", "of which activity", Secrecy.OPEN, index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    day: date = column("school day", keep=YEAR)
    minutes: int = column("minutes offered to each student", keep=YEAR, sa_type=SmallInteger)
    reporter_id: UUID = column("who reported last", Secrecy.PERSONAL, YEAR, sa_type=UuidKey)
    reported_at: datetime = column("when it was reported last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class Deviation(SQLModel, table=True):
    """What differs from 'present the whole lesson' for one student, in minutes by kind (SS 12000 Attendance)."""

    __tablename__ = "deviation"
    __table_args__ = (
        UniqueConstraint("calendar_event_id", "student_id"),
        Index("ix_deviation_student_day", "student_id", "day"),
        CheckConstraint(
            "valid_minutes >= 0 AND invalid_minutes >= 0 AND other_minutes >= 0"
            " AND valid_minutes + invalid_minutes + other_minutes <= minutes",
            name="minutes",
        ),
    )

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    calendar_event_id: UUID = ref("calendar_event.id", "which lesson", Secrecy.OPEN, index=False)
    student_id: UUID = ref("person.id", "who", index=False)
    day: date = column("school day", keep=YEAR)
    minutes: int = column("minutes of the lesson", keep=YEAR, sa_type=SmallInteger)
    valid_minutes: int = column("away with valid reason", SENSITIVE, YEAR, default=0, sa_type=SmallInteger)
    invalid_minutes: int = column(
        "away without valid reason; late counts here", SENSITIVE, YEAR, default=0, sa_type=SmallInteger
    )
    other_minutes: int = column("at another school activity", Secrecy.PERSONAL, YEAR, default=0, sa_type=SmallInteger)


class AbsenceReport(SQLModel, table=True):
    """Absence told beforehand: by a guardian or a student of age, or granted leave (SS 12000 Absence)."""

    __tablename__ = "absence_report"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        Index("ix_absence_report_student", "student_id", "starts_at"),
        Index("ix_absence_report_unit", "unit_id", "starts_at"),
    )

    id: UUID = key("transfer id of SS 12000", YEAR)
    student_id: UUID = ref("person.id", "who is away", index=False)
    unit_id: UUID = ref("organisation.id", "school that is told", Secrecy.OPEN, index=False)
    absence_type: str = column("reported absence or granted leave", SENSITIVE, YEAR, max_length=20)
    reason: str = column("sick or other, from a closed list (R-A14)", SENSITIVE, YEAR, default="", max_length=20)
    starts_at: datetime = column("from", SENSITIVE, YEAR)
    ends_at: datetime = column("until", SENSITIVE, YEAR)
    registered_by: UUID = column("who told", Secrecy.PERSONAL, YEAR, sa_type=UuidKey)
    registered_at: datetime = column("when it was told", keep=YEAR)
    withdrawn_at: datetime | None = column("when it was taken back", keep=YEAR, default=None, nullable=True)
    version: int = column("optimistic lock", keep=YEAR, default=1)
