"""Which days of workplace training may be confirmed, and for how long a supervisor's link works (FRN-17)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from skolplattform.attendance.rules.policy import Policy
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

LONGEST = timedelta(days=400)
MOST_MINUTES = 12 * 60
STEP = 30
"""A day is told in half hours."""
WEEK = range(7)
WHOLE_DAY = 6 * 60
"""Minutes at a workplace that leave no time for lessons that day. When a shorter day begins, nobody has said."""


def checked_span(first: date, last: date) -> None:
    """Stop at days that are no workplace training.

    Raises:
        Invalid: it ends before it begins, or lasts longer than a school year.
    """
    if last < first:
        raise Invalid("last", "attendance.error.order")
    if last - first > LONGEST:
        raise Invalid("last", "adult.training.error.long")


def checked_minutes(minutes: int) -> int:
    """Minutes of a day, in half hours up to twelve hours; 0: not there.

    Raises:
        Invalid: anything else.
    """
    if not 0 <= minutes <= MOST_MINUTES or minutes % STEP:
        raise Invalid("minutes", "adult.training.error.minutes")
    return minutes


def can_be_told(day: date, first: date, last: date, today: date) -> bool:
    """May this day be confirmed? A day of the training, when it has come."""
    return first <= day <= min(last, today)


def days_to_tell(first: date, last: date, today: date) -> list[date]:
    """The days that may be confirmed, the newest first."""
    until = min(last, today)
    return [until - timedelta(days=ago) for ago in range((until - first).days + 1)]


def checked_weekdays(weekdays: Iterable[int]) -> int:
    """The days of the week one is there (0 is Monday) as one number, a bit for each.

    Raises:
        Invalid: none is chosen, or one that no week has.
    """
    chosen = set(weekdays)
    if not chosen <= set(WEEK) or not chosen:
        raise Invalid("weekdays", "adult.training.error.weekdays")
    return sum(1 << weekday for weekday in chosen)


def is_usual(day: date, weekdays: int) -> bool:
    """Is the student there that day of the week? The others are asked for only when somebody wants to tell them."""
    return bool(weekdays & weekday_bit(day))


def weekday_bit(day: date) -> int:
    """The day of the week as `checked_weekdays` counts it."""
    return 1 << day.weekday()


def link_ends(last: date, today: date, policy: Policy) -> datetime:
    """When a link made today stops working: some days after the training, or after today when that is later."""
    _, end = clock.day_bounds(max(last, today) + timedelta(days=policy.training_link_days))
    return end


def link_works(until: datetime | None, closed_at: datetime | None, now: datetime) -> bool:
    """Does a link still open anything?"""
    return until is not None and closed_at is None and now < until
