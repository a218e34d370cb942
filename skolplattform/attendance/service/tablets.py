"""Shared tablets: an administrator registers one, staff open it with a PIN, and it can be shut out from afar."""

# pyright: reportArgumentType=false, reportCallIssue=false

import secrets
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.accounts import passwords
from skolplattform.accounts import rules as account_rules
from skolplattform.accounts import tablets as accounts
from skolplattform.attendance.permissions import OWN_PIN, TABLETS
from skolplattform.attendance.queries.tablets import staff_of, tablet_of
from skolplattform.attendance.tables import StaffPin, Tablet, TabletSession
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor, system_actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
CODE_LIVES = timedelta(minutes=15)
PIN_LENGTH = 6
INTENTION = "attendance.register_tablet"
DOOR = system_actor("tablet")


@dataclass(frozen=True, slots=True)
class Registered:
    """A tablet and the code that makes a browser that tablet; the code is told once."""

    tablet_id: UUID
    code: str


def register_tablet(session: Session, actor: Actor, unit_id: UUID, *, name: str, key: str) -> Registered:
    """A tablet for a unit. Its code is typed on the tablet within fifteen minutes, once.

    Raises:
        NotFound: not a unit of the administrator's.
        Invalid: no name.
    """
    require(actor, TABLETS)
    if unit_id not in actor.units:
        raise NotFound
    if not name.strip():
        raise Invalid("name", "care.tablet.error.name")

    def save() -> dict[str, str]:
        row = Tablet(
            unit_id=unit_id, name=name.strip(), registered_by=actor.person_id, registered_at=clock.now(), version=0
        )
        session.add(row)
        session.flush()
        audit.record(session, actor, INTENTION, "tablet", row.id, unit=unit_id)
        return {"tablet": str(row.id)}

    tablet = UUID(idempotency.once(session, actor, key, f"{INTENTION}:{unit_id}", save)["tablet"])
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    row = session.get_one(Tablet, tablet)
    row.code_hash, row.code_until = account_rules.hash_secret(code), clock.wall() + CODE_LIVES
    row.version += 1
    session.add(row)
    session.flush()
    changes.announce(session, f"tablets:{unit_id}")
    return Registered(tablet, code)


def revoke_tablet(session: Session, actor: Actor, tablet_id: UUID, *, version: int) -> None:
    """Shut a tablet out: its cookie and its code work no more, and whoever is signed in on it is signed out.

    Raises:
        NotFound: not a tablet of the administrator's units, or shut out already.
        Conflict: it has changed since it was shown.
    """
    require(actor, TABLETS)
    row = session.exec(select(Tablet).where(Tablet.id == tablet_id).with_for_update()).first()
    if row is None or row.unit_id not in actor.units or row.revoked_at is not None:
        raise NotFound
    if row.version != version:
        raise Conflict(None, "care.conflict")
    row.revoked_at, row.secret_hash, row.code_hash, row.version = clock.wall(), None, None, row.version + 1
    session.add(row)
    opened = session.exec(select(TabletSession.token_hash).where(TabletSession.tablet_id == tablet_id)).all()
    accounts.end_tokens(session, opened)
    audit.record(session, actor, "attendance.revoke_tablet", "tablet", row.id, unit=row.unit_id)
    changes.announce(session, f"tablets:{row.unit_id}")


def pair(session: Session, *, code: str) -> str | None:
    """The secret for the cookie of the browser where a right code is typed; None for any other code. Works once."""
    typed = account_rules.hash_secret(code.strip().upper().replace(" ", "").replace("-", ""))
    row = session.exec(select(Tablet).where(Tablet.code_hash == typed).with_for_update()).first()
    if row is None or row.revoked_at or row.code_until is None or row.code_until < clock.wall():
        return None
    secret = account_rules.new_secret()
    row.secret_hash, row.code_hash, row.code_until = account_rules.hash_secret(secret), None, None
    row.version += 1
    session.add(row)
    audit.record(session, DOOR, "attendance.pair_tablet", "tablet", row.id, unit=row.unit_id)
    changes.announce(session, f"tablets:{row.unit_id}")
    return secret


def set_pin(session: Session, actor: Actor, *, pin: str) -> None:
    """Choose the PIN for the tablets of the units one works at. A new one lifts a pause.

    Raises:
        Invalid: not six digits, or six that everybody guesses.
    """
    require(actor, OWN_PIN)
    steps = {int(later) - int(earlier) for earlier, later in pairwise(pin)} if pin.isdecimal() else set()
    if len(pin) != PIN_LENGTH or not pin.isascii() or not pin.isdecimal() or steps in ({0}, {1}, {-1}):
        raise Invalid("pin", "care.tablet.error.pin", n=PIN_LENGTH)
    row = session.get(StaffPin, actor.person_id) or StaffPin(
        person_id=actor.person_id, pin_hash="", set_at=clock.wall()
    )
    row.pin_hash, row.set_at = passwords.hashed(pin), clock.wall()
    row.failed_attempts, row.locked_until = 0, None
    session.add(row)
    audit.record(session, actor, "attendance.set_pin", "person", actor.person_id, subject=actor.person_id)


def enter_pin(session: Session, *, secret: str, person_id: UUID, pin: str) -> str | None:
    """The cookie of a short session on the tablet; None when tablet, person or PIN is wrong or the account
    is shut, whatever it was.

    Five wrong PINs shut the person out of tablets for a quarter of an hour.
    """
    tablet = tablet_of(session, secret)
    row = session.exec(select(StaffPin).where(StaffPin.person_id == person_id).with_for_update()).first()
    right = passwords.is_right(pin, row.pin_hash if row else None)
    if tablet is None or row is None or (row.locked_until and row.locked_until > clock.wall()):
        return None
    if person_id not in {UUID(one.id) for one in staff_of(session, tablet)}:
        return None
    if not right:
        row.failed_attempts += 1
        row.locked_until = account_rules.pause_after(row.failed_attempts, clock.wall())
        session.add(row)
        audit.record(session, DOOR, "attendance.wrong_pin", "tablet", tablet.id, subject=person_id, unit=tablet.unit_id)
        return None
    row.failed_attempts, row.locked_until = 0, None
    session.add(row)
    opened = accounts.open_tablet_session(session, person_id)
    if opened is None:
        return None
    cookie, token = opened
    session.flush()
    session.add(TabletSession(token_hash=token, tablet_id=tablet.id, person_id=person_id, opened_at=clock.wall()))
    return cookie
