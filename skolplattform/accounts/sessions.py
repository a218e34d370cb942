"""From a cookie to a person: asked for every event, remembered for at most five seconds."""

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select, update

from skolplattform.accounts import rules
from skolplattform.accounts.contract import ROLES, Register, Standing, Tablets
from skolplattform.accounts.tables import AuthSession, CentralRole
from skolplattform.core import clock, db, modules
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Role, Workspace
from skolplattform.core.identity import Identity
from skolplattform.core.tables import Change

log = structlog.get_logger(__name__)

REMEMBERED_SECONDS = 3.0
NOTED_SECONDS = 60.0
_MOST = 20_000

_remembered: OrderedDict[bytes, tuple[float, Identity | None]] = OrderedDict()
_noted: dict[str, float] = {}
_roles_seen: dict[str, tuple[int, date]] = {}


def register() -> Register:
    """The register this installation has."""
    found = modules.get(Register)
    if found is None:
        raise RuntimeError("the register is not installed")
    return found


async def identify(cookie: str) -> Identity | None:
    """The person of this cookie, None when there is none, or when the session or every role has ended."""
    if not 20 <= len(cookie) <= 100:
        return None
    token_hash = rules.hash_secret(cookie)
    known = _remembered.get(token_hash)
    if known is None or known[0] < time.monotonic():
        known = (time.monotonic() + REMEMBERED_SECONDS, await db.off_loop(_look_up, token_hash))
        _remember(token_hash, known)
    identity = known[1]
    if identity is None or clock.wall() >= min(identity.absolute_end, identity.idle_end):
        return None
    return identity


def _remember(token_hash: bytes, known: tuple[float, Identity | None]) -> None:
    _remembered[token_hash] = known
    _remembered.move_to_end(token_hash)
    while len(_remembered) > _MOST:
        _remembered.popitem(last=False)


def forget(token_hash: bytes | None = None) -> None:
    """Ask the database again for this session, or for every session of this process."""
    if token_hash is None:
        _remembered.clear()
        _noted.clear()
    else:
        _remembered.pop(token_hash, None)
        _noted.pop(token_hash.hex(), None)


def _look_up(token_hash: bytes) -> Identity | None:
    with db.reading() as session:
        found = session.get(AuthSession, token_hash)
        return identity_of(session, found) if found else None


def identity_of(session: Session, found: AuthSession) -> Identity | None:
    """The person behind a session row as of now, None when it is over or no role is left."""
    now = clock.wall()
    workspace = Workspace(found.workspace)
    over = rules.has_ended(now=now, last_seen=found.last_seen_at, absolute_end=found.absolute_end, workspace=workspace)
    if found.revoked_at is not None or over:
        return None
    held, workspaces = _open_to(session, found, workspace)
    if not workspaces:
        return None
    if workspace not in workspaces:
        workspace = workspaces[0]
    return Identity(
        actor=_actor(found, workspace, held),
        name=register().name(session, found.person_id),
        workspaces=workspaces,
        idle_end=found.last_seen_at + rules.idle_limit(workspace),
        absolute_end=found.absolute_end,
    )


def _open_to(
    session: Session, found: AuthSession, workspace: Workspace
) -> tuple[tuple[Standing, ...], tuple[Workspace, ...]]:
    """What the person is in this session, and the hats it may wear; one from a tablet never wears another."""
    if workspace is not Workspace.TABLET:
        held = standings(session, found.person_id)
        return held, rules.open_workspaces((standing.role for standing in held), found.loa)
    tablets = modules.get(Tablets)
    standing = tablets.standing_on(session, found.token_hash, found.person_id, clock.today()) if tablets else None
    return ((standing,), (Workspace.TABLET,)) if standing else ((), ())


def _actor(found: AuthSession, workspace: Workspace, held: tuple[Standing, ...]) -> Actor:
    here = [standing for standing in held if standing.role in WORKSPACE_ROLES[workspace]]
    return Actor(
        person_id=found.person_id,
        workspace=workspace,
        roles=frozenset(standing.role for standing in here),
        units=frozenset().union(*(standing.units for standing in here)),
        account_id=found.account_id,
        session_key=found.token_hash.hex(),
        loa=found.loa,
    )


def standings(session: Session, person_id: UUID) -> tuple[Standing, ...]:
    """Every role the person holds today: from the register, and central roles granted by name."""
    day = clock.today()
    granted = session.exec(
        select(CentralRole)
        .where(CentralRole.person_id == person_id, CentralRole.start_date <= day)
        .where(col(CentralRole.end_date).is_(None) | (col(CentralRole.end_date) >= day))
        .limit(20)
    ).all()
    central = tuple(
        Standing(Role(row.role), register().below(session, frozenset({row.organisation_id}))) for row in granted
    )
    return register().standings(session, person_id, day) + central


async def awake(identity: Identity) -> None:
    """Note that the person is active, at most once a minute."""
    key = identity.actor.session_key
    if _noted.get(key, 0.0) > time.monotonic() - NOTED_SECONDS:
        return
    if len(_noted) > _MOST:
        _noted.clear()
    _noted[key] = time.monotonic()
    try:
        await db.in_unit(note_active, at=clock.wall())
    except DBAPIError as error:  # a database that only reads stops nobody from reading (OWN-24)
        log.warning("sessions.not_noted", why=type(error).__name__)
    _remembered.pop(bytes.fromhex(key), None)


def note_active(session: Session, actor: Actor, *, at: datetime) -> None:
    """The actor's session goes on from `at`; a session that has ended stays ended."""
    session.execute(
        update(AuthSession)
        .where(col(AuthSession.token_hash) == bytes.fromhex(actor.session_key))
        .where(col(AuthSession.revoked_at).is_(None), col(AuthSession.last_seen_at) < at)
        .values(last_seen_at=at)
    )


def batched(keys: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The keys in pieces that a statement can take."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


async def ended(keys: frozenset[str]) -> frozenset[str]:
    """Which of these sessions are over: signed out, idle, too old, or without the role they were opened with."""
    over = await db.off_loop(_ended, keys)
    for key in over:
        forget(bytes.fromhex(key))
    return over


def _ended(keys: frozenset[str]) -> frozenset[str]:
    with db.reading() as session:
        recheck = _roles_have_changed(session)
        alive = {
            row.token_hash.hex()
            for chunk in batched(sorted(keys), 500)
            for row in session.exec(
                select(AuthSession).where(col(AuthSession.token_hash).in_([bytes.fromhex(key) for key in chunk]))
            )
            if _still_holds(session, row, recheck=recheck)
        }
    return keys - alive


def _still_holds(session: Session, row: AuthSession, *, recheck: bool) -> bool:
    workspace = Workspace(row.workspace)
    over = rules.has_ended(
        now=clock.wall(), last_seen=row.last_seen_at, absolute_end=row.absolute_end, workspace=workspace
    )
    if row.revoked_at is not None or over:
        return False
    if not recheck:
        return True
    identity = identity_of(session, row)
    return identity is not None and identity.actor.workspace is workspace


def _roles_have_changed(session: Session) -> bool:
    """Has anything that gives roles changed since this process last asked, or a new day begun?"""
    newest = session.exec(select(func.max(Change.id)).where(Change.topic == ROLES)).one() or 0
    mark = (newest, clock.today())
    changed = _roles_seen.get("mark") != mark
    _roles_seen["mark"] = mark
    return changed
