"""What is known of notices beside the outbox: each way they took, and the ways people have chosen."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.tables import BIG_KEY

YEAR = Keep.YEAR_AFTER


class NoticeDelivery(SQLModel, table=True):
    """A notice on its way by one channel. `state`: waiting, sending, sent, failed (a dead letter) or cancelled.

    Those of one person with the same `daily_on` go in one mail.
    """

    __tablename__ = "notice_delivery"
    __table_args__ = (UniqueConstraint("message_id", "channel"), Index("ix_notice_delivery_due", "state", "not_before"))

    id: int | None = column("key", keep=YEAR, default=None, primary_key=True, sa_type=BIG_KEY)
    message_id: int = column("which notice", keep=YEAR, foreign_key="outbox_message.id", sa_type=BIG_KEY)
    channel: str = column("email, sms or push", keep=YEAR, max_length=10)
    state: str = column("how far it has come", keep=YEAR, max_length=10)
    not_before: datetime = column("end of quiet hours, or of the wait after a try in vain", keep=YEAR)
    attempts: int = column("tries so far", keep=YEAR, default=0)
    sent_at: datetime | None = column("when it was delivered", keep=YEAR, default=None, nullable=True)
    last_error: str = column("why the last try failed", keep=YEAR, default="", max_length=200)
    daily_on: date | None = column("goes in the one mail of this day", keep=YEAR, default=None, nullable=True)


class NoticeChoice(SQLModel, table=True):
    """The channels a person wants for a kind of notice; no row: the usual ones."""

    __tablename__ = "notice_choice"

    person_id: UUID = ref("person.id", "who chose", primary_key=True, index=False)
    kind: str = column("which notices", primary_key=True, max_length=60)
    about_id: UUID = column(
        "which child; the person where it is about none", Secrecy.PERSONAL, primary_key=True, sa_type=UuidKey
    )
    channels: list[str] = column("email, sms, push", Secrecy.PERSONAL, sa_type=JSON)
    version: int = column("optimistic lock", default=1)


class WritingChoice(SQLModel, table=True):
    """How a person wants to be written to; no row: in Swedish, each thing by itself."""

    __tablename__ = "writing_choice"

    person_id: UUID = ref("person.id", "who chose", primary_key=True, index=False)
    language: str = column("sv or en, for mail, text messages and push", max_length=2)
    daily: bool = column("one mail a day for all that can wait")
    version: int = column("optimistic lock", default=1)
