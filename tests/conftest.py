"""What every test can ask for. The servers and the built pages are started at the first test that needs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from playwright.sync_api import Page
from sqlmodel import Session

from setup.environment import environment

os.environ.update(environment())
os.environ["SKOLPLATTFORM_MODE"] = "test"

from skolplattform.core import clock, db
from tests.support import databases, services
from tests.support.accessibility import check_accessibility, check_every_look
from tests.support.school import SCHOOL_DAY, School, the_school

if TYPE_CHECKING:
    from tests.support.events import Pages

pytest_plugins = ["tests.support.server"]

# How long an example takes says how busy the machine is, and nothing about the rule.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


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
def seeded_database(run_folder: Path, sqlite_template: Path) -> Path:
    """A SQLite file that holds the small school on its day; copied, never written to."""
    with pytest.MonkeyPatch.context() as patch:
        return databases.sqlite_small_school(sqlite_template, run_folder, patch)


@pytest.fixture(scope="session")
def postgresql_server(run_folder: Path) -> str:
    """The address of a running PostgreSQL with the databases that tests copy."""
    server = services.postgresql(run_folder)
    with pytest.MonkeyPatch.context() as patch:
        databases.postgresql_templates(server, run_folder, patch)
    return server


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Redis."""
    with services.redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def has_school(request: pytest.FixtureRequest) -> bool:
    """Does the test want the small school in its database?"""
    return "school" in request.fixturenames


@pytest.fixture
def sqlite_database(
    request: pytest.FixtureRequest, has_school: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A SQLite database of the newest schema, in use by this process; its address. Empty but for `school`."""
    source = request.getfixturevalue("seeded_database" if has_school else "sqlite_template")
    with databases.pointed_at(databases.sqlite_copy(source, tmp_path), monkeypatch) as url:
        yield url


@pytest.fixture
def postgresql_database(postgresql_server: str, has_school: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A PostgreSQL database of the newest schema, in use by this process; its address. Empty but for `school`."""
    template = databases.SMALL_SCHOOL if has_school else databases.TEMPLATE
    with (
        databases.postgresql_copy(postgresql_server, template=template) as url,
        databases.pointed_at(url, monkeypatch),
    ):
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """A database of the newest schema, empty but for `school`: the test runs once on SQLite, once on PostgreSQL."""
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
    """A small school is in the database: two units, classes, staff, families, one protected person."""
    return the_school()


@pytest.fixture
def data_folder(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the test's own for the installation's files."""
    from skolplattform.core.config import settings

    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path / "files"))
    settings.cache_clear()
    yield tmp_path / "files"
    settings.cache_clear()


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Lets a test write `page.goto("/min-dag")`; SKOLPLATTFORM_TEST_URL drives a server that already runs."""
    return os.environ.get("SKOLPLATTFORM_TEST_URL") or request.getfixturevalue("built_app").url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the machine's browser; in a container it cannot have a sandbox of its own."""
    found = services.chromium()
    chosen = {"executable_path": found} if found else {}
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-features=LocalNetworkAccessChecks"]
    return {**browser_type_launch_args, **chosen, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A Swedish desktop; tests set another size or `color_scheme` on the page."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every accessibility fault of the page as it stands."""
    return check_accessibility


@pytest.fixture
def every_look() -> Callable[[Page], None]:
    """`every_look(page)` does the same light and dark, wide and on a phone, where nothing may scroll sideways."""
    return check_every_look


@pytest.fixture
def pages() -> Iterator[Pages]:
    """The platform's pages in this process: `pages.tab(cookie)`, without a browser or a server."""
    from skolplattform.skolplattform import app
    from tests.support.events import Pages

    opened = Pages(app)
    yield opened
    opened.close()
