"""When a child in förskola or fritidshem is to be there: rolling weeks of each home, merged; staff for each half hour.

A home is a guardian who has written a schedule of their own. Nobody's weeks overwrite another's (OWN-04): what the
homes say is laid side by side, and where both speak differently or nobody speaks it is shown, not settled by us.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.errors import Invalid

LONGEST_CYCLE = 12
DAYS = 7
WEEKDAYS = 5
SPANS_A_DAY = 2
CHANGE_AHEAD = timedelta(days=180)
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From and until on the clock of the wall, the same day."""

    start: time
    end: time


Spans = tuple[Span, ...]
"""A day's hours in order; none of them: the child is at home that day."""
Week = tuple[Spans | None, ...]
"""Seven days from Monday. None: this home says nothing of that day (the child is with the other home)."""


@dataclass(frozen=True, slots=True)
class BaseWeeks:
    """A home's rolling weeks from a day to a day; the first week is that of `valid_from`."""

    home: UUID
    valid_from: date
    valid_until: date | None
    weeks: tuple[Week, ...]

    def holds_on(self, day: date) -> bool:
        """Does the schedule hold that day? Both its days are included."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a home says of one day instead of its weeks. Without spans: the child stays at home."""

    home: UUID
    day: date
    spans: Spans


class Agreement(StrEnum):
    """How the homes' words for a day go together."""

    ONE = "one"
    AGREED = "agreed"
    GAP = "gap"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class MergedDay:
    """A day as all homes together have said it. `spans` cover whatever any of them said, so that staff are enough."""

    day: date
    spans: Spans
    agreement: Agreement
    said: tuple[tuple[UUID, Spans], ...] = ()


def checked_spans(spans: Iterable[tuple[time, time]]) -> Spans:
    """A day's hours in order, as they may be kept.

    Raises:
        Invalid: a span ends before it begins, two of them touch, or there are more than two (before and after school).
    """
    ordered = tuple(sorted(Span(*span) for span in spans))
    if len(ordered) > SPANS_A_DAY:
        raise Invalid("weeks", "care.error.many")
    if any(span.end <= span.start for span in ordered):
        raise Invalid("weeks", "care.error.order")
    if any(later.start <= earlier.end for earlier, later in pairwise(ordered)):
        raise Invalid("weeks", "care.error.touch")
    return ordered


def checked_weeks(weeks: Sequence[Week], valid_from: date, valid_until: date | None) -> tuple[Week, ...]:
    """One to twelve whole weeks that say something.

    Raises:
        Invalid: at the field that is wrong.
    """
    if not 1 <= len(weeks) <= LONGEST_CYCLE or any(len(week) != DAYS for week in weeks):
        raise Invalid("weeks", "care.error.weeks", n=LONGEST_CYCLE)
    if valid_until is not None and valid_until < valid_from:
        raise Invalid("valid_until", "care.error.dates")
    if all(day is None for week in weeks for day in week):
        raise Invalid("weeks", "care.error.nothing")
    return tuple(weeks)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def week_number(valid_from: date, cycle: int, day: date) -> int:
    """Which of the rolling weeks holds that day, counted from 0 in the week of the first day."""
    return (monday(day) - monday(valid_from)).days // DAYS % cycle


def said_by(base: BaseWeeks, day: date) -> Spans | None:
    """What one home's weeks say of a day; None when they say nothing."""
    if not base.holds_on(day):
        return None
    return base.weeks[week_number(base.valid_from, len(base.weeks), day)][day.weekday()]


def homes_say(day: date, bases: Iterable[BaseWeeks], changes: Iterable[DayChange]) -> dict[UUID, Spans]:
    """What each home says of the day: its change when it has one, else the newest of its weeks that hold."""
    said: dict[UUID, Spans] = {}
    for base in sorted(bases, key=lambda one: one.valid_from):
        hours = said_by(base, day)
        if hours is not None:
            said[base.home] = hours
        elif base.holds_on(day):
            said.pop(base.home, None)
    for change in changes:
        if change.day == day:
            said[change.home] = change.spans
    return said


def merged(day: date, bases: Iterable[BaseWeeks], changes: Iterable[DayChange] = ()) -> MergedDay:
    """The day as the homes together say it: a gap when nobody speaks, a clash when they say different things."""
    said = homes_say(day, bases, changes)
    words = tuple(sorted(said.items(), key=lambda pair: pair[0].bytes))
    different = set(said.values())
    if not different:
        return MergedDay(day, (), Agreement.GAP)
    if len(different) > 1:
        return MergedDay(day, joined(span for spans in different for span in spans), Agreement.CLASH, words)
    agreement = Agreement.ONE if len(said) == 1 else Agreement.AGREED
    return MergedDay(day, next(iter(different)), agreement, words)


def joined(spans: Iterable[Span]) -> Spans:
    """All the time that any of the spans covers, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def minutes(day: date, spans: Spans) -> int:
    """Minutes that really pass, also in the night when the clocks change."""
    passed = sum((clock.at(day, span.end) - clock.at(day, span.start) for span in spans), timedelta())
    return int(passed.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class HalfHour:
    """How many children are to be there some part of a half hour, and how many adults that asks for."""

    starts_at: datetime
    children: int
    adults: int


def forecast(
    day: date, expected: Mapping[UUID, Spans], opens: time, closes: time, *, per_adult: int
) -> tuple[HalfHour, ...]:
    """The day in half hours that really pass: 46 of them in a whole day of 23 hours, 50 in one of 25.

    `per_adult` is the school's policy: how many children one adult is reckoned for.
    """
    stays = [
        (clock.at(day, span.start), clock.at(day, span.end)) for spans in expected.values() for span in joined(spans)
    ]
    found: list[HalfHour] = []
    starts_at, last = clock.at(day, opens), clock.at(day, closes)
    while starts_at < last:
        ends_at = starts_at + HALF_HOUR
        here = sum(1 for first, until in stays if first < ends_at and until > starts_at)
        found.append(HalfHour(starts_at, here, ceil(here / per_adult)))
        starts_at = ends_at
    return tuple(found)
