"""The school year of the invented city: terms, holidays and staff days, for any year."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import holidays


@dataclass(frozen=True)
class AcademicYear:
    """A school year that begins in August of `start_year`; the breaks follow the city's habits."""

    start_year: int

    @property
    def terms(self) -> tuple[tuple[str, date, date], ...]:
        """(HT or VT, first day, last day)."""
        first, second = self.start_year, self.start_year + 1
        return (
            ("HT", date(first, 8, 18), _weekday_before(date(first, 12, 20))),
            ("VT", _weekday_after(date(second, 1, 8)), _weekday_before(date(second, 6, 13))),
        )

    @cached_property
    def closed(self) -> dict[date, tuple[str, str]]:
        """Weekdays without school inside the terms: day -> (kind, name)."""
        first, second = self.start_year, self.start_year + 1
        found: dict[date, tuple[str, str]] = {}
        for week, year, name in ((44, first, "Höstlov"), (9, second, "Sportlov")):
            found.update({date.fromisocalendar(year, week, d): ("lov", name) for d in range(1, 6)})
        red = holidays.country_holidays("SE", years=(first, second), language="sv")
        easter = next(day for day, name in sorted(red.items()) if day.year == second and "Påskdagen" in name)
        found.update({easter + timedelta(days=d): ("lov", "Påsklov") for d in range(1, 6)})
        found.update({day: ("lov", name) for day, name in red.items() if day.weekday() < 5})
        for day in (date(first, 9, 28), date(first, 11, 2), date(second, 3, 15)):
            found.setdefault(_weekday_after(day), ("studiedag", "Studiedag"))
        return {day: why for day, why in sorted(found.items()) if self._in_term(day) and day.weekday() < 5}

    def _in_term(self, day: date) -> bool:
        return any(first <= day <= last for _, first, last in self.terms)

    @cached_property
    def school_days(self) -> tuple[date, ...]:
        """Every day with school, in order."""
        days = (first + timedelta(days=n) for _, first, last in self.terms for n in range((last - first).days + 1))
        return tuple(day for day in days if day.weekday() < 5 and day not in self.closed)

    def nearest(self, day: date) -> date:
        """The day itself when there is school, else the school day before; the first one before the start."""
        earlier = [d for d in self.school_days if d <= day]
        return earlier[-1] if earlier else self.school_days[0]


def academic_year_of(day: date) -> AcademicYear:
    """The school year that a day belongs to; July belongs to the year that has ended."""
    return AcademicYear(day.year if (day.month, day.day) >= (8, 18) else day.year - 1)


def _weekday_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _weekday_after(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
