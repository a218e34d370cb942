"""When a class gets too much: the rules of the calendar of tests and tasks (OWN-18). No database and no clock."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from skolplattform.core.errors import Invalid
from skolplattform.planning.contract import WORK_KINDS
from skolplattform.planning.rules import monday

AHEAD = timedelta(weeks=30)
TITLE_LENGTH, NOTE_LENGTH = 120, 1_000
MOST_ALLOWED = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work that a teacher sets. `is_test`: the student shows it on that very day."""

    code: str
    is_test: bool


HANDED_IN = frozenset({"hand_in", "task"})
KINDS = {code: Kind(code, code not in HANDED_IN) for code in WORK_KINDS}


@dataclass(frozen=True, slots=True)
class Takes:
    """What students hand in here, and until when that day; with no time nothing is handed in. `late`: also after."""

    text: bool = False
    files: bool = False
    link: bool = False
    until: time | None = None
    late: bool = False


NOTHING = Takes()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one student may get before the teacher is warned. Never a prohibition: the teacher decides."""

    tests_a_day: int = 1
    tests_a_week: int = 3
    work_a_week: int = 5


class Measure(StrEnum):
    """What is counted; each is a field of `Limits`."""

    TESTS_A_DAY = "tests_a_day"
    TESTS_A_WEEK = "tests_a_week"
    WORK_A_WEEK = "work_a_week"


DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a school has decided, from which day; it holds until the next."""

    valid_from: date
    limits: Limits


def limits_on(decided: Iterable[Decided], day: date) -> Limits:
    """What holds on a day: the newest decision that holds then, else the platform's own proposal."""
    holding = [one for one in decided if one.valid_from <= day]
    return max(holding, key=lambda one: one.valid_from).limits if holding else DEFAULTS


def strictest(found: Iterable[Limits]) -> Limits:
    """The lowest of each number, for groups of several schools."""
    of = list(found)
    return Limits(**{measure.value: min(getattr(one, measure) for one in of) for measure in Measure})


@dataclass(frozen=True, slots=True)
class Piece:
    """A test or a task in the calendar, as far as it is counted."""

    id: UUID
    day: date
    is_test: bool


Loads = Mapping[UUID, Collection[Piece]]
"""What each student has before them, over all subjects."""


@dataclass(frozen=True, slots=True)
class Excess:
    """One more would be too much: for how many students, how much the one with most would get, and what is there."""

    measure: Measure
    most: int
    limit: int
    students: int
    there: tuple[UUID, ...]


def _counts(measure: Measure, piece: Piece, day: date) -> bool:
    """Does the piece count by this measure on the day, or in its week?"""
    if measure is Measure.TESTS_A_DAY:
        return piece.is_test and piece.day == day
    return monday(piece.day) == monday(day) and (piece.is_test or measure is Measure.WORK_A_WEEK)


def excesses(loads: Loads, wanted: Piece, limits: Limits) -> tuple[Excess, ...]:
    """What would be too much if `wanted` were set for all these students.

    A piece with its id is the same one before it was moved, and not counted twice.
    """
    found = (_excess(loads, wanted, measure, getattr(limits, measure)) for measure in Measure)
    return tuple(excess for excess in found if excess)


def _excess(loads: Loads, wanted: Piece, measure: Measure, limit: int) -> Excess | None:
    if not _counts(measure, wanted, wanted.day):
        return None
    beside = [
        {piece for piece in pieces if piece.id != wanted.id and _counts(measure, piece, wanted.day)}
        for pieces in loads.values()
    ]
    crowded = [pieces for pieces in beside if len(pieces) + 1 > limit]
    if not crowded:
        return None
    there = sorted({(piece.day, piece.id) for pieces in crowded for piece in pieces})
    most = max(len(pieces) for pieces in crowded) + 1
    return Excess(measure, most, limit, len(crowded), tuple(id_ for _, id_ in there))


class Level(StrEnum):
    """How full a week is for the student who has most."""

    EMPTY = "empty"
    ROOM = "room"
    FULL = "full"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Weight:
    """A week of a group: tests and all work of the student who has most of each, and how full that is."""

    tests: int
    work: int
    level: Level


def weight(loads: Loads, week: date, limits: Limits) -> Weight:
    """How much the week that holds this day carries, counted for each student and told for the one with most."""
    start = monday(week)
    days = [start + timedelta(days=n) for n in range(7)]
    held = {student: {p for p in pieces if monday(p.day) == start} for student, pieces in loads.items()}
    tests = _most(held, Measure.TESTS_A_WEEK, start)
    work = _most(held, Measure.WORK_A_WEEK, start)
    busiest = max(_most(held, Measure.TESTS_A_DAY, day) for day in days)
    return weighed(tests, work, busiest, limits)


def weighed(tests: int, work: int, busiest: int, limits: Limits) -> Weight:
    """A week by the most that any of its students has of tests, of all work, and of tests in one day (`busiest`)."""
    return Weight(tests, work, _level(tests, work, busiest, limits))


def _most(loads: Mapping[UUID, set[Piece]], measure: Measure, day: date) -> int:
    return max((sum(_counts(measure, p, day) for p in pieces) for pieces in loads.values()), default=0)


def _level(tests: int, work: int, busiest: int, limits: Limits) -> Level:
    """A day with as many tests as it may have does not fill its week; one with more makes it too much."""
    if tests > limits.tests_a_week or work > limits.work_a_week or busiest > limits.tests_a_day:
        return Level.OVER
    if not work:
        return Level.EMPTY
    return Level.FULL if tests == limits.tests_a_week or work == limits.work_a_week else Level.ROOM


def checked_kind(code: str) -> Kind:
    """The kind of this name.

    Raises:
        Invalid: there is none.
    """
    if code not in KINDS:
        raise Invalid("kind", "work.error.kind")
    return KINDS[code]


def checked_day(day: date, today: date, *, before: date | None = None) -> date:
    """A day that work can be set for: from today, within thirty weeks; or the day it already had (`before`).

    Raises:
        Invalid: at the day.
    """
    if day != before and not today <= day <= today + AHEAD:
        raise Invalid("day", "work.error.day")
    return day


def checked_takes(takes: Takes) -> Takes:
    """What is handed in: something, or nothing at all.

    Raises:
        Invalid: a time but nothing to hand in.
    """
    if takes.until is not None and not (takes.text or takes.files or takes.link):
        raise Invalid("takes", "work.error.takes")
    return takes


def checked_text(field: str, text: str, longest: int, *, needed: bool) -> str:
    """What was written, without space around it.

    Raises:
        Invalid: it is missing, or too long.
    """
    written = text.strip()
    if (needed and not written) or len(written) > longest:
        raise Invalid(field, f"work.error.{field}")
    return written


def checked_limits(limits: Limits) -> Limits:
    """A school's decision: whole numbers that can be.

    Raises:
        Invalid: at the first that cannot.
    """
    for measure in Measure:
        if not 1 <= getattr(limits, measure) <= MOST_ALLOWED:
            raise Invalid(measure.value, "work.error.limit", most=MOST_ALLOWED)
    return limits
