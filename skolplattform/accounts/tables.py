"""Accounts, sessions and the few roles that the register does not know."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import SQLModel

from skolplattform.core import clock
from skolplattform.core.columns import Keep, Secrecy, column, key, ref
from skolplattform.core.ids import UuidKey
from skolplattform.core.sealed import Sealed

PERSONAL, SECRET = Secrecy.PERSONAL, Secrecy.SECRET
CODES = "second factor"


class Account(SQLModel, table=True):
    """A username and password of our own, for one person."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("username"))

    id: UUID = key()
    person_id: UUID = ref("person.id", "whose account", index=False)
    username: str = column("what they type, lower case", PERSONAL, max_length=160)
    password_hash: str = column("argon2id", SECRET, max_length=200)
    locked: bool = column("shut by an administrator", default=False)
    failed_attempts: int = column("wrong passwords since the last right one", default=0)
    locked_until: datetime | None = column("shut for a while after wrong passwords", default=None, nullable=True)
    created_at: datetime = column("when it was made", default_factory=clock.wall)


class SecondFactor(SQLModel, table=True):
    """An authenticator app that gives a person one-time codes, however they sign in."""

    __tablename__ = "second_factor"

    person_id: UUID = column("whose app", PERSONAL, primary_key=True, foreign_key="person.id", sa_type=UuidKey)
    secret: str = column("secret of the codes, empty: none yet", SECRET, default="", sa_type=Sealed(CODES))
    pending: str = column("secret that waits for its first code", SECRET, default="", sa_type=Sealed(CODES))
    used: int = column("last time step that was accepted; a code works once", SECRET, default=0)
    failed: int = column("wrong codes since the last right one", default=0)
    locked_until: datetime | None = column("shut for a while after wrong codes", default=None, nullable=True)
    since: datetime = column("when it was set up", default_factory=clock.wall)


class ExternalIdentity(SQLModel, table=True):
    """A person at an OpenID provider: once linked, that subject is nobody else."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: UUID = key()
    person_id: UUID = ref("person.id", "who it is")
    issuer: str = column("the provider", max_length=200)
    subject: str = column("the provider's name for the person", PERSONAL, max_length=255)
    created_at: datetime = column("first sign-in", default_factory=clock.wall)


class AuthSession(SQLModel, table=True):
    """One browser that has signed in. Only the hash of its secret is kept."""

    __tablename__ = "auth_session"
    __table_args__ = (Index("ix_auth_session_absolute_end", "absolute_end"),)

    token_hash: bytes = column("SHA-256 of the cookie", SECRET, Keep.SESSION, primary_key=True, sa_type=LargeBinary(32))
    person_id: UUID = ref("person.id", "who signed in")
    account_id: UUID | None = column(
        "with which account", PERSONAL, Keep.SESSION, default=None, nullable=True, sa_type=UuidKey
    )
    workspace: str = column("the hat they wear", keep=Keep.SESSION, max_length=20)
    loa: int = column("level of assurance of the sign-in, 1 to 4", keep=Keep.SESSION)
    created_at: datetime = column("when they signed in", keep=Keep.SESSION)
    last_seen_at: datetime = column("when they last did something", keep=Keep.SESSION)
    absolute_end: datetime = column("ends then, whatever they do", keep=Keep.SESSION)
    revoked_at: datetime | None = column("signed out or shut", keep=Keep.SESSION, default=None, nullable=True)
    proved_at: datetime | None = column("latest second factor", keep=Keep.SESSION, default=None, nullable=True)


class SignInAttempt(SQLModel, table=True):
    """A visit to the OpenID provider that has not come back yet. Used once, by the browser that began it."""

    __tablename__ = "sign_in_attempt"

    state_hash: bytes = column("SHA-256 of the state", SECRET, Keep.SESSION, primary_key=True, sa_type=LargeBinary(32))
    browser_hash: bytes = column("SHA-256 of the browser's cookie", SECRET, Keep.SESSION, sa_type=LargeBinary(32))
    nonce: str = column("comes back in the ID token", SECRET, Keep.SESSION, max_length=64)
    verifier: str = column("PKCE", SECRET, Keep.SESSION, max_length=128)
    proves: bytes | None = column(
        "session that asks for a fresh proof; empty: a sign-in", SECRET, Keep.SESSION, default=None, nullable=True,
        sa_type=LargeBinary(32),
    )  # fmt: skip
    goes_to: str = column("page to open afterwards", keep=Keep.SESSION, max_length=300)
    created_at: datetime = column("when it began", keep=Keep.SESSION, index=True)


class CentralRole(SQLModel, table=True):
    """Central staff or system administrator: granted by name, with dates and a reason."""

    __tablename__ = "central_role"
    __table_args__ = (
        CheckConstraint("end_date IS NULL OR end_date >= start_date", name="dates"),
        CheckConstraint("role IN ('central', 'system')", name="role"),
    )

    id: UUID = key(keep=Keep.TWO_YEARS)
    person_id: UUID = ref("person.id", "who")
    role: str = column("central or system", max_length=20)
    organisation_id: UUID = ref("organisation.id", "where, with everything below", Secrecy.OPEN)
    start_date: date = column("first day")
    end_date: date | None = column("last day", default=None, nullable=True)
    reason: str = column("why", PERSONAL, Keep.TWO_YEARS, default="", max_length=200)


class DemoPerson(SQLModel, table=True):
    """A large button on the sign-in page of a demo: try the platform as this invented person."""

    __tablename__ = "demo_person"

    person_id: UUID = column("who", PERSONAL, primary_key=True, foreign_key="person.id", sa_type=UuidKey)
    workspace: str = column("the hat they open with", primary_key=True, max_length=20)
    line: str = column("what they do there, in a few words", PERSONAL, max_length=120)
    place: int = column("order on the page")
