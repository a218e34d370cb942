"""When a student can be warned of not reaching a pass, and when those who have not read it are reminded (BED-04).

No law orders the warning: it is how a school keeps its duty to inform home and to act in time (SL 3:4, 3:5). Nothing
here judges: the teacher warns, and says what is missing against which criteria.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skolplattform.assessment.rules import legal_grades
from skolplattform.core.errors import Invalid

TEXT_LENGTH = 2_000
FAILS = ("F", "IG")
"""The grades that say that the subject was not passed; a form without any has nobody to warn (R-P01)."""


@dataclass(frozen=True, slots=True)
class GradedYears:
    """The years of a school form in which grades are given, and the days that this holds (R-G06, R-T08)."""

    school_type: str
    first: int
    last: int
    valid_from: date
    valid_to: date | None = None

    def holds(self, school_type: str, school_year: int, day: date) -> bool:
        """Does a student of this form and year get grades that day?"""
        return (
            self.school_type == school_type
            and self.first <= school_year <= self.last
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


_SINCE, _NINE_YEARS_END, _TEN_YEARS = date(2012, 7, 1), date(2028, 6, 30), date(2028, 7, 1)

GRADED_YEARS = (
    GradedYears("GR", 6, 9, _SINCE, _NINE_YEARS_END),
    GradedYears("GR", 7, 10, _TEN_YEARS),
    GradedYears("SAM", 6, 6, _SINCE, _NINE_YEARS_END),
    GradedYears("SAM", 7, 7, _TEN_YEARS),
    GradedYears("SP", 7, 10, _SINCE, _NINE_YEARS_END),
    GradedYears("SP", 8, 11, _TEN_YEARS),
)
BY_COURSE = frozenset({"GY", "VUXGY", "VUXGR", "SFI", "VUXSFI", "YH"})
"""Forms that give a grade in every course, whatever the year."""


class Hindrance(StrEnum):
    """Why nobody is warned in a subject."""

    NO_FAIL = "no_fail"
    NO_GRADES = "no_grades"
    NO_TERM = "no_term"


class State(StrEnum):
    """How far a warning has come. `OVER`: its term has ended, and it is history."""

    DRAFT = "draft"
    SENT = "sent"
    ENDED = "ended"
    OVER = "over"


class Ending(StrEnum):
    """Why a warning holds no more."""

    CAUGHT_UP = "caught_up"
    MISTAKEN = "mistaken"


def lowest_pass(school_type: str) -> str:
    """The grade that is at risk: E, or G where the scale is G and IG; empty where nobody can fail (R-P01)."""
    grades = legal_grades(school_type)
    failed = next((grade for grade in FAILS if grade in grades), "")
    return grades[grades.index(failed) + 1] if failed else ""


def is_graded(
    school_type: str, school_year: int | None, day: date, years: Iterable[GradedYears] = GRADED_YEARS
) -> bool:
    """Does a student who reads by this form's syllabus, in this year, get grades that day (R-G06, R-T08)?"""
    if school_type in BY_COURSE:
        return True
    return school_year is not None and any(item.holds(school_type, school_year, day) for item in GRADED_YEARS)


def hindrance(school_type: str, school_year: int | None, day: date, term_ends: date | None) -> Hindrance | None:
    """Why nobody is warned that day; None when one may be.

    By the form of the subject's syllabus and never by the student: who reads grundskola's mathematics in anpassad
    grundskola is graded by grundskola's rules (R-P03).
    """
    if not lowest_pass(school_type):
        return Hindrance.NO_FAIL
    if not is_graded(school_type, school_year, day):
        return Hindrance.NO_GRADES
    if term_ends is None or day > term_ends:
        return Hindrance.NO_TERM
    return None


def state_of(*, is_sent: bool, has_ended: bool, term_ends: date, today: date) -> State:
    """How far the warning has come."""
    if has_ended:
        return State.ENDED
    if not is_sent:
        return State.DRAFT
    return State.SENT if today <= term_ends else State.OVER


def checked_to_send(missing: str, support: str, next_step: str) -> None:
    """A warning that helps says all three things.

    Raises:
        Invalid: at the first that is not written.
    """
    for field, words in (("missing", missing), ("support", support), ("next_step", next_step)):
        if not words.strip():
            raise Invalid(field, f"risk.error.{field}")


def needs_reminder(sent_on: date, today: date, school_days: Collection[date], remind_after: int) -> bool:
    """Have so many school days gone since it was sent, the day itself not counted?"""
    return sum(sent_on < day <= today for day in school_days) >= remind_after


@dataclass(frozen=True, slots=True)
class Decided:
    """After how many school days a school reminds, from which day."""

    valid_from: date
    remind_after: int


DEFAULT_REMIND_AFTER = 5
LONGEST_WAIT = 30


def remind_after_on(decided: Iterable[Decided], day: date) -> int:
    """What holds that day: the newest decision that holds then, else the platform's own proposal."""
    holding = [one for one in decided if one.valid_from <= day]
    return max(holding, key=lambda one: one.valid_from).remind_after if holding else DEFAULT_REMIND_AFTER


def checked_wait(days: int) -> int:
    """A number of school days that a school can decide.

    Raises:
        Invalid: less than one or more than thirty.
    """
    if not 1 <= days <= LONGEST_WAIT:
        raise Invalid("remind_after", "risk.error.remind_after", most=LONGEST_WAIT)
    return days
