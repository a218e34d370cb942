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

    Never removes or overwrites data: demo data go only into a database that holds no person.
    """
    if _is_production():
        migrate()
        build()
    else:
        _prepare_demo()
    print(f"\n  {os.environ['SKOLPLATTFORM_PUBLIC_URL']}\n", flush=True)
    serve(host=host, port=port, workers=workers)


def _is_production() -> bool:
    return os.environ.get("SKOLPLATTFORM_MODE") == "production"


def _prepare_demo() -> None:
    """The demo's data and the built pages, made at the same time; then its persons."""
    migrate()
    seeding = _start("demo", "--if-empty")
    build()
    if seeding.wait():
        sys.exit(seeding.returncode)
    print(_answer("demo", "--persons"), flush=True)


def prepare() -> None:
    """A migrated database, with demo data if it holds no person."""
    migrate()
    if code := _start("demo", "--if-empty").wait():
        sys.exit(code)


def migrate() -> None:
    """Bring the database to the newest schema."""
    if code := _start("migrate").wait():
        sys.exit(code)


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start one of the platform's own commands."""
    return subprocess.Popen([str(PYTHON), "-m", "skolplattform", *arguments], cwd=ROOT, env=environment())


def _answer(*arguments: str) -> str:
    """What one of the platform's own commands prints."""
    command = [str(PYTHON), "-m", "skolplattform", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.PIPE, text=True).stdout
