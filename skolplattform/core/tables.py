"""Tables of the platform itself: the audit chain, the outbox, answered keys, the log of changes, files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core.columns import Keep, Secrecy, column, key
from skolplattform.core.ids import UuidKey

# SQLite counts only plain INTEGER keys by itself.
BIG_KEY = BigInteger().with_variant(Integer, "sqlite")


class AuditChain(SQLModel, table=True):
    """The head of one school's chain; locked while an entry is added."""

    __tablename__ = "audit_chain"

    chain: UUID = column(
        "school unit, or zero for the platform", keep=Keep.TWO_YEARS, primary_key=True, sa_type=UuidKey
    )
    length: int = column("entries in the chain", keep=Keep.TWO_YEARS, default=0)
    head: bytes = column("hash of the last entry", keep=Keep.TWO_YEARS, sa_type=LargeBinary(32))


class AuditEntry(SQLModel, table=True):
    """Who did or saw what, about whom, when and why. Only ever added to."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("chain", "position"),
        Index("ix_audit_entry_subject_at", "subject_id", "at"),
        Index("ix_audit_entry_actor_at", "actor_id", "at"),
        Index("ix_audit_entry_entity", "entity", "entity_id"),
        Index("ix_audit_entry_circle_at", "circle_id", "at"),
    )

    id: int | None = column("key", keep=Keep.TWO_YEARS, default=None, primary_key=True, sa_type=BIG_KEY)
    chain: UUID = column("school unit of the chain", keep=Keep.TWO_YEARS, sa_type=UuidKey)
    position: int = column("place in the chain, from 1", keep=Keep.TWO_YEARS)
    at: datetime = column("when", keep=Keep.TWO_YEARS)
    actor_id: UUID = column("who", Secrecy.PERSONAL, Keep.TWO_YEARS, sa_type=UuidKey)
    actor_role: str = column("in which workspace, or which process", keep=Keep.TWO_YEARS, max_length=60)
    verb: str = column("what was done, as right or process", keep=Keep.TWO_YEARS, max_length=60)
    entity: str = column("kind of thing", keep=Keep.TWO_YEARS, max_length=40)
    entity_id: str = column("which thing", Secrecy.PERSONAL, Keep.TWO_YEARS, max_length=80)
    subject_id: UUID | None = column(
        "whose data", Secrecy.PERSONAL, Keep.TWO_YEARS, default=None, nullable=True, sa_type=UuidKey
    )
    circle_id: UUID | None = column(
        "whose data, when they were several", keep=Keep.TWO_YEARS, default=None, nullable=True, sa_type=UuidKey
    )
    detail: dict[str, Any] = column(
        "ids and changed fields, no free text", Secrecy.PERSONAL, Keep.TWO_YEARS, sa_type=JSON
    )
    hash: bytes = column("SHA-256 over the entry and the one before", keep=Keep.TWO_YEARS, sa_type=LargeBinary(32))


class AuditCircle(SQLModel, table=True):
    """Persons who were seen together, such as a class. Its key is the hash of who they are, so it is written once."""

    __tablename__ = "audit_circle"

    id: UUID = column("hash of the persons' ids", keep=Keep.TWO_YEARS, primary_key=True, sa_type=UuidKey)
    size: int = column("how many they are", keep=Keep.TWO_YEARS)


class AuditCircleMember(SQLModel, table=True):
    """One person of a circle."""

    __tablename__ = "audit_circle_member"

    person_id: UUID = column("who", Secrecy.PERSONAL, Keep.TWO_YEARS, primary_key=True, sa_type=UuidKey)
    circle_id: UUID = column("in which circle", keep=Keep.TWO_YEARS, primary_key=True, sa_type=UuidKey, index=True)


class OutboxMessage(SQLModel, table=True):
    """One notice to one person: seen in the platform at once, sent outwards by a job afterwards.

    `dedupe_key` is given up (it gets the row's number after it) when the notice has been withdrawn, so that the
    same thing can be told anew.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index("ix_outbox_message_due", "planned_at", "not_before"),
        Index("ix_outbox_message_recipient", "recipient_id", "read_at"),
        Index("ix_outbox_message_subject", "subject_id", "kind"),
    )

    id: int | None = column("key", default=None, primary_key=True, sa_type=BIG_KEY)
    kind: str = column("which notice", max_length=60)
    recipient_id: UUID = column("who is told", Secrecy.PERSONAL, foreign_key="person.id", sa_type=UuidKey)
    subject_id: UUID | None = column(
        "whom it is about", Secrecy.PERSONAL, foreign_key="person.id", sa_type=UuidKey, default=None, nullable=True
    )
    dedupe_key: str = column("one notice per thing", max_length=160)
    payload: dict[str, Any] = column("ids for the link; no names, no reasons", Secrecy.PERSONAL, sa_type=JSON)
    created_at: datetime = column("when it was caused, and seen in the platform")
    not_before: datetime = column("when it may be sent outwards")
    planned_at: datetime | None = column("when its channels were chosen", default=None, nullable=True)
    sent_at: datetime | None = column("when it was first delivered outwards", default=None, nullable=True)
    read_at: datetime | None = column("when it was read in the platform", default=None, nullable=True)
    withdrawn_at: datetime | None = column("when it was no longer true", default=None, nullable=True)


class AnsweredKey(SQLModel, table=True):
    """A repeat of the same call gets the same answer once (idempotency)."""

    __tablename__ = "answered_key"

    actor_id: UUID = column("who called", Secrecy.PERSONAL, Keep.SESSION, primary_key=True, sa_type=UuidKey)
    key: str = column("the caller's key", keep=Keep.SESSION, primary_key=True, max_length=64)
    intention: str = column("what was asked", keep=Keep.SESSION, max_length=80)
    answer: dict[str, Any] = column("what was answered", Secrecy.PERSONAL, Keep.SESSION, sa_type=JSON)
    at: datetime = column("when", keep=Keep.SESSION, index=True)


class Change(SQLModel, table=True):
    """A topic that changed, so that open pages of every worker re-read it within 2 s."""

    __tablename__ = "change"

    id: int | None = column("key", keep=Keep.SESSION, default=None, primary_key=True, sa_type=BIG_KEY)
    topic: str = column("e.g. unit:<id>, student:<id>", Secrecy.PERSONAL, Keep.SESSION, max_length=80)
    at: datetime = column("when", keep=Keep.SESSION, index=True)


class InstallationFact(SQLModel, table=True):
    """Something the installation knows of itself: the day a demo stands at, its demo persons."""

    __tablename__ = "installation_fact"

    name: str = column("which fact", keep=Keep.FOREVER, primary_key=True, max_length=40)
    value: Any = column("the fact", keep=Keep.FOREVER, sa_type=JSON)


class StoredFile(SQLModel, table=True):
    """A file that somebody has handed over. Its bytes lie in the data folder under this id."""

    __tablename__ = "stored_file"

    id: UUID = key(keep=Keep.TWO_YEARS)
    kind: str = column("what it is, by its content", keep=Keep.TWO_YEARS, max_length=20)
    name: str = column("what it is called", Secrecy.PERSONAL, Keep.TWO_YEARS, max_length=120)
    size: int = column("bytes", keep=Keep.TWO_YEARS)
    sha256: bytes = column("hash of the bytes", Secrecy.PERSONAL, Keep.TWO_YEARS, sa_type=LargeBinary(32))
    kept_by: UUID = column("who handed it over", Secrecy.PERSONAL, Keep.TWO_YEARS, sa_type=UuidKey)
    kept_at: datetime = column("when", keep=Keep.TWO_YEARS, index=True)
