"""A timetable without clashes for a school's week: no class, teacher or room is in two places at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import time
from random import Random

TIMES = (
    (time(8, 10), time(9, 0)),
    (time(9, 10), time(10, 10)),
    (time(10, 30), time(11, 20)),
    (time(12, 10), time(13, 0)),
    (time(13, 10), time(14, 0)),
    (time(14, 10), time(14, 50)),
)
SLOTS = tuple((weekday, lesson) for weekday in range(5) for lesson in range(len(TIMES)))


@dataclass(slots=True)
class Course:
    """What one or several classes read with their teachers, so many lessons a week, at the same time."""

    name: str
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    lessons: int
    slots: list[int] = field(default_factory=list)


class Week:
    """Places courses in the week's thirty slots."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._busy: defaultdict[str, set[int]] = defaultdict(set)
        self._held: dict[tuple[str, int], Course] = {}

    def place(self, courses: list[Course]) -> list[Course]:
        """Give every course its slots, those with most classes and teachers first. Returns courses short of slots."""
        short: list[Course] = []
        for course in sorted(courses, key=lambda c: (-len(c.classes), -len(c.teachers), -c.lessons)):
            for _ in range(course.lessons):
                if not self._place_one(course):
                    short.append(course)
                    break
        return short

    def _place_one(self, course: Course) -> bool:
        free = [slot for slot in range(len(SLOTS)) if self._is_free(course, slot)]
        if free:
            self._take(course, min(free, key=lambda slot: self._cost(course, slot)))
            return True
        return self._make_room(course)

    def _is_free(self, course: Course, slot: int) -> bool:
        return not any(slot in self._busy[who] for who in (*course.classes, *course.teachers))

    def _cost(self, course: Course, slot: int) -> tuple[int, int, float]:
        """Spread a subject over the week, fill the mornings first."""
        weekday, lesson = SLOTS[slot]
        same_day = sum(SLOTS[taken][0] == weekday for taken in course.slots)
        return same_day, lesson // 2, self._random.random()

    def _take(self, course: Course, slot: int) -> None:
        course.slots.append(slot)
        for who in (*course.classes, *course.teachers):
            self._busy[who].add(slot)
        for name in course.classes:
            self._held[name, slot] = course

    def _release(self, course: Course, slot: int) -> None:
        course.slots.remove(slot)
        for who in (*course.classes, *course.teachers):
            self._busy[who].discard(slot)
        for name in course.classes:
            del self._held[name, slot]

    def _make_room(self, course: Course) -> bool:
        """Move one lesson of the class elsewhere when that frees a slot where the teacher has time."""
        name = course.classes[0]
        open_slots = [s for s in range(len(SLOTS)) if s not in self._busy[name]]
        for wanted in range(len(SLOTS)):
            other = self._held.get((name, wanted))
            if other is None or len(other.classes) > 1 or any(wanted in self._busy[t] for t in course.teachers):
                continue
            for slot in open_slots:
                if self._is_free(other, slot):
                    self._release(other, wanted)
                    self._take(other, slot)
                    self._take(course, wanted)
                    return True
        return False
