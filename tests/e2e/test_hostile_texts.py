"""Whatever anybody has managed to store in any field of any table, no page of anybody's takes it for markup.

Names, titles, comments and texts of a whole demo city begin with one of more than 500 texts that run a script where
they are not shown as text; then its persons walk through every page.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlmodel import AutoString, SQLModel

from skolplattform.core import modules
from tests.support import databases
from tests.support.server import Server, demo_on
from tests.support.walk import persons, routes, signed_in, walk
from tests.support.xss import MADE_OF_TEXT, PAYLOADS

pytestmark = pytest.mark.e2e

SHORTEST = 120
"""Characters of a column that holds what people write; names of persons and things are shorter and named below."""
NAMES = {
    *("given_name", "family_name", "display_name", "name", "supervisor", "area", "aspect", "subject_name", "locality"),
    *("label", "words", "text", "line"),
}
NOT_WRITTEN = {"account", "principal_name", "external_identity", "sign_in_attempt", "staff_pin", "outbox_message"}
"""What people sign in with, and what only the platform writes."""
CODES = {"installation_fact", "grade_scale"}
ROWS = 300
"""Of each table; the rest stays as it is, so that long lists are read in good time."""


@pytest.fixture(scope="module")
def hostile_city(
    built_pages: None, demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, int]]:
    """A demo whose texts are hostile, and how many of them."""
    folder = tmp_path_factory.mktemp("hostile")
    url = databases.sqlite_copy(demo_database, folder)
    written = _write_everywhere(url.removeprefix("sqlite:///"))
    with demo_on(url, folder) as server:
        yield server, written


def _write_everywhere(file: str) -> int:
    modules.all_tables()
    payloads = cycle(PAYLOADS)
    with sqlite3.connect(file) as connection:
        connection.create_function("hostile", 1, lambda text: f"{next(payloads)} {text}")
        return sum(
            connection.execute(
                f'UPDATE "{table}" SET "{column}" = hostile("{column}") '
                f'WHERE "{column}" <> \'\' AND rowid IN (SELECT rowid FROM "{table}" LIMIT {ROWS})'
            ).rowcount
            for table, column in _written_by_people()
        )


def _written_by_people() -> Iterator[tuple[str, str]]:
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if table.name in NOT_WRITTEN | CODES or not isinstance(column.type, AutoString):
                continue
            if column.name in NAMES or (column.type.length or SHORTEST) >= SHORTEST:
                yield table.name, column.name


def test_no_stored_text_is_taken_for_markup(hostile_city: tuple[Server, int], browser: Browser) -> None:
    server, written = hostile_city
    assert written > 10 * len(PAYLOADS)
    seen: dict[str, str] = {}
    taken: list[str] = []
    shown = 0
    for person in persons(server, browser):
        page = signed_in(server, browser, person)
        page.add_init_script("window.ran = 0; window.alert = () => window.ran++;")
        for path, route in walk(page, seen):
            seen[route] = path
            for summary in page.locator("summary:visible").all():
                summary.click()
            if page.evaluate("window.ran") or page.locator(MADE_OF_TEXT).count():
                taken.append(f"{path} as person {person}")
            shown += "alert(1)" in page.content()
        page.context.close()
    assert not taken
    assert shown > len(routes()) / 2, "most pages show something that somebody wrote"
