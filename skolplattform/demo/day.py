"""The day a demo stands in: a school day with lessons behind and before it, at a weekend and in July too."""

from datetime import UTC, date, datetime

from skolplattform.core import clock, db
from skolplattform.core.config import settings
from skolplattform.core.installation import fact
from skolplattform.demo.life import NOW


def seconds_ahead() -> int:
    """How far ahead (or behind) the clock of a demo's server goes; 0 where the real time is kept."""
    return seconds_ahead_of() if settings().mode == "demo" else 0


def seconds_ahead_of() -> int:
    """The same, of the data that is there, whatever the installation is (measurements)."""
    with db.reading() as session:
        day = fact(session, "demo.today")
    if day is None:
        return 0
    return int((clock.at(date.fromisoformat(day), NOW) - datetime.now(UTC)).total_seconds())
