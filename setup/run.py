"""`make run`: a working platform from nothing, and in seconds the next time.

The steps share one process, because most of the time of a second start is spent on importing.
"""

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
    migrate()
    if os.environ.get("SKOLPLATTFORM_MODE", "demo") == "demo":
        _prepare_demo()
    else:
        build()
    print(f"\n  {os.environ['SKOLPLATTFORM_PUBLIC_URL']}\n", flush=True)
    serve(host=host, port=port, workers=workers)


def _prepare_demo() -> None:
    """The demo's data and the built pages, made at the same time; then its persons are told."""
    seeding = _seeding()
    build()
    if seeding and seeding.wait():
        sys.exit(seeding.returncode)
    tell_persons()


def prepare() -> None:
    """A migrated database, with demo data if it holds no person."""
    migrate()
    seeding = _seeding()
    if seeding and seeding.wait():
        sys.exit(seeding.returncode)


def migrate() -> None:
    """Bring the database to the newest schema."""
    from alembic import command
    from alembic.config import Config

    from skolplattform.core import db

    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    db.close()


def _seeding() -> subprocess.Popen[bytes] | None:
    """The process that invents the demo city, None when the database already holds somebody."""
    from sqlmodel import select

    from skolplattform.core import db
    from skolplattform.registry.tables import Person

    with db.reading() as session:
        somebody = session.exec(select(Person.id).limit(1)).first()
    db.close()
    if somebody:
        return None
    return subprocess.Popen([str(PYTHON), "-m", "skolplattform", "demo", "--if-empty"], cwd=ROOT, env=environment())


def tell_persons() -> None:
    """Print whom one can sign in as."""
    from skolplattform.accounts import demo
    from skolplattform.core import db
    from skolplattform.i18n.console import language

    with db.reading() as session:
        for person in demo.choices(session):
            print(f"  {person.name:<28} {getattr(person.line, language())}", flush=True)
    db.close()
