"""The one way attendance is counted: student minutes by kind, added up, and the percentages that may be said."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

MEASURES = ("lessons", "reported_lessons", "offered", "reported", "valid", "invalid", "other", "late")


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums of student minutes and student lessons.

    A percentage is absent minutes of the offered minutes that have been REPORTED; the unreported share stands beside
    it (R-A15). Time at another school activity is presence (R-A07). Shares are None when nothing was reported.
    """

    lessons: int = 0
    reported_lessons: int = 0
    offered: int = 0
    reported: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0
    late: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(
            self.lessons + more.lessons,
            self.reported_lessons + more.reported_lessons,
            self.offered + more.offered,
            self.reported + more.reported,
            self.valid + more.valid,
            self.invalid + more.invalid,
            self.other + more.other,
            self.late + more.late,
        )

    @property
    def absent(self) -> int:
        """Minutes away, with or without valid reason."""
        return self.valid + self.invalid

    @property
    def absence(self) -> float | None:
        """Share of the reported time that was absence, 0 to 1."""
        return self._of_reported(self.absent)

    @property
    def presence(self) -> float | None:
        """Share of the reported time that was presence, 0 to 1."""
        return self._of_reported(self.reported - self.absent)

    @property
    def valid_share(self) -> float | None:
        """Share of the reported time that was valid absence."""
        return self._of_reported(self.valid)

    @property
    def invalid_share(self) -> float | None:
        """Share of the reported time that was absence without valid reason, lateness included."""
        return self._of_reported(self.invalid)

    @property
    def unreported(self) -> float | None:
        """Share of the offered time that nobody has reported; None when nothing was offered."""
        offered = max(self.offered, self.reported)
        return (offered - self.reported) / offered if offered else None

    def _of_reported(self, minutes: int) -> float | None:
        return minutes / self.reported if self.reported else None


def total(parts: Iterable[Counts]) -> Counts:
    """The sum of parts; of nothing, zero."""
    return sum(parts, Counts())


def is_late(minutes: int, valid: int, invalid: int, other: int) -> bool:
    """Did the student come late: away without reason a part of the lesson, and nothing else (R-A07)?"""
    return 0 < invalid < minutes and not valid and not other


def deviation(minutes: int, valid: int, invalid: int, other: int) -> Counts:
    """What one deviation adds to the sums of its reported lesson."""
    late = is_late(minutes, valid, invalid, other)
    return Counts(valid=valid, invalid=invalid, other=other, late=int(late))


class Tally(Generic[K]):
    """Sums by key, as plain lists while they grow: thousands of rows are added before one is shown."""

    def __init__(self) -> None:
        self._rows: dict[K, list[int]] = {}

    def add(self, key: K, *values: int) -> None:
        """Add values in the order of `MEASURES`; those left out are zero."""
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = [0] * len(MEASURES)
        for place, value in enumerate(values):
            row[place] += value

    def counts(self) -> dict[K, Counts]:
        """The sums by key, in the order the keys came."""
        return {key: Counts(*row) for key, row in self._rows.items()}
