"""A unit's class days of a period, read once and summed every way a page needs."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts, Tally, total
from skolplattform.insights.rules.findings import Band, WeekShare, normal_band
from skolplattform.insights.tables import AttendanceDay

K = TypeVar("K", bound=Hashable)
Row = tuple[Any, ...]

CLASS, YEAR, DAY, FIRST_MEASURE = 0, 1, 2, 3
OFFERED, REPORTED, LESSONS, REPORTED_LESSONS = (
    FIRST_MEASURE + MEASURES.index(name) for name in ("offered", "reported", "lessons", "reported_lessons")
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which students: the whole unit, one year, or one class."""

    school_year: int | None = None
    class_id: UUID | None = None

    def holds(self, row: Row) -> bool:
        """Does a class day belong to it?"""
        if self.class_id is not None:
            return row[CLASS] == self.class_id
        return self.school_year is None or row[YEAR] == self.school_year


WHOLE_UNIT = Scope()


class ClassDays:
    """Class days as plain rows: class, year, day, then the measures."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)

    def within(self, scope: Scope) -> "ClassDays":
        """Only those of a year or a class."""
        return ClassDays(row for row in self.rows if scope.holds(row))

    def by(self, key: Callable[[Row], K]) -> dict[K, Counts]:
        """Sums by any key of the row."""
        tally: Tally[K] = Tally()
        for row in self.rows:
            tally.add(key(row), *row[FIRST_MEASURE:])
        return tally.counts()

    def total(self) -> Counts:
        """Everything."""
        return total(self.by(lambda _: 0).values())

    def weeks(self) -> dict[date, Counts]:
        """Sums by the Monday of the week, in order."""
        return dict(sorted(self.by(lambda row: monday_of(row[DAY])).items()))

    def week_shares(self) -> list[WeekShare]:
        """Presence week by week."""
        return [WeekShare(monday, counts.presence) for monday, counts in self.weeks().items()]

    def band(self) -> Band | None:
        """What is normal here: nine of ten of the weeks of each class lie within."""
        weeks = self.by(lambda row: (row[CLASS], monday_of(row[DAY]))).values()
        return normal_band([share for counts in weeks if (share := counts.presence) is not None])

    def recent(self, days: int) -> tuple["ClassDays", "ClassDays"]:
        """The newest school days that have reports, and all before them."""
        reported = sorted({row[DAY] for row in self.rows if row[REPORTED]})
        edge = reported[-days] if len(reported) > days else None
        if edge is None:
            return self, ClassDays(())
        return (
            ClassDays(row for row in self.rows if row[DAY] >= edge),
            ClassDays(row for row in self.rows if row[DAY] < edge),
        )


def class_days(session: Session, unit_id: UUID, window: Window, *, today: date) -> ClassDays:
    """A unit's class days. One statement; the caller has checked the actor.

    Of today only what has been reported counts as offered: the rest of the day may still be reported.
    """
    measures = [col(getattr(AttendanceDay, name)) for name in MEASURES]
    rows = session.execute(
        select(AttendanceDay.class_id, AttendanceDay.school_year, AttendanceDay.day, *measures).where(
            col(AttendanceDay.unit_id) == unit_id,
            col(AttendanceDay.day).between(window.first, min(window.last, today)),
        )
    ).all()
    return ClassDays(_due(tuple(row), today) for row in rows if row[DAY].weekday() in window.weekdays)


def _due(row: Row, today: date) -> Row:
    if row[DAY] != today:
        return row
    cut = list(row)
    cut[OFFERED], cut[LESSONS] = row[REPORTED], row[REPORTED_LESSONS]
    return tuple(cut)
