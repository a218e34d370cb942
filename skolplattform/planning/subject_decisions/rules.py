"""When a decision about a student's syllabus can hold (R-P03): pure functions.

What has been is never changed: a decision begins today or later, and ends today or later. Of one subject a student
reads by one syllabus at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from skolplattform.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Days:
    """From which day a decision holds, and its last day when it has one."""

    first: date
    last: date | None = None

    def touches(self, other: "Days") -> bool:
        """Is there a day on which both hold?"""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)


def checked_beginning(days: Days, others: Iterable[Days], today: date) -> None:
    """The days of a new decision among the student's other decisions of the subject.

    Raises:
        Invalid: the first day has passed, the last is before it, or another decision holds then.
    """
    if days.first < today:
        raise Invalid("start_date", "error.day_passed")
    if days.last and days.last < days.first:
        raise Invalid("end_date", "decision.error.order")
    if any(days.touches(other) for other in others):
        raise Invalid("start_date", "decision.error.overlaps")


def checked_ending(held: Days, last: date, others: Iterable[Days], today: date) -> None:
    """Another last day of a decision that is not over.

    Raises:
        Invalid: it is over, the day has passed, it is before the first, or another decision holds then.
    """
    if held.last and held.last < today:
        raise Invalid("last_day", "decision.error.over")
    if last < today:
        raise Invalid("last_day", "error.day_passed")
    if last < held.first:
        raise Invalid("last_day", "decision.error.order")
    if any(Days(held.first, last).touches(other) for other in others):
        raise Invalid("last_day", "decision.error.overlaps")
