"""A student's school days: what each square of the heat calendar says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from skolplattform.insights.rules.counts import Counts, total

SCHOOL_WEEK = 5


@dataclass(frozen=True, slots=True)
class DaySquare:
    """One school day. `mark` is present, late, valid, invalid, other, none (unreported), off or coming."""

    day: date
    mark: str
    minutes: int = 0
    whole_day: bool = False


def monday_of(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def square(day: date, lessons: Sequence[Counts], today: date) -> DaySquare:
    """What a day's square says, from its lessons: the kind that took most; unexcused before valid when equal.

    A day without lessons is off, one ahead is coming, one where nobody has reported is none. It is late when every
    minute away without reason was a late arrival and there was no other absence.
    """
    if not lessons:
        return DaySquare(day, "off")
    counts = total(lessons)
    if day > today or (day == today and not counts.reported_lessons):
        return DaySquare(day, "coming")
    if not counts.reported_lessons:
        return DaySquare(day, "none")
    late = sum(lesson.invalid for lesson in lessons if lesson.late)
    kinds = {"invalid": counts.invalid - late, "valid": counts.valid, "other": counts.other, "late": late}
    away = max(("invalid", "valid", "other"), key=lambda kind: kinds[kind])
    most = away if kinds[away] else "late"
    if not kinds[most]:
        return DaySquare(day, "present")
    return DaySquare(day, most, kinds[most], kinds[most] >= counts.reported)


def calendar(days: Mapping[date, Sequence[Counts]], first: date, last: date, today: date) -> list[list[DaySquare]]:
    """Weeks of five squares, Monday to Friday, from the week of `first` to that of `last`."""
    start, weeks = monday_of(first), []
    while start <= last:
        week = [start + timedelta(days=offset) for offset in range(SCHOOL_WEEK)]
        weeks.append([square(day, days.get(day, ()), today) for day in week])
        start += timedelta(days=7)
    return weeks


def days_away(squares: Iterable[DaySquare]) -> int:
    """On how many days the student was away a part of the day or all of it; late is not away."""
    return sum(square.mark in ("valid", "invalid") for square in squares)
