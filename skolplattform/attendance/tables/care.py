"""Förskola and fritidshem: each home's weeks and changes, who picks up, and the question before a holiday."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, SENSITIVE, YEAR = Secrecy.PERSONAL, Secrecy.SENSITIVE, Keep.YEAR_AFTER


class CareSchedule(SQLModel, table=True):
    """A home's rolling weeks for a child (vistelsetid, SS 12000 AttendanceSchedule). Never another home's to change."""

    __tablename__ = "care_schedule"
    __table_args__ = (
        UniqueConstraint("child_id", "home_id", "valid_from"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="dates"),
        Index("ix_care_schedule_unit", "unit_id", "valid_from"),
    )

    id: UUID = key("transfer id of SS 12000", YEAR)
    child_id: UUID = ref("person.id", "whose hours", index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    home_id: UUID = ref("person.id", "the guardian whose home says so")
    valid_from: date = column("first day", PERSONAL, YEAR)
    valid_until: date | None = column(
        "last day; none: until further notice", PERSONAL, YEAR, default=None, nullable=True
    )
    ground: str = column("work, parent at home, or general förskola (R-T10)", SENSITIVE, YEAR, max_length=10)
    weeks: list[Any] = column("weeks of seven days of from and until", PERSONAL, YEAR, sa_type=JSON)
    registered_at: datetime = column("when it was written last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class CareChange(SQLModel, table=True):
    """One day that differs from a home's weeks; no hours: the child stays at home."""

    __tablename__ = "care_change"
    __table_args__ = (
        UniqueConstraint("child_id", "home_id", "day"),
        Index("ix_care_change_unit_day", "unit_id", "day"),
    )

    id: UUID = key(keep=YEAR)
    child_id: UUID = ref("person.id", "whose day", index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    home_id: UUID = ref("person.id", "the guardian whose home says so")
    day: date = column("which day", PERSONAL, YEAR)
    spans: list[Any] = column("from and until", PERSONAL, YEAR, sa_type=JSON)
    registered_at: datetime = column("when it was written last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class PickupPerson(SQLModel, table=True):
    """Somebody a guardian lets pick the child up, from a day to a day. The other guardian sees it only if shared."""

    __tablename__ = "pickup_person"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="dates"),
        Index("ix_pickup_person_child", "child_id", "named_by"),
    )

    id: UUID = key(keep=Keep.WHILE_NEEDED)
    child_id: UUID = ref("person.id", "which child", index=False)
    named_by: UUID = ref("person.id", "the guardian who says so")
    name: str = column("who", Secrecy.PROTECTED, max_length=80)
    first_day: date = column("from", PERSONAL)
    last_day: date | None = column("until; none: until taken back", PERSONAL, default=None, nullable=True)
    shared: bool = column("the other guardian may see the name (R-C05)", PERSONAL, default=False)
    version: int = column("optimistic lock", default=1)


class Pickup(SQLModel, table=True):
    """Who a guardian says picks the child up one day: a named person, or the guardian."""

    __tablename__ = "pickup"
    __table_args__ = (
        UniqueConstraint("child_id", "day", "said_by"),
        Index("ix_pickup_unit_day", "unit_id", "day"),
    )

    id: UUID = key(keep=Keep.YEAR_AFTER)
    child_id: UUID = ref("person.id", "which child", index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    day: date = column("which day", PERSONAL, YEAR)
    said_by: UUID = ref("person.id", "the guardian who says so")
    person_id: UUID | None = ref(
        "pickup_person.id", "who picks up; none: the guardian", default=None, nullable=True, index=False
    )
    said_at: datetime = column("when it was said", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class HolidayNeed(SQLModel, table=True):
    """The question before a holiday: which days and hours do you need (FRN-10)?"""

    __tablename__ = "holiday_need"
    __table_args__ = (
        CheckConstraint("last_day >= first_day AND deadline < first_day", name="dates"),
        Index("ix_holiday_need_unit", "unit_id", "last_day"),
    )

    id: UUID = key(keep=YEAR)
    unit_id: UUID = ref("organisation.id", "who asks", Secrecy.OPEN, index=False)
    name: str = column("the holiday", keep=YEAR, max_length=60)
    first_day: date = column("first day asked about", keep=YEAR)
    last_day: date = column("last day asked about", keep=YEAR)
    deadline: date = column("last day to answer", keep=YEAR)
    asked_by: UUID = column("who asked", PERSONAL, YEAR, sa_type=UuidKey)
    asked_at: datetime = column("when", keep=YEAR)
    reminded_at: datetime | None = column(
        "when those without answer were reminded", keep=YEAR, default=None, nullable=True
    )
    version: int = column("optimistic lock", keep=YEAR, default=1)


class HolidayAnswer(SQLModel, table=True):
    """A home's answer for a child: hours by day; a day that is not named is not needed."""

    __tablename__ = "holiday_answer"
    __table_args__ = (UniqueConstraint("need_id", "child_id", "home_id"),)

    id: UUID = key(keep=YEAR)
    need_id: UUID = ref("holiday_need.id", "which question", Secrecy.OPEN, index=False)
    child_id: UUID = ref("person.id", "for whom")
    home_id: UUID = ref("person.id", "the guardian whose home says so")
    days: dict[str, Any] = column("hours by day", PERSONAL, YEAR, sa_type=JSON)
    answered_at: datetime = column("when", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)
