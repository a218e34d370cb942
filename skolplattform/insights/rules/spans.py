"""Who takes part in what, and in which class and year they are, from day to day.

Memberships change on dates: a student changes class, comes in September, leaves in October, sits in two groups of the
same activity. Offered time must count each student once, in the class they belonged to that day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

NO_CLASS = UUID(int=0)
NO_YEAR = -1
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """A person in something (an activity, a class, a school year) from a day to a day, both included."""

    person_id: UUID
    place: UUID | int
    first: date
    last: date


class Place(NamedTuple):
    """Where a student's time is counted; a plain tuple, since every lesson of a year is added up under it."""

    class_id: UUID
    school_year: int


@dataclass(frozen=True, slots=True)
class Span:
    """So many students of one class and year take part from a day to a day."""

    place: Place
    first: date
    last: date
    students: int


def merged(stays: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Overlapping and adjoining intervals as one, in order."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(stays):
        if joined and first <= joined[-1][1] + DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def at_day(stays: Iterable[Stay], day: date) -> UUID | int | None:
    """Where the person is that day; of several places the one that began last."""
    current = [s for s in stays if s.first <= day <= s.last]
    return max(current, key=lambda s: (s.first, str(s.place))).place if current else None


class Participation:
    """Everyone's activities, class and year over a period."""

    def __init__(self, activities: Iterable[Stay], classes: Iterable[Stay], years: Iterable[Stay]) -> None:
        self._classes = _by_person(classes)
        self._years = _by_person(years)
        self._parts: dict[UUID, dict[UUID, list[tuple[date, date]]]] = {}
        for stay in activities:
            students = self._parts.setdefault(stay.place, {})  # type: ignore[arg-type]
            students.setdefault(stay.person_id, []).append((stay.first, stay.last))
        for students in self._parts.values():
            students.update({student: merged(spans) for student, spans in students.items()})
        self._places: dict[tuple[UUID, date], Place] = {}
        self._spans: dict[UUID, tuple[Span, ...]] = self._count()

    def place(self, student_id: UUID, day: date) -> Place:
        """The class and year a student's time counts in that day."""
        found = self._places.get((student_id, day))
        if found is None:
            class_id = at_day(self._classes.get(student_id, ()), day)
            year = at_day(self._years.get(student_id, ()), day)
            found = Place(
                class_id if isinstance(class_id, UUID) else NO_CLASS, year if isinstance(year, int) else NO_YEAR
            )
            self._places[student_id, day] = found
        return found

    def takes_part(self, activity_id: UUID, student_id: UUID, day: date) -> bool:
        """Is the student in a group of the activity that day?"""
        return is_within(self._parts.get(activity_id, {}).get(student_id, ()), day)

    def spans_of(self, activity_id: UUID) -> Mapping[UUID, Sequence[tuple[date, date]]]:
        """Those who are in a group of the activity, and when."""
        return self._parts.get(activity_id, {})

    def counted(self, activity_id: UUID, day: date) -> dict[Place, int]:
        """How many students of each class and year take part that day."""
        found: Counter[Place] = Counter()
        for span in self._spans.get(activity_id, ()):
            if span.first <= day <= span.last:
                found[span.place] += span.students
        return found

    def _count(self) -> dict[UUID, tuple[Span, ...]]:
        counted: defaultdict[UUID, Counter[tuple[Place, date, date]]] = defaultdict(Counter)
        for activity_id, students in self._parts.items():
            for student_id, first, last in ((one, *span) for one, spans in students.items() for span in spans):
                for place, start, end in self._cut(student_id, first, last):
                    counted[activity_id][place, start, end] += 1
        return {
            activity_id: tuple(Span(place, first, last, n) for (place, first, last), n in counts.items())
            for activity_id, counts in counted.items()
        }

    def _cut(self, student_id: UUID, first: date, last: date) -> Iterable[tuple[Place, date, date]]:
        """The interval in pieces within which class and year do not change."""
        stays = (*self._classes.get(student_id, ()), *self._years.get(student_id, ()))
        edges = {first}
        for stay in stays:
            edges.update(
                d for d in (stay.first, stay.last + DAY if stay.last < date.max else last) if first < d <= last
            )
        starts = sorted(edges)
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            yield self.place(student_id, start), start, last if following is None else following - DAY


def is_within(spans: Iterable[tuple[date, date]], day: date) -> bool:
    """Does the day lie in one of the intervals? Asked for each lesson of a year: a loop, not a generator."""
    for first, last in spans:  # noqa: SIM110
        if first <= day <= last:
            return True
    return False


def _by_person(stays: Iterable[Stay]) -> dict[UUID, tuple[Stay, ...]]:
    grouped: defaultdict[UUID, list[Stay]] = defaultdict(list)
    for stay in stays:
        grouped[stay.person_id].append(stay)
    return {person: tuple(found) for person, found in grouped.items()}
