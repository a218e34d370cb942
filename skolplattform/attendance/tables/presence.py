"""In and out of förskola and fritidshem, as staff noted it at the door; the tablets it is noted on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

PERSONAL, SECRET, YEAR = Secrecy.PERSONAL, Secrecy.SECRET, Keep.YEAR_AFTER


class Presence(SQLModel, table=True):
    """A child's day at a unit as it stands: here or not, since when. Its version settles two tablets at once."""

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("child_id", "unit_id", "day"),
        Index("ix_presence_unit_day", "unit_id", "day", "is_here"),
    )

    id: UUID = key(keep=YEAR)
    child_id: UUID = ref("person.id", "who", index=False)
    unit_id: UUID = ref("organisation.id", "where", Secrecy.OPEN, index=False)
    day: date = column("which day", keep=YEAR)
    is_here: bool = column("in the house", PERSONAL, YEAR)
    since: datetime = column("since the latest passage", PERSONAL, YEAR)
    version: int = column("optimistic lock", keep=YEAR, default=1)


class Passage(SQLModel, table=True):
    """One passage through the door (SS 12000 AttendanceEvent). Never changed: taken back with a mark instead."""

    __tablename__ = "passage"
    __table_args__ = (
        Index("ix_passage_presence", "presence_id", "at"),
        CheckConstraint("way IN ('in', 'out')", name="way"),
    )

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    presence_id: UUID = ref("presence.id", "whose day", index=False)
    way: str = column("in or out", PERSONAL, YEAR, max_length=3)
    at: datetime = column("when", PERSONAL, YEAR)
    noted_by: UUID = column("who noted it", PERSONAL, YEAR, sa_type=UuidKey)
    void_at: datetime | None = column("when it was taken back", keep=YEAR, default=None, nullable=True)
    void_by: UUID | None = column("who took it back", PERSONAL, YEAR, default=None, nullable=True, sa_type=UuidKey)


class Tablet(SQLModel, table=True):
    """A shared tablet of a unit. Only hashes of its code and its secret are kept."""

    __tablename__ = "tablet"
    __table_args__ = (UniqueConstraint("secret_hash"), UniqueConstraint("code_hash"))

    id: UUID = key()
    unit_id: UUID = ref("organisation.id", "whose tablet", Secrecy.OPEN)
    name: str = column("where it hangs", max_length=60)
    code_hash: bytes | None = column(
        "SHA-256 of the code that is typed once on the tablet",
        SECRET,
        default=None,
        nullable=True,
        sa_type=LargeBinary(32),
    )
    code_until: datetime | None = column("the code works until then", default=None, nullable=True)
    secret_hash: bytes | None = column(
        "SHA-256 of the tablet's cookie", SECRET, default=None, nullable=True, sa_type=LargeBinary(32)
    )
    registered_by: UUID = column("who registered it", PERSONAL, sa_type=UuidKey)
    registered_at: datetime = column("when")
    revoked_at: datetime | None = column("shut out", default=None, nullable=True)
    version: int = column("optimistic lock", default=1)


class StaffPin(SQLModel, table=True):
    """A member of staff's PIN for the unit's tablets. It opens nothing anywhere else."""

    __tablename__ = "staff_pin"

    person_id: UUID = ref("person.id", "whose PIN", primary_key=True, index=False)
    pin_hash: str = column("argon2id", SECRET, max_length=200)
    failed_attempts: int = column("wrong PINs since the last right one", default=0)
    locked_until: datetime | None = column("shut for a while after wrong PINs", default=None, nullable=True)
    set_at: datetime = column("when it was chosen")


class TabletSession(SQLModel, table=True):
    """A session opened with a PIN on a tablet: ends when the tablet is shut out or the duty ends."""

    __tablename__ = "tablet_session"

    token_hash: bytes = column(
        "SHA-256 of the session's cookie", SECRET, Keep.SESSION, primary_key=True, sa_type=LargeBinary(32)
    )
    tablet_id: UUID = ref("tablet.id", "on which tablet", Secrecy.OPEN)
    person_id: UUID = column("who", PERSONAL, Keep.SESSION, sa_type=UuidKey)
    opened_at: datetime = column("when", keep=Keep.SESSION)
