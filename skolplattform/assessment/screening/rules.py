"""What a result says, who is left to see, and the clock of the early-support guarantee (R-I04, R-I05).

A result below its limit is a signal to look closer. It is no verdict on the child, it is never counted together with
another, and nothing but a teacher's own words ever reaches home.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skolplattform.assessment.screening.materials import Level, Material, Part, Promptly
from skolplattform.core.errors import Invalid

NOT_DONE = "-"
"""The child was away, or it did not work out that day: a state, not a result."""
TEXT_LENGTH = 2_000
FIRST_MONTH = 7


def academic_year(day: date) -> int:
    """The calendar year in which the school year of this day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def checked_value(code: str, part: Part, levels: Sequence[Level]) -> str:
    """A level of the words, a number of points, `-` for not done, or empty.

    Raises:
        Invalid: none of these.
    """
    if code in ("", NOT_DONE) or (not part.most and code in {level.code for level in levels}):
        return code
    if part.most and code.isascii() and code.isdecimal() and int(code) <= part.most:
        return str(int(code))
    raise Invalid("code", "screening.error.value")


def is_done(value: str) -> bool:
    """Is there a result?"""
    return value not in ("", NOT_DONE)


def is_signal(value: str, part: Part, levels: Iterable[Level]) -> bool:
    """Does the result ask for a closer look (R-I04)?"""
    if not is_done(value):
        return False
    if part.most:
        return int(value) < part.limit
    return any(level.signal for level in levels if level.code == value)


class Progress(StrEnum):
    """How far one child has come in one material."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"


def progress_of(values: Mapping[str, str], material: Material) -> Progress:
    """Done when every part has a result; a part that was not done is left."""
    done = sum(is_done(values.get(part.code, "")) for part in material.parts)
    if done == len(material.parts):
        return Progress.DONE
    return Progress.BEGUN if any(values.values()) else Progress.NOT_BEGUN


class Need(StrEnum):
    """What the closer look came to (SL 3:4): no support, extra adaptations, or special support to be looked into."""

    NONE = "none"
    ADAPTATIONS = "adaptations"
    SPECIAL = "special"


class Step(StrEnum):
    """What the guarantee asks for next."""

    ASSESS = "assess"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Care:
    """What has been done about a signal: the days of it, and what was found."""

    signal_on: date
    assessed_on: date | None = None
    need: str = ""
    planned_on: date | None = None
    followed_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The next step and the last day that the school counts as in time; none when nothing is left."""

    step: Step
    by: date | None
    is_late: bool = False


def due(care: Care, *, promptly: Promptly, school_days: Collection[date], year_ends: date, today: date) -> Due:
    """The guarantee's clock (R-I04, R-I05; SL 3:4 to 3:4 b).

    A signal asks for a closer look, promptly; if that finds a need, for planned support, promptly; and what was planned
    is followed up before the school year ends, so that the next teacher can go on from it.
    """
    step = next_step(care)
    if step is Step.DONE:
        return Due(step, None)
    within = {Step.ASSESS: promptly.assess_within, Step.PLAN: promptly.plan_within}
    by = year_ends if step is Step.FOLLOW_UP else min(day_after(care.signal_on, within[step], school_days), year_ends)
    return Due(step, by, is_late=today > by)


def next_step(care: Care) -> Step:
    """What is left to do."""
    if care.assessed_on is None:
        return Step.ASSESS
    if care.need == Need.NONE:
        return Step.DONE
    if care.planned_on is None:
        return Step.PLAN
    return Step.FOLLOW_UP if care.followed_up_on is None else Step.DONE


def day_after(first: date, number: int, school_days: Collection[date]) -> date:
    """The school day that is `number` school days after `first`; weekdays are counted where the calendar ends."""
    known, day = frozenset(school_days), first
    last = max(known, default=first)
    left = number
    while left:
        day += timedelta(days=1)
        left -= day in known or (day > last and day.weekday() < 5)
    return day


@dataclass(frozen=True, slots=True)
class Said:
    """What a teacher writes down about a signal, step by step."""

    assessment: str = ""
    need: str = ""
    consulted: bool = False
    measures: str = ""
    follow_up: str = ""


def checked_said(said: Said) -> Said:
    """The words without space around them, each step on the one before.

    Raises:
        Invalid: at the field that is missing.
    """
    trimmed = Said(
        said.assessment.strip(), said.need, said.consulted, said.measures.strip(), said.follow_up.strip()
    )  # fmt: skip
    if trimmed.need and trimmed.need not in set(Need):
        raise Invalid("need", "screening.error.need")
    if bool(trimmed.assessment) != bool(trimmed.need):
        field = "need" if trimmed.assessment else "assessment"
        raise Invalid(field, f"screening.error.{field}")
    if trimmed.measures and trimmed.need not in (Need.ADAPTATIONS, Need.SPECIAL):
        raise Invalid("need", "screening.error.measures")
    if trimmed.follow_up and not trimmed.measures:
        raise Invalid("measures", "screening.error.follow_up")
    return trimmed


def checked_words(seen: str, next_step: str) -> tuple[str, str]:
    """What home reads: what was seen and what comes next, both said.

    Raises:
        Invalid: at the field that is empty.
    """
    for field, words in (("seen", seen), ("next_step", next_step)):
        if not words.strip():
            raise Invalid(field, f"screening.error.{field}")
    return seen.strip(), next_step.strip()
