"""When absence is so much that the school must look into why: valid or not makes no difference (R-A03, R-A13).

The law names no percentage; the limits are the school's own (`rules.policy`). What is counted are whole school days
and minutes that have been reported (R-A15).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skolplattform.attendance.rules.figures import Day, total
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.rules.shares import limit_period

MONTH = timedelta(days=30)
OCCASIONS = 2
"""Absence without valid reason counts as spread when it lies on so many days."""


class Limit(StrEnum):
    """Which limit is passed."""

    SHARE = "share"
    DAYS = "days"
    INVALID = "invalid"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Passed:
    """A limit that is passed: by how much (percent, days or minutes), since which day, by what kind of absence.

    `unreported`: percent of the time offered since then that nobody has reported; stands beside a share (R-A15).
    """

    limit: Limit
    amount: int
    since: date
    kind: str
    unreported: int = 0


NOT_ACTIVE = "idle"
"""The kind of absence where no reason is judged: adult education (R-A12)."""


def first_counted(today: date, policy: Policy) -> date:
    """The first day that any limit looks at."""
    return min(limit_period(today, policy), today - MONTH + timedelta(days=1))


def passed(days: Iterable[Day], policy: Policy, today: date) -> tuple[Passed, ...]:
    """The limits one student passes, by the counted days of the time back to `first_counted`."""
    offered = sorted((day for day in days if day.day <= today), key=lambda day: day.day)
    held = [day for day in offered if day.reported]
    found = (_share(offered, policy, today), _in_row(held, policy), _invalid(held, policy, today))
    return tuple(one for one in found if one is not None)


def _share(offered: Sequence[Day], policy: Policy, today: date) -> Passed | None:
    first = limit_period(today, policy)
    counted = [day for day in offered if day.day >= first]
    found = total(counted)
    away = found.valid + found.invalid
    if not found.reported or away < policy.limit_share * found.reported:
        return None
    return Passed(
        Limit.SHARE, 100 * away // found.reported, first, kind_of(counted), round(100 * (found.unreported or 0))
    )


def _in_row(held: Sequence[Day], policy: Policy) -> Passed | None:
    """The whole school days away that end with the newest one; a day nobody has reported says nothing."""
    row: list[Day] = []
    for day in reversed(held):
        if not day.is_away:
            break
        row.append(day)
    if len(row) < policy.limit_days_in_row:
        return None
    return Passed(Limit.DAYS, len(row), row[-1].day, kind_of(row))


def _invalid(held: Sequence[Day], policy: Policy, today: date) -> Passed | None:
    counted = [day for day in held if day.invalid and day.day > today - MONTH]
    minutes = sum(day.invalid for day in counted)
    if len(counted) < OCCASIONS or minutes < policy.limit_invalid_minutes:
        return None
    return Passed(Limit.INVALID, minutes, counted[0].day, "invalid")


def idle(weeks: int, active_on: date | None, first: date, policy: Policy) -> tuple[Passed, ...]:
    """An adult student who has taken part in nothing for so many weeks in a row (R-V06); nothing else is a limit.

    `active_on` is the latest day they took part; None when that was before `first`, from which was counted.
    """
    if weeks < policy.activity_idle_weeks:
        return ()
    return (Passed(Limit.IDLE, weeks, active_on or first, NOT_ACTIVE),)


def kind_of(days: Iterable[Day]) -> str:
    """Of which kind the absence is: valid, invalid, or both."""
    valid = invalid = 0
    for day in days:
        valid, invalid = valid + day.valid, invalid + day.invalid
    if valid and invalid:
        return "both"
    return "invalid" if invalid else "valid"
