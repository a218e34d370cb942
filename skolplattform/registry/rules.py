"""The register's rules: civic numbers, periods and the day a child comes of age. No database, no screen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from personnummer import personnummer

from skolplattform.core.errors import Invalid
from skolplattform.registry.codes import CivicNoKind

FIELD = "civicNo"
COORDINATION_DAYS = 60
TEST_SERIES = range(980, 990)

_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_TEMPORARY = re.compile(r"[0-9]{8}[A-ZÅÄÖ]{2}[0-9]{2}")


@dataclass(frozen=True, slots=True)
class CivicNo:
    """A civic number as the register stores it: 12 characters, century included, no separator."""

    value: str
    kind: CivicNoKind
    birth_date: date
    is_test: bool


def civic_no(text: str) -> CivicNo:
    """Read a personnummer, samordningsnummer (day + 60) or temporary TF number (20181212TF63).

    Raises:
        Invalid: wrong form, no such day, or a check digit that does not fit. The text never repeats the number.
    """
    value = text.strip().upper()
    if _TEMPORARY.fullmatch(value):
        return CivicNo(value, CivicNoKind.TEMPORARY, _birth_date(value), is_test=False)
    if not _TWELVE_DIGITS.fullmatch(value):
        raise Invalid(FIELD, "registry.civic_no.form")
    born = _birth_date(value)
    if not personnummer.valid(value):
        raise Invalid(FIELD, "registry.civic_no.check_digit")
    kind = CivicNoKind.COORDINATION if int(value[6:8]) > COORDINATION_DAYS else CivicNoKind.PERSONAL
    return CivicNo(value, kind, born, is_test=int(value[8:11]) in TEST_SERIES)


def _birth_date(value: str) -> date:
    day = int(value[6:8])
    try:
        return date(int(value[:4]), int(value[4:6]), day - COORDINATION_DAYS if day > COORDINATION_DAYS else day)
    except ValueError:
        raise Invalid(FIELD, "registry.civic_no.day") from None


def require_series(number: CivicNo, mode: str) -> None:
    """Production takes no number of the test series; tests and demos take nobody's real one (security rule 15).

    Temporary numbers belong to nobody outside the school and are taken everywhere.

    Raises:
        Invalid: the number does not belong in this installation.
    """
    if number.kind is CivicNoKind.TEMPORARY:
        return
    if mode == "production" and number.is_test:
        raise Invalid(FIELD, "registry.civic_no.test_number")
    if mode != "production" and not number.is_test:
        raise Invalid(FIELD, "registry.civic_no.real_number")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; no end means still going on. `tag` is the caller's own mark."""

    start: date
    end: date | None
    tag: Any = None

    def overlaps(self, other: "Period") -> bool:
        """Do the two share a day?"""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)


def is_backwards(start: date | None, end: date | None) -> bool:
    """Does it end before it starts?"""
    return start is not None and end is not None and end < start


def overlaps(periods: Iterable[Period]) -> Iterator[tuple[Period, Period]]:
    """Each period that begins while an earlier one still holds, with the one that holds longest."""
    longest: Period | None = None
    for period in sorted(periods, key=lambda p: (p.start, p.end or date.max)):
        if longest is not None and longest.overlaps(period):
            yield longest, period
        if longest is None or (period.end or date.max) > (longest.end or date.max):
            longest = period


def comes_of_age(birth_date: date) -> date:
    """The 18th birthday, when a guardian's access ends (R-C03). Born on 29 February: 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + 18)
    except ValueError:
        return date(birth_date.year + 18, 3, 1)


def is_of_age(birth_date: date, on: date) -> bool:
    """Has the person turned 18 by this day?"""
    return on >= comes_of_age(birth_date)
