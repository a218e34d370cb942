"""The weeks of a term or a year and the units that lie on them: pure functions, no database and no clock."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skolplattform.planning.rules import WEEK, HalfYear, monday, mondays

SCHOOL_DAYS = 5


@dataclass(frozen=True, slots=True)
class Days:
    """When a unit is, both days included."""

    start: date
    end: date

    def weeks(self) -> tuple[date, ...]:
        """The Mondays of its weeks."""
        return tuple(mondays(self.start, self.end))


def moved_weeks(was: Days, to: Days) -> timedelta:
    """How far the whole unit moves, in whole weeks; nothing when it only becomes longer or shorter."""
    begins, ends = (monday(new) - monday(old) for old, new in ((was.start, to.start), (was.end, to.end)))
    return begins if begins == ends else timedelta()


def moved_texts(weeks: Mapping[str, str], far: timedelta) -> dict[str, str]:
    """What is done in each week, by Monday, moved along with its unit; the weeks it leaves say nothing."""
    moved = {(date.fromisoformat(week) + far).isoformat(): text for week, text in weeks.items()}
    return dict.fromkeys(weeks, "") | moved


def moved_day(day: str, far: timedelta) -> str:
    """A day (ISO) moved along, on the same weekday; none stays none."""
    return (date.fromisoformat(day) + far).isoformat() if day else ""


class WeekKind(StrEnum):
    """What the school calendar says of a week."""

    SCHOOL = "school"
    SHORT = "short"
    CLOSED = "closed"


def week_kind(week: date, closed: Collection[date], terms: Collection[Days]) -> WeekKind:
    """Is there school all week, some of its days, or none? Outside the terms there is none; without terms, all."""
    days = [week + timedelta(days=number) for number in range(SCHOOL_DAYS)]
    free = sum(day in closed or not _in_term(day, terms) for day in days)
    if free == SCHOOL_DAYS:
        return WeekKind.CLOSED
    return WeekKind.SHORT if free else WeekKind.SCHOOL


def _in_term(day: date, terms: Collection[Days]) -> bool:
    return not terms or any(term.start <= day <= term.end for term in terms)


def lanes(units: Sequence[Days]) -> tuple[int, ...]:
    """The row of each unit, in order of time, so that none lies over another in any week; as few rows as can be."""
    last_weeks: list[date] = []
    found = []
    for unit in units:
        first = monday(unit.start)
        row = next((number for number, last in enumerate(last_weeks) if last < first), len(last_weeks))
        last_weeks[row : row + 1] = [monday(unit.end)]
        found.append(row)
    return tuple(found)


def units_by_week(units: Iterable[Days]) -> Counter[date]:
    """How many units each week has, by Monday."""
    return Counter(week for unit in units for week in unit.weeks())


def runs(weeks: Sequence[date]) -> tuple[Days, ...]:
    """Weeks that follow on each other, as periods from the first Monday to the last: 45, 47, 48 is 45 and 47–48."""
    found: list[Days] = []
    for week in sorted(weeks):
        if found and week - found[-1].end == WEEK:
            found[-1] = Days(found[-1].start, week)
        else:
            found.append(Days(week, week))
    return tuple(found)


def school_year(day: date) -> Days:
    """The school year that a day belongs to: from July to June."""
    year = day.year if day.month > 6 else day.year - 1
    return Days(HalfYear("HT", year).first, HalfYear("VT", year + 1).last)
