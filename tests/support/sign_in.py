"""Signing in without the sign-in page: a session row, and the cookie a browser would have."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import create_engine
from sqlmodel import Session

from skolplattform.accounts import rules, service
from skolplattform.accounts.tables import AuthSession
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.ui.gate import cookie_name

STRONG = 3


def signed_in(person_id: UUID, workspace: Workspace | None = None, *, loa: int = STRONG) -> tuple[str, str]:
    """Open a session in the database this process uses; name and value of its cookie.

    Without `workspace` the person gets the one they use most.
    """
    with db.unit() as session:
        opened = service.open_session(session, person_id, loa=loa, means="test", workspace=workspace)
    if isinstance(opened, service.Refused):
        raise ValueError(f"{person_id} is not let in: {opened}")
    return cookie_name(), opened.secret


def cookie(person_id: UUID, workspace: Workspace | None = None, *, loa: int = STRONG) -> str:
    """The Cookie header of that session, for `pages.tab(...)`."""
    return "=".join(signed_in(person_id, workspace, loa=loa))


def cookie_for(
    database_url: str,
    person_id: UUID,
    workspace: Workspace,
    *,
    loa: int = STRONG,
    age: timedelta = timedelta(),
    idle: timedelta = timedelta(),
) -> str:
    """The same in a database that another process serves, `age` old and without a click for `idle`.

    The row is written as it is, so that a session that ought not to be can be tried.
    """
    secret, now = rules.new_secret(), clock.wall()
    engine = create_engine(database_url, connect_args={"timeout": 20} if database_url.startswith("sqlite") else {})
    with Session(engine) as session, session.begin():
        session.add(
            AuthSession(
                token_hash=rules.hash_secret(secret),
                person_id=person_id,
                workspace=workspace.value,
                loa=loa,
                created_at=now - age,
                last_seen_at=now - idle,
                absolute_end=now - age + rules.ABSOLUTE,
            )
        )
    engine.dispose()
    return f"{cookie_name()}={secret}"
