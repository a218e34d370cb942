"""Leave: how many school days it takes, who must agree, who may decide (R-A04, R-A05, R-C01)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skolplattform.attendance.rules.policy import Counted, Delegate, Policy
from skolplattform.core.errors import Invalid

LONGEST = timedelta(days=200)
FURTHEST = timedelta(days=400)
SATURDAY = 5
JULY = 7


class LeaveReason(StrEnum):
    """Why a leave is asked for: a closed list, without anything of health or faith (R-A14)."""

    TRAVEL = "travel"
    FAMILY = "family"
    SPORT = "sport"
    OTHER = "other"


class State(StrEnum):
    """Where an application stands."""

    ASKED = "asked"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


DECISIONS = (State.GRANTED, State.PARTLY, State.REFUSED)
TAKES_LEAVE = (State.GRANTED, State.PARTLY)


class Answer(StrEnum):
    """What a custodian has said of another's application."""

    WAITING = ""
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a leave, both included."""

    first: date
    last: date

    def __contains__(self, other: "Days") -> bool:
        return self.first <= other.first and other.last <= self.last


def checked_days(first: date, last: date, *, today: date) -> Days:
    """The days asked for, when they can be asked for.

    Raises:
        Invalid: at the field that is wrong.
    """
    if first < today:
        raise Invalid("first", "attendance.error.past")
    if first > today + FURTHEST:
        raise Invalid("first", "attendance.leave.error.far")
    if last < first:
        raise Invalid("last", "attendance.error.order")
    if last - first > LONGEST:
        raise Invalid("last", "attendance.leave.error.long")
    return Days(first, last)


def school_days(days: Days, scheduled: Collection[date], planned_until: date | None) -> int:
    """How many school days the leave takes: days with lessons; weekdays where no timetable is made yet.

    A holiday inside the period has no lessons and is no school day.
    """
    count, day = 0, days.first
    while day <= days.last:
        unplanned = planned_until is None or day > planned_until
        count += day in scheduled or (unplanned and day.weekday() < SATURDAY)
        day += timedelta(days=1)
    return count


def school_year_of(day: date) -> Days:
    """The school year a day lies in: 1 July to 30 June."""
    first = date(day.year if day.month >= JULY else day.year - 1, JULY, 1)
    return Days(first, date(first.year + 1, JULY, 1) - timedelta(days=1))


def delegate_may_decide(policy: Policy, *, days: int, earlier: int) -> bool:
    """May somebody else than the head decide this leave (R-A04)?

    Only when the head has delegated, and for no more days than the policy allows, which the law holds at ten.
    `earlier` are the days granted before in the school year; whether they count is the policy's to say (R-A05).
    """
    if policy.leave_delegated_to == Delegate.NOBODY:
        return False
    counted = days + (earlier if policy.leave_counted == Counted.SCHOOL_YEAR else 0)
    return counted <= min(policy.leave_delegated_days, 10)


def must_answer(policy: Policy, *, custodians: Collection[object], applicant: object, of_age: bool) -> list[object]:
    """Which other custodians must agree before the school decides (R-C01). None for a student of age (R-A10)."""
    if of_age or not policy.leave_needs_both:
        return []
    return [one for one in custodians if one != applicant]


def is_ready(answers: Iterable[Answer]) -> bool:
    """Has everybody who must agree done so?"""
    return all(answer is Answer.APPROVED for answer in answers)


def decided_days(outcome: State, asked: Days, first: date | None, last: date | None, text: str) -> Days | None:
    """The days of a decision: all, some of them, or none.

    Raises:
        Invalid: at the field that is wrong; a refusal and a partial leave say why.
    """
    if outcome is State.GRANTED:
        return asked
    if not text.strip():
        raise Invalid("text", "attendance.leave.error.why")
    if outcome is State.REFUSED:
        return None
    if first is None or last is None or last < first:
        raise Invalid("granted_first", "attendance.error.order")
    given = Days(first, last)
    if given not in asked or given == asked:
        raise Invalid("granted_first", "attendance.leave.error.part")
    return given
