"""What is used to see how a child's reading and mathematics come along, with the days that it holds.

The list is data (`materials.json`): a new edition, or another limit, is a new entry from a day on. The words are those
of the school's own teachers' guides, in Swedish, like a syllabus.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SWEDISH, MATHS = "swedish", "maths"
SUBJECTS = (SWEDISH, MATHS)
FIRST_YEAR, LAST_YEAR = 0, 3
"""Förskoleklass is year 0."""


@dataclass(frozen=True, slots=True)
class Level:
    """A step in words. `signal`: look closer, nothing more."""

    code: str
    name: str
    signal: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a material: told in words, or in points up to `most`, where fewer than `limit` are a signal."""

    code: str
    name: str
    most: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """A screening, a bedömningsstöd, or the criteria that a child should at least reach, in one year and term."""

    code: str
    name: str
    subject: str
    school_year: int
    semester: str
    mandatory: bool
    source: str
    parts: tuple[Part, ...]
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Is it in use that day?"""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Promptly:
    """What a school counts as promptly, in school days from the first signal; the law gives no number (SL 3:4)."""

    valid_from: date
    assess_within: int
    plan_within: int


@cache
def _read() -> Mapping[str, Any]:
    return json.loads(Path(__file__).with_name("materials.json").read_text(encoding="utf-8"))


@cache
def levels() -> tuple[Level, ...]:
    """The steps in words, lowest first."""
    return tuple(Level(**one) for one in _read()["levels"])


@cache
def materials() -> tuple[Material, ...]:
    """Every material there has been, by year and term."""
    return tuple(_material(one) for one in _read()["materials"])


def _material(row: Mapping[str, Any]) -> Material:
    read: dict[str, Any] = {"parts": tuple(Part(**part) for part in row["parts"])}
    read |= {name: date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if name in row}
    return Material(**{**row, **read})


def material_of(code: str) -> Material | None:
    """The material with this code."""
    return next((one for one in materials() if one.code == code), None)


def in_use(day: date, semester: str, years: Iterable[int]) -> tuple[Material, ...]:
    """What is used in these years that term."""
    wanted = frozenset(years)
    return tuple(
        one for one in materials() if one.semester == semester and one.school_year in wanted and one.holds_on(day)
    )


def promptly_on(day: date) -> Promptly:
    """What promptly means for a signal that day."""
    rows = (
        Promptly(date.fromisoformat(one["valid_from"]), one["assess_within"], one["plan_within"])
        for one in _read()["promptly"]
    )
    return max((one for one in rows if one.valid_from <= day), key=lambda one: one.valid_from)
