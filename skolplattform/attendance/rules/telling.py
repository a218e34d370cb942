"""Who may tell the school that somebody is away, for how long, and for which hours (R-A01, R-A10, R-A14)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from skolplattform.attendance.rules.policy import Policy
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

OF_AGE = 18
SCHOOL_DAY = (time(8), time(16))
MOMENT = timedelta(microseconds=1)


class Reason(StrEnum):
    """Why a student is away: a closed list, and nothing need be chosen (R-A14)."""

    NONE = ""
    SICK = "sick"
    OTHER = "other"


class Kind(StrEnum):
    """Kinds of absence told beforehand, in SS 12000's terms."""

    REPORTED = "Anmäld frånvaro"
    LEAVE = "Beviljad ledighet"


def is_of_age(birth_date: date | None, on: date) -> bool:
    """Has the person turned 18 on that day (R-A10)? Unknown birth date: no."""
    if birth_date is None:
        return False
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (0 if had_birthday else 1) >= OF_AGE


def may_report_for(*, is_self: bool, is_guardian: bool, birth_date: date | None, on: date) -> bool:
    """May this person tell the school that the student is away? A guardian until 18, then the student (R-A10)."""
    return is_self if is_of_age(birth_date, on) else is_guardian


def span_of(
    first: date,
    last: date,
    *,
    from_time: time | None,
    until_time: time | None,
    today: date,
    policy: Policy,
) -> tuple[datetime, datetime]:
    """From and until, for whole days or a part of one day.

    Longer absence than the school's policy lets a guardian tell of, or far ahead, is leave and the head's to
    decide (R-A04).

    Raises:
        Invalid: at the field that is wrong.
    """
    if first < today:
        raise Invalid("first", "attendance.error.past")
    if first > today + timedelta(days=policy.report_ahead_days):
        raise Invalid("first", "attendance.error.far", days=policy.report_ahead_days)
    if last < first:
        raise Invalid("last", "attendance.error.order")
    if last - first >= timedelta(days=policy.report_longest_days):
        raise Invalid("last", "attendance.error.long", days=policy.report_longest_days)
    if from_time is None and until_time is None:
        return clock.day_bounds(first, last)
    if first != last:
        raise Invalid("last", "attendance.error.part_of_days")
    starts_at, ends_at = clock.day_bounds(first)
    starts_at = clock.at(first, from_time) if from_time else starts_at
    ends_at = clock.at(first, until_time) if until_time else ends_at
    if ends_at <= starts_at:
        raise Invalid("until_time", "attendance.error.times")
    return starts_at, ends_at


def changed_span(
    told: tuple[datetime, datetime], wanted: tuple[datetime, datetime], *, now: datetime
) -> tuple[datetime, datetime]:
    """The hours of a report that is changed: one that has begun keeps its beginning and never ends in the past.

    Raises:
        Invalid: at the field that is wrong.
    """
    starts_at, ends_at = wanted
    if told[0] > now:
        return wanted
    if ends_at <= now:
        raise Invalid("last", "attendance.error.ended")
    if clock.local(starts_at).date() != clock.local(told[0]).date():
        raise Invalid("first", "attendance.error.begun")
    return told[0], ends_at


def begins_the_day(starts_at: datetime, day: date) -> bool:
    """Has the absence begun when the school day does, at 08.00?"""
    return starts_at <= clock.at(day, SCHOOL_DAY[0])


def ends_the_day(ends_at: datetime, day: date) -> bool:
    """Does the absence last until the school day is over, at 16.00?"""
    return ends_at >= clock.at(day, SCHOOL_DAY[1])


def is_whole_day(starts_at: datetime, ends_at: datetime, day: date) -> bool:
    """Does the absence cover the school day, 08.00 to 16.00?"""
    return begins_the_day(starts_at, day) and ends_the_day(ends_at, day)
