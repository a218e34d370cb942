"""The rules of planning: pure functions, no database and no clock."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

UNDO = timedelta(seconds=10)
GRACE = timedelta(seconds=5)
LONGEST = timedelta(weeks=45)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """The school years that something is for, both included."""

    start: int
    end: int

    def overlap(self, other: "Span") -> int:
        """How many years the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start) + 1)


def best_stage(stages: Mapping[UUID, Span], wanted: Span | None) -> UUID | None:
    """The stage that a syllabus of these years belongs to: the same years, else most years shared, else none.

    Years are compared, never named: a ten-year school shifts them in the data (R-T08). A syllabus without years
    fits only where there is no choice.
    """
    if wanted is None:
        return next(iter(stages)) if len(stages) == 1 else None
    ranked = sorted(
        (-span.overlap(wanted), abs(span.start - wanted.start) + abs(span.end - wanted.end), span.start, stage)
        for stage, span in stages.items()
        if span.overlap(wanted)
    )
    return ranked[0][3] if ranked else None


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def friday(day: date) -> date:
    """The Friday of the day's week."""
    return monday(day) + timedelta(days=4)


def mondays(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks from `first` to `last`, both weeks included."""
    week = monday(first)
    while week <= last:
        yield week
        week += WEEK


def week_number(day: date) -> int:
    """The ISO week of the day."""
    return day.isocalendar().week


class Phase(StrEnum):
    """Where a unit is in time."""

    NOW = "now"
    NEXT = "next"
    PAST = "past"


def phase(start: date, end: date, today: date) -> Phase:
    """Is the unit going on, still to come, or done?"""
    if today < start:
        return Phase.NEXT
    return Phase.PAST if today > end else Phase.NOW


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way of publishing, at its field; `key` names the text."""

    field: str
    key: str


def period_fault(start: date, end: date) -> Fault | None:
    """A period ends after it starts and lasts at most a school year."""
    if end < start:
        return Fault("end", "planning.error.period_order")
    if end - start > LONGEST:
        return Fault("end", "planning.error.period_long")
    return None


def publishing_faults(
    *, title: str, purpose: str, groups: Collection[UUID], start: date, end: date
) -> tuple[Fault, ...]:
    """What a plan lacks before students may read it: a name, what they will learn, for whom, and when."""
    faults = [
        Fault("title", "planning.error.title") if not title.strip() else None,
        Fault("purpose", "planning.error.purpose") if not purpose.strip() else None,
        Fault("groups", "planning.error.groups") if not groups else None,
        period_fault(start, end),
    ]
    return tuple(fault for fault in faults if fault)


def can_undo(published_at: datetime, now: datetime) -> bool:
    """Publishing may be undone for ten seconds; a few more are given to a slow line."""
    return timedelta() <= now - published_at <= UNDO + GRACE


def kept_weeks(weeks: Mapping[str, str]) -> dict[str, str]:
    """The weeks that say something, by Monday, in order."""
    return {monday_: text for monday_, text in sorted(weeks.items()) if text.strip()}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a stage's core content a group has met."""

    met: int
    total: int


def coverage(met: Iterable[UUID], points: Sequence[UUID]) -> Coverage:
    """How many of the stage's points the group has met in published units, each counted once (PLA-03)."""
    return Coverage(met=len(set(met) & set(points)), total=len(set(points)))


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A term's half of the year: autumn (HT) from July, spring (VT) from January."""

    semester: str
    year: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 7 if self.semester == "HT" else 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 12, 31) if self.semester == "HT" else date(self.year, 6, 30)


def half_year(day: date) -> HalfYear:
    """The half-year of a day."""
    return HalfYear("HT" if day.month > 6 else "VT", day.year)


def half_years(first: date, last: date) -> tuple[HalfYear, ...]:
    """The half-years that a period touches, in order."""
    found = [half_year(first)]
    while found[-1].last < last:
        found.append(half_year(found[-1].last + timedelta(days=1)))
    return tuple(found)


def share(day: date, first: date, last: date) -> float:
    """Where a day stands between two, in per cent, held within 0 and 100."""
    length = max(1, (last - first).days)
    return min(100.0, max(0.0, 100 * (day - first).days / length))


def bar(start: date, end: date, first: date, last: date) -> tuple[float, float]:
    """(left, width) in per cent of a unit on a line from `first` to `last`; never thinner than two."""
    left = min(98.0, share(start, first, last))
    return left, max(2.0, min(100.0 - left, share(end + timedelta(days=1), first, last) - left))


def weeks_shown(start: date, end: date) -> str:
    """The ISO weeks of a period: 48–51, or 48 alone."""
    first, last = week_number(start), week_number(end)
    return str(first) if monday(start) == monday(end) else f"{first}–{last}"


def status(version: int, edition: int, of_version: int | None) -> str:
    """draft (nobody else sees it), published, or changed (published, with newer words in the draft)."""
    if not edition or of_version is None:
        return "draft"
    return "published" if of_version == version else "changed"
