"""A database of its own for each test: a copy of one that was made once per run, empty or with the small school."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners
import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from setup.environment import ROOT
from skolplattform.core import clock, db
from skolplattform.core.config import settings
from tests.support.school import SCHOOL_DAY, build_school

TEMPLATE = "skolplattform_template"
SMALL_SCHOOL = "skolplattform_small_school"


@contextmanager
def pointed_at(url: str, monkeypatch) -> Iterator[str]:
    """Make this process use the database at `url` inside the block."""
    monkeypatch.setenv("SKOLPLATTFORM_DATABASE_URL", url)
    settings.cache_clear()
    try:
        yield url
    finally:
        db.close()
        monkeypatch.undo()
        settings.cache_clear()


def create_schema(url: str, monkeypatch) -> None:
    """Run the migrations on an empty database."""
    with pointed_at(url, monkeypatch):
        command.upgrade(Config(ROOT / "alembic.ini"), "head")


def sqlite_template(folder: Path, monkeypatch) -> Path:
    """The migrated SQLite file of this run, made by whoever comes first."""
    template = folder / "template.db"
    with fasteners.InterProcessLock(folder / "template.lock"):
        if not template.exists():
            unfinished = folder / "unfinished.db"
            create_schema(f"sqlite:///{unfinished}", monkeypatch)
            unfinished.rename(template)
    return template


def sqlite_copy(template: Path, folder: Path) -> str:
    """The address of a fresh copy of the migrated file."""
    copy = folder / "skolplattform.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def sqlite_small_school(template: Path, folder: Path, monkeypatch) -> Path:
    """The SQLite file of this run that holds the small school on its day, made by whoever comes first."""
    seeded = folder / "small_school.db"
    with fasteners.InterProcessLock(folder / "small_school.lock"):
        if not seeded.exists():
            work = folder / "small_school"
            work.mkdir()
            fill_with_the_small_school(sqlite_copy(template, work), monkeypatch)
            (work / "skolplattform.db").rename(seeded)
    return seeded


def fill_with_the_small_school(url: str, monkeypatch) -> None:
    """Write the small school into an empty database of the newest schema, on its own day."""
    with pointed_at(url, monkeypatch), clock.fixed(SCHOOL_DAY), db.unit() as session:
        build_school(session)


def postgresql_templates(server: str, folder: Path, monkeypatch) -> None:
    """Make the migrated database and the one with the small school that others are copied from, once per run."""
    done = folder / "postgresql.done"
    with fasteners.InterProcessLock(folder / "postgresql.lock"):
        if not done.exists():
            _on_server(server, f'CREATE DATABASE "{TEMPLATE}"')
            create_schema(_named(server, TEMPLATE), monkeypatch)
            _on_server(server, f'CREATE DATABASE "{SMALL_SCHOOL}" TEMPLATE "{TEMPLATE}"')
            fill_with_the_small_school(_named(server, SMALL_SCHOOL), monkeypatch)
            done.touch()


@contextmanager
def postgresql_copy(server: str, *, template: str = TEMPLATE) -> Iterator[str]:
    """The address of a fresh copy of a database, dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield _named(server, name)
    finally:
        db.close()
        _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _named(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _on_server(server: str, statement: str) -> None:
    address = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
