"""Signing in without a sign-in page: a session row in the database, and the cookie that goes with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import create_engine
from sqlmodel import Session

from skolplattform.accounts import rules
from skolplattform.accounts.tables import AuthSession
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.ui.gate import cookie_name


def cookie_for(
    database_url: str,
    person_id: UUID,
    workspace: Workspace,
    *,
    loa: int = 3,
    age: timedelta = timedelta(),
    idle: timedelta = timedelta(),
) -> str:
    """The Cookie header of a browser where the person signed in `age` ago and has done nothing for `idle`."""
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
