"""A unit's class days of a period, read once and summed every way a page needs.

Held as arrays: a school year is 3 600 rows, and a page sums them some sixty ways.
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Executable, select
from sqlmodel import Session, col

from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.counts import MEASURES, Counts
from skolplattform.insights.rules.findings import Band, WeekShare, normal_band
from skolplattform.insights.tables import AttendanceDay

Ints = np.ndarray[Any, np.dtype[np.int64]]

OFFERED, REPORTED, LESSONS, REPORTED_LESSONS = (
    MEASURES.index(name) for name in ("offered", "reported", "lessons", "reported_lessons")
)
VALID, INVALID = MEASURES.index("valid"), MEASURES.index("invalid")
MONDAY_ORDINAL = date(2024, 1, 1).toordinal() % 7
DAYS = 1_000_000
"""More than any day's ordinal: a key and a day in one number."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which students: the whole unit, one year, or one class."""

    school_year: int | None = None
    class_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ClassDays:
    """Class days: for each row its class (a place in `classes`), year, day (ordinal) and measures."""

    classes: tuple[UUID, ...]
    class_of: Ints
    year: Ints
    day: Ints
    sums: Ints

    def where(self, chosen: np.ndarray) -> "ClassDays":
        """Only the rows that are chosen."""
        return ClassDays(self.classes, self.class_of[chosen], self.year[chosen], self.day[chosen], self.sums[chosen])

    def within(self, scope: Scope) -> "ClassDays":
        """Only those of a year or a class."""
        if scope.class_id is not None:
            place = self.classes.index(scope.class_id) if scope.class_id in self.classes else -1
            return self.where(self.class_of == place)
        return self if scope.school_year is None else self.where(self.year == scope.school_year)

    def of(self, classes: set[UUID]) -> "ClassDays":
        """Only those of some classes."""
        places = [place for place, class_id in enumerate(self.classes) if class_id in classes]
        return self.where(np.isin(self.class_of, places))

    def due_only(self, current: date) -> "ClassDays":
        """Of the day that is not over only what has been reported counts as offered."""
        sums, now = self.sums.copy(), self.day == current.toordinal()
        sums[now, OFFERED], sums[now, LESSONS] = sums[now, REPORTED], sums[now, REPORTED_LESSONS]
        return ClassDays(self.classes, self.class_of, self.year, self.day, sums)

    @property
    def week(self) -> Ints:
        """Each row's Monday, as ordinal."""
        return self.day - (self.day - MONDAY_ORDINAL) % 7

    def by(self, key: Ints) -> dict[int, Counts]:
        """Sums by a key of each row, in order of the key."""
        keys, sums = _summed(key, self.sums)
        return {int(k): Counts(*row) for k, row in zip(keys, sums.tolist(), strict=True)}

    def by_class(self) -> dict[UUID, Counts]:
        """Sums by class."""
        return {self.classes[place]: counts for place, counts in self.by(self.class_of).items()}

    def by_weekday(self) -> dict[int, Counts]:
        """Sums by weekday, Monday is 0."""
        return self.by(self.day - self.week)

    def days(self) -> dict[date, Counts]:
        """Sums by day."""
        return {date.fromordinal(day): counts for day, counts in self.by(self.day).items()}

    def weeks(self) -> dict[date, Counts]:
        """Sums by the Monday of the week, in order."""
        return {date.fromordinal(day): counts for day, counts in self.by(self.week).items()}

    def total(self) -> Counts:
        """Everything."""
        return Counts(*self.sums.sum(axis=0).tolist())

    def week_shares(self) -> list[WeekShare]:
        """Presence week by week."""
        weeks, sums = _summed(self.week, self.sums)
        return [
            WeekShare(date.fromordinal(week), presence)
            for week, presence in zip(weeks.tolist(), _presence(sums), strict=True)
        ]

    def week_shares_by(self, key: Ints) -> dict[int, tuple[WeekShare, ...]]:
        """Presence week by week, by a key of each row."""
        found: defaultdict[int, list[WeekShare]] = defaultdict(list)
        keys, sums = _summed(key * DAYS + self.week, self.sums)
        monday = {day: date.fromordinal(day) for day in set((keys % DAYS).tolist())}
        for both, presence in zip(keys.tolist(), _presence(sums), strict=True):
            found[both // DAYS].append(WeekShare(monday[both % DAYS], presence))
        return {one: tuple(weeks) for one, weeks in found.items()}

    def week_shares_by_class(self) -> dict[UUID, tuple[WeekShare, ...]]:
        """Each class's presence week by week."""
        return {self.classes[place]: weeks for place, weeks in self.week_shares_by(self.class_of).items()}

    def band(self) -> Band | None:
        """What is normal here: nine of ten of the weeks of each class lie within."""
        _, sums = _summed(self.week * (len(self.classes) + 1) + self.class_of, self.sums)
        return normal_band([share for share in _presence(sums) if share is not None])

    def main_years(self) -> dict[UUID, int]:
        """The year most of each class's time belongs to."""
        most: dict[UUID, tuple[int, int]] = {}
        keys, sums = _summed(self.class_of * 100 + self.year + 1, self.sums)
        for key, offered in zip(keys.tolist(), sums[:, OFFERED].tolist(), strict=True):
            class_id, year = self.classes[key // 100], key % 100 - 1
            if class_id not in most or offered > most[class_id][0]:
                most[class_id] = (offered, year)
        return {class_id: year for class_id, (_, year) in most.items()}

    def recent(self, days: int) -> tuple["ClassDays", "ClassDays"]:
        """The newest school days that have reports, and all before them."""
        reported = np.unique(self.day[self.sums[:, REPORTED] > 0])
        edge = reported[-days] if len(reported) > days else 0
        return self.where(self.day >= edge), self.where(self.day < edge)


def _summed(key: Ints, sums: Ints) -> tuple[Ints, Ints]:
    """The different keys in order, and the sum of the rows of each."""
    if not len(key):
        return key, sums
    order = np.argsort(key, kind="stable")
    keys = key[order]
    begins = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))
    return keys[begins], np.add.reduceat(sums[order], begins, axis=0)


def _presence(sums: Ints) -> list[float | None]:
    """Share of the reported time that was presence, None where nothing was reported."""
    return [
        (reported - valid - invalid) / reported if reported else None
        for reported, valid, invalid in sums[:, (REPORTED, VALID, INVALID)].tolist()
    ]


def class_days(session: Session, unit_id: UUID, window: Window, *, today: date) -> ClassDays:
    """A unit's class days. One statement; the caller has checked the actor.

    Of today only what has been reported counts as offered: the rest of the day may still be reported.
    """
    measures = [col(getattr(AttendanceDay, name)) for name in MEASURES]
    found = read(
        session,
        select(AttendanceDay.class_id, AttendanceDay.school_year, AttendanceDay.day, *measures).where(
            col(AttendanceDay.unit_id) == unit_id,
            col(AttendanceDay.day).between(window.first, min(window.last, today)),
        ),
    )
    return found.where(np.isin(found.day - found.week, list(window.weekdays))).due_only(today)


def read(session: Session, question: Executable) -> ClassDays:
    """The rows of class, year, day and the measures that a question answers, as arrays.

    Asked below the object mapper, which would look at each of the thousands of rows twice.
    """
    columns = list(zip(*session.connection().execute(question).all(), strict=True)) or [()] * (3 + len(MEASURES))
    class_ids, years, days, *measures = columns
    classes = {class_id: place for place, class_id in enumerate(dict.fromkeys(class_ids))}
    return ClassDays(
        tuple(classes),
        np.array([classes[class_id] for class_id in class_ids], dtype=np.int64),
        np.array(years, dtype=np.int64),
        np.array([day.toordinal() for day in days], dtype=np.int64),
        np.array(measures, dtype=np.int64).T.copy(),
    )
