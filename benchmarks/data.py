"""The data that is measured on: made once, kept under `var/`, its size printed with the figures."""

import os
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from skolplattform.core import db
from skolplattform.core.config import settings
from skolplattform.core.installation import fact
from skolplattform.demo.city import City
from skolplattform.demo.shape import CITY, ONE_SCHOOL, SMALL

SHAPES = {"small": SMALL, "school": ONE_SCHOOL, "city": CITY}
LATE_IN_THE_YEAR = date(2027, 6, 10)
COUNTED = ("organisation", "person", "group_membership", "calendar_event", "lesson_register", "deviation", "judgement")


def use(size: str) -> date:
    """Point this process at the data of that size, made when it is missing; the day it stands at."""
    default = f"sqlite:///var/bench-{size}.db"
    os.environ["SKOLPLATTFORM_DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", default)
    os.environ["SKOLPLATTFORM_MODE"] = "test"
    settings.cache_clear()
    _migrate()
    with db.reading() as session:
        day = fact(session, "demo.today")
    if day is None:
        City(
            SHAPES[size], LATE_IN_THE_YEAR, progress=lambda text, done, of: print(f"\r{done}/{of} {text:<40}", end="")
        ).make()
        print()
        with db.reading() as session:
            day = fact(session, "demo.today")
    return date.fromisoformat(day)


def _migrate() -> None:
    from alembic import command
    from alembic.config import Config

    command.upgrade(Config("alembic.ini"), "head")


def size_text(session: Session) -> str:
    """How many rows each large table holds, and on which database."""
    counts = {table: session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one() for table in COUNTED}  # noqa: S608
    rows = ", ".join(f"{count:,} {table}".replace(",", " ") for table, count in counts.items())
    return f"{session.get_bind().dialect.name}: {rows}"
