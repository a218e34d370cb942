"""How long a session lives, what a sign-in is worth, and when an account shuts by itself. Security rule 9."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from skolplattform.core.actor import WORKSPACE_ROLES, Role, Workspace

IDLE_STAFF = timedelta(minutes=30)
IDLE_OTHERS = timedelta(minutes=60)
IDLE_TABLET = timedelta(minutes=10)
ABSOLUTE = timedelta(hours=12)
ABSOLUTE_TABLET = timedelta(hours=4)
ATTEMPT = timedelta(minutes=10)
WRONG_BEFORE_PAUSE = 5
PAUSE = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
STRONG = 3
PROOF = timedelta(minutes=5)
"""How long a fresh second factor counts for taking out data of many."""

_OWN_DATA = frozenset({Workspace.STUDENT, Workspace.GUARDIAN})
_ORDER = (
    Workspace.PRINCIPAL,
    Workspace.TEACHER,
    Workspace.STUDENT_HEALTH,
    Workspace.STUDY_COUNSELLOR,
    Workspace.ADMINISTRATOR,
    Workspace.CENTRAL,
    Workspace.SYSTEM,
    Workspace.GUARDIAN,
    Workspace.STUDENT,
)
_LOA = re.compile(r"loa([1-4])(?:\b|-|_|$)", re.IGNORECASE)


def idle_limit(workspace: Workspace) -> timedelta:
    """How long a person may do nothing: 30 minutes for staff, 60 for students and guardians, 10 on a shared tablet."""
    if workspace is Workspace.TABLET:
        return IDLE_TABLET
    return IDLE_OTHERS if workspace in _OWN_DATA else IDLE_STAFF


def needed_loa(workspace: Workspace) -> int:
    """Level of assurance a workspace needs: pupils see only their own data and may come in with less."""
    return 1 if workspace is Workspace.STUDENT else STRONG


def open_workspaces(roles: Iterable[Role], loa: int) -> tuple[Workspace, ...]:
    """The workspaces these roles give after a sign-in of this level, the most used first."""
    held = frozenset(roles)
    return tuple(
        workspace
        for workspace in _ORDER
        if not held.isdisjoint(WORKSPACE_ROLES[workspace]) and loa >= needed_loa(workspace)
    )


def has_ended(*, now: datetime, last_seen: datetime, absolute_end: datetime, workspace: Workspace) -> bool:
    """Is the session over, by idleness or by age?"""
    return now >= absolute_end or now >= last_seen + idle_limit(workspace)


def loa_of(acr: str, accepted: Iterable[str]) -> int:
    """Level of assurance of a provider's `acr`: 3 when the installation accepts it for staff, else what it says."""
    if acr and acr in set(accepted):
        return STRONG
    said = _LOA.search(acr)
    return min(int(said.group(1)), STRONG - 1) if said else 1


def pause_after(failed: int, now: datetime) -> datetime | None:
    """Until when an account is shut after `failed` wrong passwords in a row: guessing must not pay."""
    return now + PAUSE if failed and failed % WRONG_BEFORE_PAUSE == 0 else None


def is_fresh(proved_at: datetime | None, now: datetime) -> bool:
    """Does the latest second factor still count?"""
    return proved_at is not None and timedelta() <= now - proved_at <= PROOF


def is_good_password(password: str, username: str) -> bool:
    """Long enough, not absurdly long, and not the username; nothing about special characters."""
    plain = password.casefold()
    return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and username.casefold() not in plain


def new_secret() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> bytes:
    """What we keep of a cookie."""
    return hashlib.sha256(secret.encode()).digest()
