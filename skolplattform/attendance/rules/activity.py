"""How active an adult student is, in periods of whole weeks: hours offered, hours taken, weeks without any (R-V06).

Pure functions. A week begins on its Monday. Periods lie one after the other from a fixed Monday, so that everybody at
a school speaks of the same four weeks and no period is broken by a new year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from skolplattform.attendance.rules.figures import Day

FIRST_MONDAY = date(2024, 1, 1)
WEEK = timedelta(weeks=1)
HOUR = 60


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks, from a Monday to a Sunday."""

    first: date
    last: date

    @property
    def weeks(self) -> int:
        """How many."""
        return ((self.last - self.first).days + 1) // 7

    def holds(self, day: date) -> bool:
        """Does the day lie in it?"""
        return self.first <= day <= self.last


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def period_of(day: date, weeks: int) -> Period:
    """The period that a day lies in."""
    number = (day - FIRST_MONDAY).days // (7 * weeks)
    first = FIRST_MONDAY + number * weeks * WEEK
    return Period(first, first + weeks * WEEK - timedelta(days=1))


def latest_periods(today: date, weeks: int, count: int) -> tuple[Period, ...]:
    """The period that goes on and those before it, the newest first."""
    now = period_of(today, weeks)
    return tuple(Period(now.first - at * weeks * WEEK, now.last - at * weeks * WEEK) for at in range(count))


def periods_between(first: date, last: date, weeks: int) -> list[Period]:
    """The periods that touch the days, the oldest first."""
    found: list[Period] = []
    while first <= last:
        found.append(period_of(first, weeks))
        first = found[-1].last + timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Activity:
    """A student in one period, in minutes; `weeks` are those the student has been enrolled in so far.

    `taken` is what was reported and not missed. `workplace` is what was confirmed at a workplace: lessons that a
    teacher has reported as other school activity that day are the same hours, and count once.
    """

    weeks: int = 0
    offered: int = 0
    reported: int = 0
    taken: int = 0
    workplace: int = 0

    @property
    def offered_a_week(self) -> float:
        """Minutes offered a week, on average, lessons and workplace together."""
        return (self.offered + self.workplace) / self.weeks if self.weeks else 0.0

    @property
    def unreported(self) -> int:
        """Minutes that were offered and that nobody has reported (R-A15)."""
        return self.offered - self.reported


def activity(
    days: Iterable[Day], workplace: Mapping[date, int], period: Period, *, today: date, since: date | None = None
) -> Activity:
    """What a student was offered and took in a period, until today. `since` is the first day of the enrolment.

    Weeks count from the one the student began in; a week that has begun counts whole.
    """
    counted = [_beside(day, workplace.get(day.day, 0)) for day in days if period.holds(day.day) and day.day <= today]
    begins = max(period.first, monday(since)) if since else period.first
    until = min(period.last, today)
    return Activity(
        weeks=max(0, (monday(until) - begins).days // 7 + 1) if begins <= until else 0,
        offered=sum(day.offered for day in counted),
        reported=sum(day.reported for day in counted),
        taken=sum(_taken(day) for day in counted),
        workplace=sum(minutes for day, minutes in workplace.items() if period.holds(day) and day <= today),
    )


def _beside(day: Day, workplace: int) -> Day:
    """The day's lessons without the hours that were spent at the workplace instead."""
    same = min(day.other, workplace)
    return replace(day, offered=day.offered - same, reported=day.reported - same, other=day.other - same)


def _taken(day: Day) -> int:
    """Other school activity is taken part in."""
    return max(0, day.reported - day.valid - day.invalid)


def offers_enough(minutes_a_week: float, hours_a_week: int) -> bool:
    """Is SFI offered with the hours a week that the law asks for, on average over the period (R-V06)?"""
    return minutes_a_week >= hours_a_week * HOUR


def idle_weeks(days: Iterable[Day], workplace: Mapping[date, int], today: date) -> int:
    """Weeks in a row, up to today, when something was reported and the student took part in nothing (R-V06).

    A week with nothing reported says nothing: a holiday is no idleness, and no register is the school's fault. The
    week that goes on can end the row, never make it longer.
    """
    took: dict[date, int] = {}
    for day in days:
        if day.reported and day.day <= today:
            took[monday(day.day)] = took.get(monday(day.day), 0) + _taken(day)
    for at, minutes in workplace.items():
        if minutes and at <= today:
            took[monday(at)] = took.get(monday(at), 0) + minutes
    count = 0
    for week in sorted(took, reverse=True):
        if took[week]:
            break
        count += week < monday(today)
    return count


def last_active(days: Iterable[Day], workplace: Mapping[date, int], today: date) -> date | None:
    """The latest day the student took part in anything; None when there is none."""
    took = [day.day for day in days if day.day <= today and _taken(day)]
    return max([*took, *(day for day, minutes in workplace.items() if minutes and day <= today)], default=None)
