"""By which channels a person is told, and when it may sound. No database, no screen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from skolplattform.core import clock

SILENT = ("email",)
"""Channels that wake nobody."""
DAILY_AT = time(17)
"""When the one mail of the day goes to those who chose it: after the school day, before the quiet hours."""
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nothing sounds; they may go over midnight."""

    starts: time = time(20)
    ends: time = time(7)

    def holds(self, at: time) -> bool:
        """Is it quiet at this time?"""
        if self.starts <= self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


def channels_for(
    chosen: Sequence[str] | None, usual: Sequence[str], reachable: Collection[str], *, same_day: bool
) -> tuple[str, ...]:
    """The channels to use: what the person chose, else what is usual, of those where the person can be reached.

    What must arrive the same day (R-A02) takes another way when none of them can: mail, then text message. A person
    who has chosen no channel at all wants to be told in the platform only.
    """
    if chosen is not None and not chosen:
        return ()
    found = tuple(channel for channel in (usual if chosen is None else chosen) if channel in reachable)
    if found or not same_day:
        return found
    return tuple(channel for channel in ("email", "sms", "push") if channel in reachable)[:1]


def send_at(moment: datetime, channel: str, quiet: Quiet, *, same_day: bool) -> datetime:
    """When something may go out by a channel: now, or when the quiet hours end.

    Before the morning it waits, and still arrives the same day. In the evening what must arrive the same day
    (R-A02) goes by the channels that wake nobody; the others wait for the morning.
    """
    local = clock.local(moment)
    if not quiet.holds(local.time()):
        return moment
    ends = clock.at(local.date(), quiet.ends)
    if ends > moment:
        return ends
    if same_day and channel in SILENT:
        return moment
    return clock.at(local.date() + timedelta(days=1), quiet.ends)


def daily_day(moment: datetime, channel: str, *, daily: bool, same_day: bool) -> date | None:
    """The day whose one mail a notice goes in; None: it goes by itself.

    Only mail waits, and never what must arrive the same day (R-A02). After the day's mail has gone it is tomorrow's.
    """
    if not daily or same_day or channel != "email":
        return None
    local = clock.local(moment)
    return local.date() if local.time() < DAILY_AT else local.date() + timedelta(days=1)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many tries in vain: 1, 2, 4 ... minutes, about two hours in all."""
    return FIRST_WAIT * 2 ** max(0, attempts - 1)
