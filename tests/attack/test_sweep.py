"""Every role asks every handler and every page for every id there is; nobody is shown anybody they should not meet.

Each person of the small school has a family name of their own: it is the canary. CI asks for every tenth id, chosen
by the run's seed; SKOLPLATTFORM_SWEEP=all asks for all.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import MetaData, create_engine, select

from skolplattform.ui.gate import guarded_pages
from tests.attack.conftest import PEOPLE as WORKSPACES
from tests.support.payloads import has_id, own, payload_for
from tests.support.school_rows import PEOPLE
from tests.support.server import Server
from tests.support.sign_in import cookie_for
from tests.support.socket import Refused, Tab

SHARE = 1.0 if os.environ.get("SKOLPLATTFORM_SWEEP") == "all" else 0.1
SEED = int(os.environ.get("SKOLPLATTFORM_SEED", "1"))
CHUNK = 40

STAFF_OF_UNIT = {"Lönn", "Kastanj", "Ros", "Alm", "Syren", "Vide"}
MEETS: dict[str, set[str]] = {
    "teacher": {"Ask", "Björk"} | STAFF_OF_UNIT,
    "colleague": {"Dunört"} | STAFF_OF_UNIT,
    "stranger": {"Ask", "Främling"},
    "principal": {"Ask", "Björk", "Dunört", "Granit"} | STAFF_OF_UNIT,
    "administrator": {"Ask", "Björk", "Dunört", "Granit"} | STAFF_OF_UNIT,
    "nurse": {"Ask", "Björk", "Dunört"} | STAFF_OF_UNIT,
    "counsellor": {"Ask", "Björk", "Dunört"} | STAFF_OF_UNIT,
    "alva": {"Ask"} | STAFF_OF_UNIT,
    "rut": {"Ask", "Främling"} | STAFF_OF_UNIT,
    "sten": {"Ask", "Granit"} | STAFF_OF_UNIT,
    "ulf": {"Dunört"} | STAFF_OF_UNIT,
    "": set(),
}
"""Whose names may reach whom. Cypress (protected) and the other unit's leader are nobody's but their own."""

HELPS_OUT = {"teacher", "colleague"}
"""The evacuation list shows them everybody who is in the unit's buildings; whoever opens it stands in the log."""

CANARIES = {family for _, family, _ in PEOPLE.values()}
RANDOM = re.compile(r"[A-Za-z0-9_-]{20,}")
"""As long as this are keys and ids of connections, which spell a short name by chance; no name stands in one."""


@pytest.fixture(scope="session")
def ids(built_app: Server) -> list[str]:
    """Every UUID and number of every table."""
    engine = create_engine(built_app.database_url)
    tables = MetaData()
    tables.reflect(engine)
    found: set[str] = set()
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            for row in connection.execute(select(table).limit(500)):
                found |= {str(UUID(bytes=value)) for value in row if isinstance(value, bytes) and len(value) == 16}
    engine.dispose()
    return sorted(found)


@pytest.fixture(scope="session")
def asked(ids: list[str]) -> list[str]:
    chance = random.Random(SEED)
    return sorted(chance.sample(ids, max(1, int(len(ids) * SHARE))))


def questions(asked: list[str], who: str) -> Iterator[tuple[str, str]]:
    """Every handler that takes something, and every page whose address holds an id, with every id."""
    for an_id in asked:
        for name, guard in own().items():
            if who in HELPS_OUT and "evacuation" in name:
                continue
            if any(has_id(field.annotation) for field in guard.payload.model_fields.values()):
                yield name, an_id
        for route in guarded_pages():
            if "[" in route:
                yield route, an_id


def ask(tab: Tab, what: str, an_id: str) -> None:
    if what.startswith("/"):
        argument = re.findall(r"\[(\w+)\]", what)[0]
        path = re.sub(r"\[\w+\]", an_id, what)
        tab.event(
            "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal",
            path=path,
            query={argument: an_id},
        )
    else:
        tab.event(what, path="/", **payload_for(own()[what], an_id))


def foreign(said: object, who: str) -> set[str]:
    text = RANDOM.sub("", str(said))
    return {canary for canary in CANARIES if canary in text} - MEETS[who]


@pytest.mark.parametrize("who", [*sorted(WORKSPACES), ""])
def test_no_id_shows_anybody_they_should_not_meet(
    built_app: Server, asked: list[str], person: Callable[[str], UUID], who: str
) -> None:
    wanted = list(questions(asked, who))
    assert wanted
    for start in range(0, len(wanted), CHUNK):
        # A new session each time: what answers is to be the right, not the allowance of a session.
        cookie = cookie_for(built_app.database_url, person(who), WORKSPACES[who]) if who else ""
        with Tab(built_app.url, cookie=cookie) as tab:
            tab.open("/logga-in")
            for what, an_id in wanted[start : start + CHUNK]:
                ask(tab, what, an_id)
            try:
                tab.settle()
            except Refused:
                pytest.fail("the connection was ended")
            assert not foreign(tab.updates, who)
    assert built_app.process.poll() is None


@pytest.mark.parametrize("who", [*sorted(WORKSPACES), ""])
def test_a_walk_over_every_page_shows_nobody_else(built_app: Server, person: Callable[[str], UUID], who: str) -> None:
    cookie = cookie_for(built_app.database_url, person(who), WORKSPACES[who]) if who else ""
    with Tab(built_app.url, cookie=cookie) as tab:
        for route in guarded_pages():
            if "[" not in route and not (who in HELPS_OUT and route == "/utrymning"):
                tab.open(route)
        assert not foreign(tab.updates, who)


def test_the_canaries_are_alive(built_app: Server, person: Callable[[str], UUID]) -> None:
    """Somebody who should be shown is: else the two tests above prove nothing."""
    cookie = cookie_for(built_app.database_url, person("rut"), WORKSPACES["rut"])
    with Tab(built_app.url, cookie=cookie) as tab:
        tab.open("/hem")
        assert "Ask" in str(tab.updates)
