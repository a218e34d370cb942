"""What has happened in an invented school: lessons held, attendance reported, absence told beforehand."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.adults import KINDS as ADULT_KINDS
from skolplattform.demo.keys import Keys
from skolplattform.demo.timetable import SLOTS, TIMES
from skolplattform.demo.units import Pupil, Taught, Unit
from skolplattform.schedule.tables import CalendarEvent, CalendarEventRoom

FALLS_ILL = 0.033
TAKES_LEAVE = 0.0012
TOLD_BEFOREHAND = 0.88
LATE = 0.008
UNREPORTED = 0.025
REPORTED_AFTER = (3, 17)
CANCELLED = 0.005
OTHER_ACTIVITY = 0.02
TRUANTS = 0.07
STOPPED = 0.06
STOPPED_WEEKS = 5
NOW = time(10, 45)


@dataclass(frozen=True, slots=True)
class Away:
    """A pupil who is away from a lesson to a lesson of the day; `valid` as the school judged it."""

    valid: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as held."""

    id: UUID
    taught: Taught
    number: int
    minutes: int


class Days:
    """The moments of every lesson of every school day, counted once for the whole city."""

    def __init__(self, days: tuple[date, ...], today: date) -> None:
        self.days = days
        self.today = today
        self.now = clock.at(today, NOW)
        self._times = {
            (day, n): (clock.at(day, first), clock.at(day, last))
            for day in days
            for n, (first, last) in enumerate(TIMES)
        }

    def lesson(self, day: date, number: int) -> tuple[datetime, datetime]:
        """Start and end (UTC) of a lesson of the day."""
        return self._times[day, number]


class SchoolLife:
    """Lets the days pass in one unit."""

    def __init__(self, unit: Unit, days: Days, writer: BulkWriter, keys: Keys, random: Random) -> None:
        self.unit, self.days, self.writer, self.keys, self.random = unit, days, writer, keys, random
        self.truants = {p.person.id for p in unit.pupils if p.school_year >= 7 and random.random() < TRUANTS}
        self.is_adult = unit.kind in ADULT_KINDS
        self.stopped = {p.person.id for p in unit.pupils if self.is_adult and random.random() < STOPPED}
        self.away: defaultdict[date, dict[UUID, Away]] = defaultdict(dict)
        self.leaves_unreported: UUID | None = None

    def run(self) -> None:
        """Write the whole period: lessons to its end, what happened up to now."""
        for pupil in self.unit.pupils:
            self._absences(pupil)
        by_weekday: defaultdict[int, list[tuple[Taught, int]]] = defaultdict(list)
        for taught in self.unit.taught:
            for slot in taught.slots:
                weekday, number = SLOTS[slot]
                by_weekday[weekday].append((taught, number))
        for day in self.days.days:
            for taught, number in sorted(by_weekday[day.weekday()], key=lambda pair: pair[1]):
                self._lesson(day, taught, number)

    def _absences(self, pupil: Pupil) -> None:
        """Decide when the pupil is away, and write what was told beforehand."""
        skip_until: date | None = None
        if pupil.person.id in self.stopped:
            skip_until = self.days.today
            self._stops(pupil)
        for day in self.days.days:
            if day > self.days.today or (skip_until and day <= skip_until):
                continue
            draw = self.random.random()
            if draw < FALLS_ILL:
                skip_until = self._episode(
                    pupil, day, self.random.choices((1, 2, 3, 5), (50, 28, 15, 7))[0], leave=False
                )
            elif draw < FALLS_ILL + TAKES_LEAVE:
                skip_until = self._episode(pupil, day, self.random.randint(1, 4), leave=True)

    def _stops(self, pupil: Pupil) -> None:
        """An adult who comes no more, and has told nobody."""
        since = self.days.today - timedelta(weeks=STOPPED_WEEKS)
        for day in self.days.days:
            if since <= day <= self.days.today:
                self.away[day][pupil.person.id] = Away(valid=True, first=0, last=len(TIMES) - 1)

    def _episode(self, pupil: Pupil, first: date, length: int, *, leave: bool) -> date:
        days = [day for day in _following(self.days.days, first, length) if day <= self.days.today]
        told = leave or self.random.random() < TOLD_BEFOREHAND
        from_lesson = 0 if leave or len(days) > 1 or self.random.random() < 0.8 else self.random.randint(2, 4)
        for day in days:
            self.away[day][pupil.person.id] = Away(told or pupil.school_year < 4, from_lesson, len(TIMES) - 1)
        if told and (pupil.guardians or self.is_adult):
            for start, last in _runs(days):
                self._report(pupil, start, last, from_lesson, leave=leave)
        return days[-1]

    def _report(self, pupil: Pupil, first: date, last: date, from_lesson: int, *, leave: bool) -> None:
        starts = clock.at(first, TIMES[from_lesson][0] if from_lesson else time(8))
        told = clock.at(first, time(6, 40)) + timedelta(minutes=self.random.randint(0, 75))
        if leave:
            told -= timedelta(days=self.random.randint(5, 20))
        elif from_lesson:
            told = starts - timedelta(minutes=self.random.randint(10, 40))
        row = {"id": self.keys.next(), "student_id": pupil.person.id, "unit_id": self.unit.id}
        row |= {
            "absence_type": "Beviljad ledighet" if leave else "Anmäld frånvaro",
            "reason": "other" if leave else "sick",
        }
        row |= {"starts_at": starts, "ends_at": clock.at(last, time(17)), "registered_at": told}
        tellers = pupil.guardians or (pupil.person.id,)
        self.writer.add(AbsenceReport, {**row, "registered_by": self.random.choice(tellers)})

    def _lesson(self, day: date, taught: Taught, number: int) -> None:
        starts, ends = self.days.lesson(day, number)
        cancelled = self.random.random() < CANCELLED and day != self.days.today
        lesson = Lesson(self.keys.next(), taught, number, int((ends - starts).total_seconds() // 60))
        row = {"id": lesson.id, "activity_id": taught.activity_id, "unit_id": self.unit.id, "day": day}
        row |= {"starts_at": starts, "ends_at": ends, "cancelled": cancelled}
        self.writer.add(CalendarEvent, {**row, "minutes_student": lesson.minutes, "minutes_teacher": lesson.minutes})
        self.writer.add(CalendarEventRoom, {"calendar_event_id": lesson.id, "room_id": taught.room_id})
        reported = starts + timedelta(minutes=self.random.randint(*REPORTED_AFTER))
        if cancelled or reported > self.days.now or self.random.random() < UNREPORTED:
            return
        if day == self.days.today and self._leaves_unreported(taught, number):
            return
        self._register(day, reported, lesson)

    def _leaves_unreported(self, taught: Taught, number: int) -> bool:
        """The demo teacher has a lesson of today left to report, and the one that goes on."""
        return number >= 1 and taught.teacher.person.id == self.leaves_unreported

    def _register(self, day: date, reported: datetime, lesson: Lesson) -> None:
        taught = lesson.taught
        register = {"calendar_event_id": lesson.id, "activity_id": taught.activity_id, "unit_id": self.unit.id}
        register |= {"day": day, "minutes": lesson.minutes, "reporter_id": taught.teacher.person.id}
        self.writer.add(LessonRegister, {**register, "reported_at": reported})
        for student_id, (valid, invalid, other) in self._deviations(day, lesson):
            row = {"calendar_event_id": lesson.id, "student_id": student_id, "day": day, "minutes": lesson.minutes}
            row |= {"valid_minutes": valid, "invalid_minutes": invalid, "other_minutes": other}
            self.writer.add(Deviation, row)

    def _deviations(self, day: date, lesson: Lesson) -> Iterator[tuple[UUID, tuple[int, int, int]]]:
        """(student, (valid, invalid, other minutes)) of those who were not there the whole lesson."""
        away, minutes, pupils = self.away[day], lesson.minutes, lesson.taught.pupils
        seen: set[UUID] = set()
        for pupil in pupils:
            found = away.get(pupil.person.id)
            if found and found.first <= lesson.number <= found.last:
                seen.add(pupil.person.id)
                yield pupil.person.id, (minutes, 0, 0) if found.valid else (0, minutes, 0)
        for student_id, marks in self._strays(lesson):
            if student_id not in seen:
                seen.add(student_id)
                valid, invalid, other = marks
                yield student_id, (valid + invalid, 0, other) if self.is_adult else marks

    def _strays(self, lesson: Lesson) -> Iterator[tuple[UUID, tuple[int, int, int]]]:
        """Those who came late, were elsewhere for the school, or stayed away."""
        pupils, minutes = lesson.taught.pupils, lesson.minutes
        if self.random.random() < OTHER_ACTIVITY:
            yield self.random.choice(pupils).person.id, (0, 0, minutes)
        late = LATE * (3 if lesson.number == 0 and lesson.taught.school_year >= 7 else 1)
        if self.random.random() < late * len(pupils):
            yield self.random.choice(pupils).person.id, (0, self.random.randint(2, 20), 0)
        if lesson.taught.school_year >= 7:
            for pupil in pupils:
                if pupil.person.id in self.truants and self.random.random() < 0.07:
                    yield pupil.person.id, (0, minutes, 0)


def _following(days: tuple[date, ...], first: date, count: int) -> tuple[date, ...]:
    start = days.index(first)
    return days[start : start + count]


def _runs(days: list[date]) -> list[tuple[date, date]]:
    """The days as unbroken stretches of the calendar."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
