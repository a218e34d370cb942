"""What every test can ask for. The servers and the built pages are started at the first test that needs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from setup.environment import environment

os.environ.update(environment())
os.environ["SKOLPLATTFORM_MODE"] = "test"

from skolplattform.core import clock, db
from tests.support import databases, services
from tests.support.school import SCHOOL_DAY, School, build_school

pytest_plugins = ["tests.support.browser", "tests.support.server"]


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """The migrated SQLite file that tests copy."""
    with pytest.MonkeyPatch.context() as patch:
        return databases.sqlite_template(run_folder, patch)


@pytest.fixture(scope="session")
def postgresql_server(run_folder: Path) -> str:
    """The address of a running PostgreSQL whose template database is migrated."""
    server = services.postgresql(run_folder / "postgresql")
    with pytest.MonkeyPatch.context() as patch:
        databases.postgresql_template(server, run_folder, patch)
    return server


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Redis."""
    with services.redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty SQLite database of the newest schema, in use by this process; its address."""
    with databases.pointed_at(databases.sqlite_copy(sqlite_template, tmp_path), monkeypatch) as url:
        yield url


@pytest.fixture
def postgresql_database(postgresql_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty PostgreSQL database of the newest schema, in use by this process; its address."""
    with databases.postgresql_copy(postgresql_server) as url, databases.pointed_at(url, monkeypatch):
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """An empty database of the newest schema: the test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
def school_day() -> Iterator[datetime]:
    """The clock stands still on a Wednesday at 10.00, in the middle of the school's lesson."""
    with clock.fixed(SCHOOL_DAY):
        yield SCHOOL_DAY


@pytest.fixture
def frozen() -> Callable[[datetime], object]:
    """`with frozen(moment):` holds the clock at another moment."""
    return clock.fixed


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """A session that the test may write in; nothing is committed unless the test does so."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()


@pytest.fixture
def school(database: str, school_day: datetime) -> School:
    """A small school in the database, committed: two units, classes, staff, families, one protected person."""
    with db.unit() as session:
        return build_school(session)
