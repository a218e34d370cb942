"""`make run`: a working platform from nothing, and in seconds the next time."""

from __future__ import annotations

import os
import subprocess
import sys

from setup.build import build
from setup.environment import PYTHON, ROOT, environment
from setup.serve import serve


def run(*, host: str, port: int, workers: int) -> None:
    """Bring the database up to date, fill it if it is new, build what has changed, and serve.

    Never removes or overwrites data: demo data goes only into a database that holds no person.
    """
    migrate()
    seeding = _platform("demo", "--if-empty")
    build()
    if seeding.wait():
        sys.exit(seeding.returncode)
    subprocess.run([str(PYTHON), "-m", "skolplattform", "demo", "--persons"], cwd=ROOT, env=environment(), check=True)
    print(f"\n  {os.environ['SKOLPLATTFORM_PUBLIC_URL']}\n", flush=True)
    serve(host=host, port=port, workers=workers)


def prepare() -> None:
    """A migrated database, with demo data if it holds no person."""
    migrate()
    if code := _platform("demo", "--if-empty").wait():
        sys.exit(code)


def migrate() -> None:
    """Bring the database to the newest schema."""
    if code := _platform("migrate").wait():
        sys.exit(code)


def _platform(*arguments: str) -> subprocess.Popen[bytes]:
    """Start one of the platform's own commands."""
    return subprocess.Popen([str(PYTHON), "-m", "skolplattform", *arguments], cwd=ROOT, env=environment())
