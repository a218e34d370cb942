"""Minutes of a student over a time, and what is told others from them: term grades, CSN, the national register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

CSN_MINUTES = 4 * 60
"""Minutes without valid reason in a month from which the study aid may stop (R-A09)."""
CSN_OCCASIONS = 2
"""On several occasions: on at least so many days (R-A09)."""


@dataclass(frozen=True, slots=True)
class Day:
    """One student's school day, in minutes: offered, of them reported, and away by kind."""

    day: date
    offered: int
    reported: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0

    @property
    def is_away(self) -> bool:
        """Away from everything that was reported that day."""
        return 0 < self.reported <= self.valid + self.invalid


@dataclass(frozen=True, slots=True)
class Sum:
    """Minutes over several days; `occasions` are days with absence without valid reason."""

    offered: int = 0
    reported: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0
    occasions: int = 0

    @property
    def absence(self) -> float | None:
        """Absent minutes of the reported ones, 0 to 1 (R-A15)."""
        return (self.valid + self.invalid) / self.reported if self.reported else None

    @property
    def unreported(self) -> float | None:
        """Offered minutes that nobody has reported: stands beside every percentage (R-A15)."""
        return (self.offered - self.reported) / self.offered if self.offered else None


def total(days: Iterable[Day]) -> Sum:
    """The days together."""
    found = list(days)
    return Sum(
        offered=sum(day.offered for day in found),
        reported=sum(day.reported for day in found),
        valid=sum(day.valid for day in found),
        invalid=sum(day.invalid for day in found),
        other=sum(day.other for day in found),
        occasions=sum(day.invalid > 0 for day in found),
    )


def by_month(days: Iterable[Day]) -> dict[date, Sum]:
    """The days by their calendar month, in order; a month is named by its first day."""
    months: dict[date, list[Day]] = {}
    for day in days:
        months.setdefault(day.day.replace(day=1), []).append(day)
    return {month: total(found) for month, found in sorted(months.items())}


def for_csn(months: Mapping[date, Sum]) -> dict[date, Sum]:
    """The months of a student that the school may report to CSN: four hours on several occasions (R-A09)."""
    return {
        month: found
        for month, found in months.items()
        if found.invalid >= CSN_MINUTES and found.occasions >= CSN_OCCASIONS
    }


def term_of(month: date) -> str:
    """HT or VT, as the coming national register names them (R-A11)."""
    return f"{'HT' if month.month >= 7 else 'VT'}{month.year}"


def hours(minutes: int) -> float:
    """Minutes as hours with one decimal."""
    return round(minutes / 60, 1)
