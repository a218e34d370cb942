"""Signing in and out, changing hats, and keeping accounts. Every act leaves an audit row."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select, update

from skolplattform.accounts import one_time, passwords, rules, second_factor, sessions
from skolplattform.accounts.contract import ROLES
from skolplattform.accounts.permissions import MANAGE_ACCOUNTS
from skolplattform.accounts.tables import Account, AuthSession, CentralRole, DemoPerson, ExternalIdentity, SecondFactor
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor, Role, Workspace, system_actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.permissions import require

SIGN_IN = system_actor("sign-in")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun: the cookie's secret, told once, and the hat it begins with."""

    secret: str
    workspace: Workspace


class Refused(StrEnum):
    """Why somebody is not let in."""

    WRONG = "wrong"
    UNKNOWN = "unknown"
    NO_ROLE = "no_role"
    TOO_WEAK = "too_weak"


def sign_in_locally(session: Session, *, username: str, password: str, code: str = "") -> SignedIn | Refused:
    """Open a session for a username and password.

    Wrong is wrong, whatever was wrong about them; only who has proved to be the person hears more.
    """
    named = select(Account).where(Account.username == username.strip().casefold())
    account = session.exec(named.with_for_update()).one_or_none()  # two guesses at once are two
    right = passwords.is_right(password, account.password_hash if account else None)
    if account is None or account.locked or (account.locked_until and account.locked_until > clock.wall()):
        return Refused.WRONG
    factor = second_factor.of(session, account.person_id)
    step = one_time.accepted_step(factor.secret, code, after=factor.used)
    if not right or step is None:
        _count_failure(session, account)
        return Refused.WRONG
    account.failed_attempts, account.locked_until = 0, None
    session.add(account)
    if factor.secret:
        factor.used = max(factor.used, step)
        session.add(factor)
    strong = bool(factor.secret) or settings().mode != "production"
    loa = rules.STRONG if strong else 2
    return open_session(session, account.person_id, loa=loa, means="password", account_id=account.id)


def _count_failure(session: Session, account: Account) -> None:
    account.failed_attempts += 1
    account.locked_until = rules.pause_after(account.failed_attempts, clock.wall())
    session.add(account)
    audit.record(session, SIGN_IN, "accounts.sign_in_failed", "account", account.id, subject=account.person_id)


def open_session(
    session: Session,
    person_id: UUID,
    *,
    loa: int,
    means: str,
    account_id: UUID | None = None,
    workspace: Workspace | None = None,
) -> SignedIn | Refused:
    """Open a session for a person who holds a role today that a sign-in of this level opens."""
    roles = [standing.role for standing in sessions.standings(session, person_id)]
    workspaces = rules.open_workspaces(roles, loa)
    if not workspaces:
        return Refused.TOO_WEAK if roles else Refused.NO_ROLE
    chosen = workspace if workspace and workspace in workspaces else workspaces[0]
    secret, now = rules.new_secret(), clock.wall()
    session.add(
        AuthSession(
            token_hash=rules.hash_secret(secret),
            person_id=person_id,
            account_id=account_id,
            workspace=chosen.value,
            loa=loa,
            created_at=now,
            last_seen_at=now,
            absolute_end=now + rules.ABSOLUTE,
        )
    )
    audit.record(
        session,
        SIGN_IN,
        "accounts.signed_in",
        "person",
        person_id,
        subject=person_id,
        detail={"means": means, "loa": loa, "workspace": chosen.value},
    )
    return SignedIn(secret, chosen)


def sign_out(session: Session, secret: str) -> None:
    """End the session of this cookie; a cookie of no session changes nothing."""
    found = session.get(AuthSession, rules.hash_secret(secret))
    if found is None or found.revoked_at is not None:
        return
    found.revoked_at = clock.wall()
    session.add(found)
    audit.record(session, SIGN_IN, "accounts.signed_out", "person", found.person_id, subject=found.person_id)


def switch_workspace(session: Session, secret: str, workspace: Workspace) -> SignedIn:
    """Put on another hat without signing in again. The session gets a new secret, and the old one ends.

    Raises:
        Denied: signed out, or the person holds no role for that workspace today.
    """
    found = session.get(AuthSession, rules.hash_secret(secret))
    identity = sessions.identity_of(session, found) if found else None
    if found is None or identity is None or workspace not in identity.workspaces:
        raise Denied
    fresh, now = rules.new_secret(), clock.wall()
    session.add(
        AuthSession(
            token_hash=rules.hash_secret(fresh),
            person_id=found.person_id,
            account_id=found.account_id,
            workspace=workspace.value,
            loa=found.loa,
            created_at=found.created_at,
            last_seen_at=now,
            absolute_end=found.absolute_end,
        )
    )
    found.revoked_at = now
    session.add(found)
    audit.record(
        session,
        identity.actor,
        "accounts.switched",
        "person",
        found.person_id,
        subject=found.person_id,
        detail={"workspace": workspace.value},
    )
    return SignedIn(fresh, workspace)


def link_external(session: Session, *, issuer: str, subject: str, principal_name: str) -> UUID | None:
    """The person a provider's subject stands for: linked at the first sign-in by principal name, fixed after that.

    None when the register knows nobody by that name, or when the subject is linked to somebody else.
    """
    linked = session.exec(
        select(ExternalIdentity).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    ).one_or_none()
    named = sessions.register().person_of(session, principal_name) if principal_name else None
    if linked is not None:
        return linked.person_id if named in (None, linked.person_id) else None
    if named is None:
        return None
    session.add(ExternalIdentity(issuer=issuer, subject=subject, person_id=named))
    audit.record(session, SIGN_IN, "accounts.linked", "person", named, subject=named)
    return named


def create_account(
    session: Session, actor: Actor, person_id: UUID, *, username: str, password: str, one_time_secret: str = ""
) -> UUID:
    """Give a person a username and password.

    Raises:
        Denied, NotFound: no such person. Invalid: the username is taken, or the password is too short.
    """
    require(actor, MANAGE_ACCOUNTS)
    name = username.strip().casefold()
    if not sessions.register().name(session, person_id):
        raise NotFound
    taken = select(Account.id).where((Account.username == name) | (Account.person_id == person_id))
    if not name or session.exec(taken).first():
        raise Invalid("username", "accounts.error.username_taken")
    account = Account(person_id=person_id, username=name, password_hash=_hashed(password, name))
    session.add(account)
    if one_time_secret:
        session.add(SecondFactor(person_id=person_id, secret=one_time_secret))
    audit.record(session, actor, "accounts.created", "account", account.id, subject=person_id)
    return account.id


def reset_password(session: Session, actor: Actor, username: str, *, password: str) -> None:
    """Set a new password and end every session of the account's person."""
    require(actor, MANAGE_ACCOUNTS)
    account = _account(session, username)
    account.password_hash = _hashed(password, account.username)
    account.failed_attempts, account.locked_until = 0, None
    session.add(account)
    end_sessions(session, account.person_id)
    audit.record(session, actor, "accounts.password_reset", "account", account.id, subject=account.person_id)


def lock_account(session: Session, actor: Actor, username: str) -> None:
    """Shut an account and end every session of its person."""
    _set_locked(session, actor, username, locked=True)


def unlock_account(session: Session, actor: Actor, username: str) -> None:
    """Open a shut account again."""
    _set_locked(session, actor, username, locked=False)


def _set_locked(session: Session, actor: Actor, username: str, *, locked: bool) -> None:
    require(actor, MANAGE_ACCOUNTS)
    account = _account(session, username)
    account.locked, account.failed_attempts, account.locked_until = locked, 0, None
    session.add(account)
    if locked:
        end_sessions(session, account.person_id)
    verb = "accounts.locked" if locked else "accounts.unlocked"
    audit.record(session, actor, verb, "account", account.id, subject=account.person_id)


def end_sessions(session: Session, person_id: UUID) -> None:
    """Sign the person out everywhere."""
    session.execute(
        update(AuthSession)
        .where(col(AuthSession.person_id) == person_id, col(AuthSession.revoked_at).is_(None))
        .values(revoked_at=clock.wall())
    )


def grant_central_role(
    session: Session,
    actor: Actor,
    person_id: UUID,
    *,
    role: Role,
    organisation_id: UUID,
    until: date | None,
    reason: str,
) -> None:
    """Make somebody central staff or system administrator, from today.

    Raises:
        Denied, NotFound: no such person. Invalid: another role; those come from the register.
    """
    require(actor, MANAGE_ACCOUNTS)
    if role not in (Role.CENTRAL, Role.SYSTEM):
        raise Invalid("role", "accounts.error.role_from_register")
    if not sessions.register().name(session, person_id):
        raise NotFound
    session.add(
        CentralRole(
            person_id=person_id,
            role=role.value,
            organisation_id=organisation_id,
            start_date=clock.today(),
            end_date=until,
            reason=reason,
        )
    )
    changes.announce(session, ROLES)
    audit.record(
        session, actor, "accounts.role_granted", "person", person_id, subject=person_id, detail={"role": role.value}
    )


def demo_sign_in(session: Session, person_id: UUID, workspace: Workspace) -> SignedIn | Refused:
    """Try the platform as an invented person; only those on the sign-in page of a demo, never elsewhere."""
    if settings().mode != "demo" or session.get(DemoPerson, (person_id, workspace.value)) is None:
        return Refused.WRONG
    return open_session(session, person_id, loa=rules.STRONG, means="demo", workspace=workspace)


def _account(session: Session, username: str) -> Account:
    found = session.exec(select(Account).where(Account.username == username.strip().casefold())).one_or_none()
    if found is None:
        raise NotFound
    return found


def _hashed(password: str, username: str) -> str:
    if not rules.is_good_password(password, username):
        raise Invalid("password", "accounts.error.password", shortest=rules.SHORTEST_PASSWORD)
    return passwords.hashed(password)
