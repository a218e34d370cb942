"""The migrations make exactly the tables that the code declares, from nothing and back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import MetaData, Table, inspect, text

from setup.environment import ROOT
from skolplattform.core import db
from tests.support import databases, services

BEFORE_VERSIONS = "5b7e20d4c913"


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


def test_a_table_that_rows_of_others_point_at_is_changed_in_use(bare_database: str) -> None:
    """SQLite copies the table and drops the old one; an installation with curricula must come through."""
    command.upgrade(_config(), BEFORE_VERSIONS)
    written = MetaData()
    written.reflect(db.engine(), only=["curriculum", "subject"])
    curriculum, subject = (written.tables[name] for name in ("curriculum", "subject"))
    key = uuid4() if db.engine().dialect.name == "postgresql" else uuid4().bytes
    with db.engine().begin() as connection:
        connection.execute(curriculum.insert(), _some_row(curriculum) | {"id": key})
        connection.execute(subject.insert(), _some_row(subject) | {"id": key, "curriculum_id": key})
    db.close()
    command.upgrade(_config(), "head")
    with db.engine().connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM subject JOIN curriculum USING (id)")).scalar() == 1
        if db.engine().dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_after_a_migration_that_failed_references_are_looked_at_again(
    bare_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.upgrade(_config(), BEFORE_VERSIONS)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.batch_alter_table", fails)
        with pytest.raises(RuntimeError, match="disk is full"):
            command.upgrade(_config(), "head")
    if db.engine().dialect.name == "sqlite":
        with db.engine().connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    command.upgrade(_config(), "head")


def _some_row(table: Table) -> dict[str, object]:
    """A value for every column that needs one."""
    of_kind = {int: 1, str: "x", date: date(2022, 7, 1), bool: False}
    return {c.name: of_kind.get(c.type.python_type) for c in table.columns if not c.nullable and not c.foreign_keys}


def test_migrations_stand_in_one_line() -> None:
    assert len(ScriptDirectory.from_config(_config()).get_heads()) == 1
