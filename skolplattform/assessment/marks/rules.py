"""What a result may say. Points are points: nothing here turns a number into a level or a grade (R-G19)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from statistics import median
from uuid import UUID

from skolplattform.core.errors import Invalid

TITLE_LENGTH, LEVEL_LENGTH = 120, 40
FEWEST_LEVELS, MOST_LEVELS, MOST_POINTS = 2, 6, 300
HALF = Decimal("0.5")


class Form(StrEnum):
    """How the results of a test are written."""

    POINTS = "points"
    LEVELS = "levels"
    COMMENT = "comment"


class Absence(StrEnum):
    """Why there is no result: was away, was there and has not written it, or need not. The codes that cells send."""

    AWAY = "away"
    UNWRITTEN = "-"
    EXCUSED = "free"


@dataclass(frozen=True, slots=True)
class Design:
    """A test or task as its teacher wants it. `most` are the points one can get, `levels` the words, lowest first.

    `work_id` is the test of the calendar that it is, if it stands there.
    """

    title: str
    day: date
    form: Form
    most: int = 0
    levels: tuple[str, ...] = ()
    work_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """What a teacher needs to see of a test: how many have done it, and how far apart they are.

    `lowest`, `middle` and `highest` are points, None where there are none; `by_level` follows the levels.
    """

    done: int = 0
    away: int = 0
    unwritten: int = 0
    excused: int = 0
    lowest: Decimal | None = None
    middle: Decimal | None = None
    highest: Decimal | None = None
    by_level: tuple[int, ...] = ()


def code_of_level(place: int) -> str:
    """A level's code and its key: its number from the lowest. It names the level and counts nothing."""
    return str(place + 1)


def checked(test: Design) -> Design:
    """The test without space around its words, and without what its form does not have.

    Raises:
        Invalid: at the field that is wrong.
    """
    title = test.title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid("title", "marks.error.title")
    if test.form is Form.POINTS and not 1 <= test.most <= MOST_POINTS:
        raise Invalid("most", "marks.error.most", most=MOST_POINTS)
    levels = _checked_levels(test.levels) if test.form is Form.LEVELS else ()
    most = test.most if test.form is Form.POINTS else 0
    return Design(title, test.day, test.form, most, levels, test.work_id)


def _checked_levels(given: Sequence[str]) -> tuple[str, ...]:
    levels = [level.strip() for level in given]
    while levels and not levels[-1]:
        levels.pop()
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS or not all(0 < len(level) <= LEVEL_LENGTH for level in levels):
        raise Invalid("level-0", "own.error.levels", least=FEWEST_LEVELS, most=MOST_LEVELS)
    if len(set(map(str.casefold, levels))) != len(levels):
        raise Invalid("level-0", "own.error.same_level")
    return tuple(levels)


def check_change(before: Design, after: Design, codes: Iterable[str]) -> None:
    """Once results are written the form stays, and so does what they mean.

    Raises:
        Invalid: at the form, the points or the levels.
    """
    held = list(codes)
    if not held:
        return
    if before.form is not after.form:
        raise Invalid("form", "marks.error.form_written")
    if len(before.levels) != len(after.levels):
        raise Invalid("level-0", "own.error.judged")
    highest = max((points for code in held if (points := points_of(code)) is not None), default=Decimal(0))
    if after.form is Form.POINTS and after.most < highest:
        raise Invalid("most", "marks.error.most_written")


def points_of(code: str) -> Decimal | None:
    """The points that a code says; None when it is none: an absence or nothing."""
    try:
        return Decimal(code) if code and code not in set(Absence) else None
    except InvalidOperation:
        return None


def checked_code(raw: str, test: Design) -> str:
    """What a cell of this test says, written in one way: 17,50 is 17.5.

    Raises:
        Invalid: it is neither on the scale nor an absence.
    """
    if raw == "" or raw in set(Absence):
        return raw
    if test.form is Form.LEVELS and raw in {code_of_level(place) for place in range(len(test.levels))}:
        return raw
    points = points_of(raw.replace(",", ".")) if test.form is Form.POINTS else None
    if points is None or not points.is_finite() or not 0 <= points <= test.most or points % HALF:
        raise Invalid("level", "marks.error.code", value=raw[:8])
    return f"{abs(points).normalize():f}"


def spread(test: Design, results: Iterable[tuple[str, str]]) -> Spread:
    """How many have done the test, and how the results lie, from code and comment of each student."""
    held = list(results)
    codes = Counter(code for code, _ in held)
    points = sorted(found for code, _ in held if (found := points_of(code)) is not None)
    if test.form is Form.POINTS and points:
        ends = {"lowest": points[0], "middle": Decimal(median(points)), "highest": points[-1]}
    else:
        ends = {}
    return Spread(
        done=sum(_is_done(test, code, comment) for code, comment in held),
        away=codes[Absence.AWAY],
        unwritten=codes[Absence.UNWRITTEN],
        excused=codes[Absence.EXCUSED],
        by_level=tuple(codes[code_of_level(place)] for place in range(len(test.levels))),
        **ends,
    )


def _is_done(test: Design, code: str, comment: str) -> bool:
    if code in set(Absence):
        return False
    return bool(comment) if test.form is Form.COMMENT else bool(code)
