"""How a student stands in a lesson: the mark that is shown and the minutes it takes.

Minutes are whole minutes of one lesson. A student is present for what is left when the minutes away are taken
from the minutes offered; presence is never stored.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.core.errors import Invalid

UNDO_WITHIN = timedelta(seconds=15)


class Mark(StrEnum):
    """How a student stands in a lesson, as shown."""

    PRESENT = "present"
    LATE = "late"
    VALID = "valid"
    INVALID = "invalid"
    OTHER = "other"


PRESENT = AbsentMinutes()
"""Nothing away: there the whole lesson. Late counts as minutes without valid reason (R-A07)."""


def checked(away: AbsentMinutes, minutes: int) -> AbsentMinutes:
    """The same minutes, when they fit a lesson of `minutes`.

    Raises:
        Invalid: negative, or more than the lesson has.
    """
    if min(away.valid, away.invalid, away.other) < 0 or away.total > minutes:
        raise Invalid("marks", "attendance.error.minutes", minutes=minutes)
    return away


def mark_of(away: AbsentMinutes, minutes: int) -> Mark:
    """How minutes away are shown: the kind that took most; a part without valid reason is a late arrival."""
    if not away:
        return Mark.PRESENT
    if away.invalid and away.invalid < minutes and not away.valid and not away.other:
        return Mark.LATE
    most = max(away.valid, away.invalid, away.other)
    if most == away.invalid:
        return Mark.INVALID
    return Mark.VALID if most == away.valid else Mark.OTHER


def part_of(away: AbsentMinutes, mark: Mark, minutes: int) -> int:
    """The minutes a mark takes when it does not take the whole lesson, 0 when it does."""
    taken = {Mark.LATE: away.invalid, Mark.VALID: away.valid, Mark.INVALID: away.invalid, Mark.OTHER: away.other}
    found = taken.get(mark, 0)
    return found if found < minutes else 0


def minutes_of(mark: Mark, part: int, minutes: int) -> AbsentMinutes:
    """What a teacher's mark means in minutes: `part` of the lesson, or all of it when no part is given.

    A late arrival needs its minutes; later than the lesson is long means away the whole lesson.
    """
    taken = min(part, minutes) or minutes
    match mark:
        case Mark.LATE:
            return AbsentMinutes(invalid=min(part, minutes))
        case Mark.VALID:
            return AbsentMinutes(valid=taken)
        case Mark.INVALID:
            return AbsentMinutes(invalid=taken)
        case Mark.OTHER:
            return AbsentMinutes(other=taken)
        case _:
            return PRESENT


def first_version(moment: datetime) -> int:
    """The version of a new register: one made anew the same day after an undo is still newer than before."""
    return 1 + ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000 + moment.microsecond // 1_000
