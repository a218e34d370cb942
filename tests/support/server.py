"""The built platform as its users meet it: its own process, its own port, its own database."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import fasteners
import httpx2
import pytest
from playwright.sync_api import Page

from setup.build import build
from setup.environment import PYTHON, ROOT, environment
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.demo.day import seconds_ahead
from tests.support import databases, services
from tests.support.school import SCHOOL_DAY, School, the_school
from tests.support.sign_in import signed_in

START_SECONDS = 180


@dataclass
class Server:
    """A running platform. `url` is what people type; `log` is the file with what the process printed."""

    url: str
    database_url: str
    log: Path
    process: subprocess.Popen[bytes]
    school: School = field(default_factory=the_school)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.url.rsplit(":", 1)[1])

    def signed_in(self, person_id: UUID, workspace: Workspace | None = None, *, loa: int = 3) -> tuple[str, str]:
        """Open a session in the server's database; name and value of its cookie."""
        with pytest.MonkeyPatch.context() as patch, databases.pointed_at(self.database_url, patch):
            patch.setenv("SKOLPLATTFORM_DEMO_CLOCK", str(_seconds_ahead()))
            settings.cache_clear()
            return signed_in(person_id, workspace, loa=loa)

    def cookie(self, person_id: UUID, workspace: Workspace | None = None, *, loa: int = 3) -> str:
        """The Cookie header of a new session, for `Tab(server.url, cookie=...)`."""
        return "=".join(self.signed_in(person_id, workspace, loa=loa))

    def sign_in(self, page: Page, person_id: UUID, workspace: Workspace | None = None, *, loa: int = 3) -> None:
        """Give the browser of this page the cookie of a new session."""
        name, value = self.signed_in(person_id, workspace, loa=loa)
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": value, "url": self.url, "httpOnly": True}])

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def start(database_url: str, folder: Path, *, port: int = 0, workers: int = 1, **settings: str) -> Server:
    """Start the built platform on a database; ready when it answers. `settings` are SKOLPLATTFORM_ variables."""
    port = port or services.free_port()
    url = f"http://localhost:{port}"
    ours = {
        "MODE": "test",
        "DATABASE_URL": database_url,
        "PUBLIC_URL": url,
        "DATA_DIR": str(folder / "files"),
        "DEMO_CLOCK": str(_seconds_ahead()),
        **{name.upper(): value for name, value in settings.items()},
    }
    variables = {**environment(), **{f"SKOLPLATTFORM_{name}": value for name, value in ours.items()}}
    command = [str(PYTHON), "-m", "setup", "serve", "--port", str(port), "--workers", str(workers)]
    log = folder / f"server-{port}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    server = Server(url, database_url, log, process)
    _wait(server)
    return server


def _seconds_ahead() -> int:
    """How far the server's clock goes from ours, so that it stands on the small school's day."""
    return int((SCHOOL_DAY - datetime.now(UTC)).total_seconds())


def _wait(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if httpx2.get(f"{server.url}/ping", timeout=2).is_success:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"The server did not start:\n{server.log.read_text(errors='replace')[-5000:]}")


@contextmanager
def running(database_url: str, folder: Path, **settings: str | int) -> Iterator[Server]:
    """A server for the block."""
    server = start(database_url, folder, **settings)  # pyright: ignore[reportArgumentType]
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def built_pages(run_folder: Path) -> None:
    """The pages, built from the present sources; once for all processes of the run."""
    with fasteners.InterProcessLock(ROOT / ".web.lock"):
        build()


@pytest.fixture(scope="session")
def built_app(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The built platform, serving the small school on its own day; shared by the tests of one process."""
    folder = tmp_path_factory.mktemp("built_app")
    url = databases.sqlite_copy(seeded_database, folder)
    with running(url, folder) as server:
        yield server


@pytest.fixture(scope="session")
def demo_database(run_folder: Path, sqlite_template: Path) -> Path:
    """A SQLite file with an invented school and a term behind it, as `make run` shows it; copied, never written to."""
    made = run_folder / "demo"
    with fasteners.InterProcessLock(run_folder / "demo.lock"):
        if not made.exists():
            work = run_folder / "demo-in-making"
            work.mkdir()
            url = databases.sqlite_copy(sqlite_template, work)
            command = [str(PYTHON), "-m", "skolplattform", "demo", "--size", "1"]
            variables = {**environment(), "SKOLPLATTFORM_DATABASE_URL": url, "SKOLPLATTFORM_MODE": "demo"}
            subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
            work.rename(made)
    return made / "skolplattform.db"


@pytest.fixture(scope="session")
def demo_app(built_pages: None, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The built platform as a demo, on the day the demo stands in; its persons are buttons on the sign-in page."""
    folder = tmp_path_factory.mktemp("demo_app")
    with demo_on(databases.sqlite_copy(demo_database, folder), folder) as server:
        yield server


@contextmanager
def demo_on(url: str, folder: Path) -> Iterator[Server]:
    """A demo's server on a database with demo data, standing in its day."""
    with running(url, folder, mode="demo", demo_clock=str(_demo_seconds(url))) as server:
        yield server


def _demo_seconds(url: str) -> int:
    """How far ahead the demo's own clock goes."""
    with pytest.MonkeyPatch.context() as patch, databases.pointed_at(url, patch):
        patch.setenv("SKOLPLATTFORM_MODE", "demo")
        settings.cache_clear()
        return seconds_ahead()
