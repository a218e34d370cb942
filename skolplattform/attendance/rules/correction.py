"""When a saved register may be changed: freely the same day, then with a reason, then only by the school's lead.

What was reported is the ground for notices, follow-up and study aid, so a later change always says why.
"""

from datetime import date
from enum import StrEnum


class Correction(StrEnum):
    """What a save of a register needs. `CLOSED`: the window is over, the head or the administrator corrects."""

    FREE = ""
    REASON = "reason"
    CLOSED = "closed"


class WhyChanged(StrEnum):
    """Why a register was changed afterwards: a closed list, never free text (R-A14)."""

    WRONG_MARK = "wrong_mark"
    WRONG_PERSON = "wrong_person"
    TOLD_AFTER = "told_after"
    ELSEWHERE = "elsewhere"
    NOT_REPORTED = "not_reported"


def correction_of(*, is_reported: bool, day: date, today: date, days: int, leads: bool) -> Correction:
    """What is asked of the person who saves the lesson now.

    A first report is never too late: an unreported lesson waits until it is done. `days` is the school's window
    for teachers, counted from the lesson's day. Who leads the school says why each time.
    """
    if leads:
        return Correction.REASON
    if not is_reported or day == today:
        return Correction.FREE
    return Correction.REASON if (today - day).days <= days else Correction.CLOSED
