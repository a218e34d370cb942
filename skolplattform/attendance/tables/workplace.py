"""Workplace training (APL, LIA): where a student is, whose link confirms the days, and what was confirmed (FRN-17)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey

PERSONAL, SECRET, YEAR = Secrecy.PERSONAL, Secrecy.SECRET, Keep.YEAR_AFTER


class WorkplaceTraining(SQLModel, table=True):
    """A student's time at one workplace. Of the supervisor's link only a hash is kept."""

    __tablename__ = "workplace_training"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_workplace_training_unit", "unit_id", "last_day"),
        Index("ix_workplace_training_student", "student_id"),
        CheckConstraint("last_day >= first_day", name="days"),
    )

    id: UUID = key(keep=YEAR)
    student_id: UUID = ref("person.id", "who is there", index=False)
    unit_id: UUID = ref("organisation.id", "whose student", Secrecy.OPEN, index=False)
    workplace: str = column("name of the workplace", PERSONAL, YEAR, max_length=120)
    supervisor: str = column("who confirms the days there", PERSONAL, YEAR, max_length=80)
    first_day: date = column("first day there", PERSONAL, YEAR)
    last_day: date = column("last day there", PERSONAL, YEAR)
    day_minutes: int = column("minutes of a whole day there", keep=YEAR, sa_type=SmallInteger)
    weekdays: int = column(
        "days of the week there: 1 Monday, 2 Tuesday, 4 Wednesday and so on, added up", keep=YEAR, sa_type=SmallInteger
    )
    token_hash: bytes | None = column(
        "SHA-256 of the supervisor's link; none: shut", SECRET, default=None, nullable=True, sa_type=LargeBinary(32)
    )
    link_until: datetime | None = column("the link works until then", default=None, nullable=True)
    link_used_at: datetime | None = column(
        "when the link was used last to confirm", PERSONAL, default=None, nullable=True
    )
    closed_at: datetime | None = column("the teacher has closed it: it stands", keep=YEAR, default=None, nullable=True)
    opened_by: UUID = column("who arranged it", PERSONAL, YEAR, sa_type=UuidKey)
    opened_at: datetime = column("when it was arranged", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class WorkplaceDay(SQLModel, table=True):
    """A day that was confirmed: how long the student was there, 0 when not at all."""

    __tablename__ = "workplace_day"
    __table_args__ = (
        UniqueConstraint("training_id", "day"),
        CheckConstraint("minutes >= 0 AND minutes <= 1440", name="minutes"),
    )

    id: UUID = key(keep=YEAR)
    training_id: UUID = ref("workplace_training.id", "of which training", Secrecy.OPEN, index=False)
    day: date = column("which day", PERSONAL, YEAR)
    minutes: int = column("minutes there; 0: not there", PERSONAL, YEAR, sa_type=SmallInteger)
    noted_by: UUID | None = column(
        "who at the school noted it; none: the supervisor by the link", PERSONAL, YEAR, nullable=True, sa_type=UuidKey
    )
    noted_at: datetime = column("when it was noted last", keep=YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)
