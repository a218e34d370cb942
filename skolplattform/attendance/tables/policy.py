"""What a school or its organiser has decided about attendance, from which day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey


class AttendancePolicy(SQLModel, table=True):
    """A decision with validity dates. `settings` names only what differs from the organisation above (R-A13)."""

    __tablename__ = "attendance_policy"
    __table_args__ = (
        UniqueConstraint("organisation_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days"),
    )

    id: UUID = key(keep=Keep.TWO_YEARS)
    organisation_id: UUID = ref("organisation.id", "school or organiser that decided", Secrecy.OPEN, index=False)
    valid_from: date = column("first day", keep=Keep.TWO_YEARS)
    valid_to: date | None = column(
        "last day; none: until something else is decided", keep=Keep.TWO_YEARS, default=None, nullable=True
    )
    settings: dict[str, Any] = column("what was decided, by the setting's name", keep=Keep.TWO_YEARS, sa_type=JSON)
    decided_by: UUID = column("who decided", Secrecy.PERSONAL, Keep.TWO_YEARS, sa_type=UuidKey)
    decided_at: datetime = column("when it was decided", keep=Keep.TWO_YEARS)
    version: int = column("optimistic lock", keep=Keep.TWO_YEARS, default=1)
