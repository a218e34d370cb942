"""Read models of attendance: sums that make a school year readable in milliseconds.

They hold no person. They are updated in the transaction that reports a lesson and can always be rebuilt from the
timetable and the registers (`service.rebuild`).
"""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, SmallInteger, text
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, ref
from skolplattform.core.ids import UuidKey
from skolplattform.insights.rules.counts import MEASURES

YEAR, OPEN = Keep.YEAR_AFTER, Secrecy.OPEN
WHOLE_WEEK = -1


class AttendanceDay(SQLModel, table=True):
    """One class, one school day. Minutes are student minutes: a lesson of 50 minutes for 20 students is 1 000."""

    __tablename__ = "attendance_day"
    __table_args__ = {"sqlite_with_rowid": False}  # a unit's days lie side by side, as they are read

    unit_id: UUID = ref("organisation.id", "which school unit", OPEN, primary_key=True, index=False)
    class_id: UUID = column("class; zero for students without one", keep=YEAR, primary_key=True, sa_type=UuidKey)
    school_year: int = column("school year of the students; -1: none", keep=YEAR, primary_key=True)
    day: date = column("school day", keep=YEAR, primary_key=True)
    lessons: int = column("student lessons on the timetable", keep=YEAR, default=0)
    reported_lessons: int = column("of those, reported", keep=YEAR, default=0)
    offered: int = column("minutes on the timetable", keep=YEAR, default=0)
    reported: int = column("minutes of reported lessons", keep=YEAR, default=0)
    valid: int = column("minutes away with valid reason", keep=YEAR, default=0)
    invalid: int = column("minutes away without valid reason", keep=YEAR, default=0)
    other: int = column("minutes at another school activity", keep=YEAR, default=0)
    late: int = column("late arrivals", keep=YEAR, default=0)


class AttendancePeriod(SQLModel, table=True):
    """One unit's hour of a day, or one unit's week (`hour` -1, `day` its Monday): the short way to long periods."""

    __tablename__ = "attendance_period"
    __table_args__ = (
        # The city's year is read from this index alone.
        Index(
            "ix_attendance_period_week",
            *("hour", "day", "unit_id", *MEASURES),
            sqlite_where=text("hour = -1"),
            postgresql_where=text("hour = -1"),
        ),
        {"sqlite_with_rowid": False},
    )

    unit_id: UUID = ref("organisation.id", "which school unit", OPEN, primary_key=True, index=False)
    day: date = column("school day, or Monday of the week", keep=YEAR, primary_key=True)
    hour: int = column("hour on the school's clock; -1: the week", keep=YEAR, primary_key=True, sa_type=SmallInteger)
    lessons: int = column("student lessons on the timetable", keep=YEAR, default=0)
    reported_lessons: int = column("of those, reported", keep=YEAR, default=0)
    offered: int = column("minutes on the timetable", keep=YEAR, default=0)
    reported: int = column("minutes of reported lessons", keep=YEAR, default=0)
    valid: int = column("minutes away with valid reason", keep=YEAR, default=0)
    invalid: int = column("minutes away without valid reason", keep=YEAR, default=0)
    other: int = column("minutes at another school activity", keep=YEAR, default=0)
    late: int = column("late arrivals", keep=YEAR, default=0)
