"""How much förskola a child is entitled to, and until when fritidshem: the law as rows with rule ids and dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skolplattform.attendance.rules import care

TERM_STARTS = (8, 1)
"""From the autumn term: counted from the first of August, the earliest a school year begins."""
TERM_ENDS = (6, 30)


class Ground(StrEnum):
    """Why the child has a place, as the guardian states it with the schedule."""

    WORK = "work"
    AT_HOME = "at_home"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a ground gives at least. Minutes of None: as much as work or studies ask for."""

    ground: Ground
    rule: str
    source: str
    week_minutes: int | None = None
    day_minutes: int | None = None
    year_minutes: int | None = None
    valid_from: date = date(2011, 7, 1)
    valid_until: date | None = None


ENTITLEMENTS: tuple[Entitlement, ...] = (
    Entitlement(Ground.WORK, "R-T10", "SL 8:5"),
    Entitlement(Ground.AT_HOME, "R-T10", "SL 8:6", week_minutes=15 * 60, day_minutes=3 * 60),
    Entitlement(Ground.GENERAL, "R-T10", "SL 8:4", year_minutes=525 * 60),
)


@dataclass(frozen=True, slots=True)
class AgeRule:
    """A form of school by age: from a term of the year a child turns one age until a term of another."""

    school_type: str
    rule: str
    from_age: int
    from_month_day: tuple[int, int]
    until_age: int
    until_month_day: tuple[int, int]

    def holds_for(self, born: date, on: date) -> bool:
        """Is a child born that day of the form's age on `on`?"""
        first = date(born.year + self.from_age, *self.from_month_day)
        last = date(born.year + self.until_age, *self.until_month_day)
        return first <= on <= last


AGES: tuple[AgeRule, ...] = (
    AgeRule("FTH", "R-T09", 5, TERM_STARTS, 13, TERM_ENDS),
    AgeRule("OPPFTH", "R-T09", 10, TERM_STARTS, 13, TERM_ENDS),
)


def entitlement(ground: Ground, on: date, rows: Sequence[Entitlement] = ENTITLEMENTS) -> Entitlement:
    """The row of a ground that holds on a day; when none does, no limit is known."""
    for row in rows:
        if row.ground is ground and row.valid_from <= on and (row.valid_until is None or on <= row.valid_until):
            return row
    return Entitlement(ground, "", "")


def has_age_for(school_type: str, born: date, on: date) -> bool:
    """May a child of this age be in the form (R-T09)? Forms without a row have no limit of age here."""
    rules = [rule for rule in AGES if rule.school_type == school_type]
    return all(rule.holds_for(born, on) for rule in rules)


def weeks_over(weeks: Sequence[care.Week], first: date, row: Entitlement) -> tuple[int, ...]:
    """Numbers (from 1) of the weeks that ask for more than the law's least: the school decides about those.

    A ground with both a week's and a day's measure (15 hours a week or 3 a day) is kept by keeping either.
    """
    start = care.monday(first)
    over: list[int] = []
    for number, week in enumerate(weeks):
        days = [care.minutes(_day(start, number, place), spans or ()) for place, spans in enumerate(week)]
        kept_week = row.week_minutes is not None and sum(days) <= row.week_minutes
        kept_days = row.day_minutes is not None and max(days) <= row.day_minutes
        has_measure = row.week_minutes is not None or row.day_minutes is not None
        if has_measure and not (kept_week or kept_days):
            over.append(number + 1)
    return tuple(over)


def _day(start: date, week: int, place: int) -> date:
    return date.fromordinal(start.toordinal() + week * care.DAYS + place)
