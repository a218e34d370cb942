"""Sessions on a shared tablet: short, and worth only what the tablet's unit says for every event."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select, update

from skolplattform.accounts import rules
from skolplattform.accounts.service import SIGN_IN
from skolplattform.accounts.tables import Account, AuthSession
from skolplattform.core import audit, clock
from skolplattform.core.actor import Workspace


def open_tablet_session(session: Session, person_id: UUID) -> tuple[str, bytes] | None:
    """A short session for a shared tablet, after a PIN: the cookie's secret, and the hash it is known by.

    None for somebody whose account has been shut. It holds no role by itself: whoever opened it says for every event
    what the person is (`contract.Tablets`).
    """
    if session.exec(select(Account.locked).where(Account.person_id == person_id)).first():
        return None
    secret, now = rules.new_secret(), clock.wall()
    row = AuthSession(
        token_hash=rules.hash_secret(secret),
        person_id=person_id,
        workspace=Workspace.TABLET.value,
        loa=1,
        created_at=now,
        last_seen_at=now,
        absolute_end=now + rules.ABSOLUTE_TABLET,
    )
    session.add(row)
    detail = {"means": "pin", "workspace": row.workspace}
    audit.record(session, SIGN_IN, "accounts.signed_in", "person", person_id, subject=person_id, detail=detail)
    return secret, row.token_hash


def end_tokens(session: Session, tokens: Iterable[bytes]) -> None:
    """End these sessions: the tablet they were opened on is shut out."""
    session.execute(
        update(AuthSession)
        .where(col(AuthSession.token_hash).in_(list(tokens)), col(AuthSession.revoked_at).is_(None))
        .values(revoked_at=clock.wall())
    )
