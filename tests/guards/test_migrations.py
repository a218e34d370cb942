"""The migrations make exactly the tables that the code declares, from nothing and back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import inspect

from setup.environment import ROOT
from skolplattform.core import db
from tests.support import databases, services


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare_database(
    request: pytest.FixtureRequest, run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database without tables, in use by this process."""
    if request.param == "sqlite":
        with databases.pointed_at(f"sqlite:///{tmp_path}/bare.db", monkeypatch) as url:
            yield url
        return
    server = services.postgresql(run_folder)
    with databases.postgresql_copy(server, template="template1") as url, databases.pointed_at(url, monkeypatch):
        yield url


def _config() -> Config:
    return Config(ROOT / "alembic.ini")


def _tables() -> set[str]:
    return set(inspect(db.engine()).get_table_names()) - {"alembic_version"}


def test_migrations_equal_the_tables(bare_database: str) -> None:
    command.upgrade(_config(), "head")
    with suppress(CommandError):
        command.check(_config())
        return
    pytest.fail("the tables have changed without a migration: make migration MESSAGE=...")


def test_migrations_go_down_to_nothing_and_up_again(bare_database: str) -> None:
    command.upgrade(_config(), "head")
    made = _tables()
    command.downgrade(_config(), "base")
    assert _tables() == set()
    command.upgrade(_config(), "head")
    assert _tables() == made


def test_migrations_stand_in_one_line() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1
