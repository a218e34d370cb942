"""When a guardian must be told the same day (R-A02)."""

from datetime import date

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules.policy import Policy


def needs_same_day_notice(away: AbsentMinutes, *, minutes: int, day: date, today: date, policy: Policy) -> bool:
    """Must the guardian be told today (R-A02)? Missing a lesson without valid reason, not a short late arrival.

    Only for the school day itself: marks of an earlier day are corrections.
    """
    return day == today and (away.invalid >= policy.short_late_minutes or (away.invalid == minutes > 0))
