"""The time of the school: aware UTC inside, Stockholm for school days. "Now" can be fixed by tests and demos."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from skolplattform.core.config import settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)


def now() -> datetime:
    """The moment, aware and in UTC. A demo's clock may be moved, so that it shows a school day at a weekend too."""
    return _fixed.get() or datetime.now(UTC) + timedelta(seconds=settings().demo_clock)


def wall() -> datetime:
    """The moment it really is, aware and in UTC, also where a demo lives on another day: sessions and codes."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The school day it is in Stockholm."""
    return now().astimezone(STOCKHOLM).date()


def local(moment: datetime) -> datetime:
    """The same moment on the school's wall clock."""
    return moment.astimezone(STOCKHOLM)


def at(day: date, wall: time) -> datetime:
    """The moment (UTC) when the school's clock shows `wall` on `day`; right on the days the clocks change."""
    return datetime.combine(day, wall, STOCKHOLM).astimezone(UTC)


def typed(text: str) -> time:
    """What a field for a time of the clock holds: 07.30 in Stockholm, and of no other place.

    Raises:
        ValueError: it is none.
    """
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError("a time of another place")
    return found


def day_bounds(first: date, last: date | None = None) -> tuple[datetime, datetime]:
    """UTC start of `first` and UTC end (exclusive) of `last`, as half-open interval."""
    return at(first, time.min), at((last or first) + timedelta(days=1), time.min)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
