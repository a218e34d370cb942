"""Signing in without the sign-in page: a session row, and the cookie a browser would have."""

from __future__ import annotations

from uuid import UUID

from skolplattform.accounts import service
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.ui.gate import cookie_name

STRONG = 3


def signed_in(person_id: UUID, workspace: Workspace | None = None, *, loa: int = STRONG) -> tuple[str, str]:
    """Open a session in the database this process uses; name and value of its cookie.

    Without `workspace` the person gets the one they use most.
    """
    with db.unit() as session:
        opened = service.open_session(session, person_id, loa=loa, means="test", workspace=workspace)
    if opened is None:
        raise ValueError(f"no role is open to {person_id}")
    return cookie_name(), opened.secret


def cookie(person_id: UUID, workspace: Workspace | None = None, *, loa: int = STRONG) -> str:
    """The Cookie header of that session, for `pages.tab(...)`."""
    name, value = signed_in(person_id, workspace, loa=loa)
    return f"{name}={value}"
