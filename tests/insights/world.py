"""Invented school weeks with everything that makes counting hard, and the slow, obvious way to count them."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, SQLModel

from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.ids import new_id
from skolplattform.insights.rules.counts import Counts
from skolplattform.registry.codes import GroupType, SchoolType
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Organisation, Person
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, ClosedDay, StudentException

FIRST, LAST = date(2026, 10, 12), date(2026, 11, 1)
"""Three weeks; the clocks go back on Sunday 25 October."""
SPRING = date(2026, 3, 16), date(2026, 4, 5)
"""Three weeks; the clocks go forward on Sunday 29 March."""
AUTUMN = FIRST, LAST
NO_CLASS = UUID(int=0)


@dataclass
class World:
    """Rows of an invented unit, as objects."""

    unit: UUID
    students: list[UUID] = field(default_factory=list)
    memberships: list[GroupMembership] = field(default_factory=list)
    groups: dict[UUID, Group] = field(default_factory=dict)
    enrolments: list[Enrolment] = field(default_factory=list)
    activity_groups: list[ActivityGroup] = field(default_factory=list)
    lessons: list[CalendarEvent] = field(default_factory=list)
    exceptions: list[StudentException] = field(default_factory=list)
    registers: dict[UUID, LessonRegister] = field(default_factory=dict)
    deviations: dict[tuple[UUID, UUID], Deviation] = field(default_factory=dict)
    others: list[SQLModel] = field(default_factory=list)
    closed: set[date] = field(default_factory=set)
    dice: random.Random = field(default_factory=random.Random)

    def save(self, session: Session) -> None:
        """Write everything, parents first."""
        for batch in (
            self.others,
            self.groups.values(),
            self.enrolments,
            self.memberships,
            self.activity_groups,
            self.lessons,
            self.exceptions,
            self.registers.values(),
            self.deviations.values(),
        ):
            session.add_all(batch)
            session.flush()

    def participants(self, lesson: CalendarEvent) -> set[UUID]:
        """Who should be at the lesson, asked one by one."""
        groups = {a.group_id for a in self.activity_groups if a.activity_id == lesson.activity_id}
        found = {m.person_id for m in self.memberships if m.group_id in groups and _holds(m, lesson.day)}
        for exception in self.exceptions:
            if exception.calendar_event_id == lesson.id:
                (found.add if exception.participates else found.discard)(exception.student_id)
        return found

    def is_held(self, lesson: CalendarEvent) -> bool:
        """Does the lesson take place?"""
        return not lesson.cancelled and lesson.day not in self.closed

    def place(self, student: UUID, day: date) -> tuple[UUID, int]:
        """The student's class and year that day."""
        classes = [
            m.group_id
            for m in sorted(self.memberships, key=lambda m: m.start_date)
            if m.person_id == student and self.groups[m.group_id].group_type == GroupType.CLASS.value and _holds(m, day)
        ]
        years = [
            e.school_year
            for e in self.enrolments
            if e.person_id == student and e.school_type != SchoolType.LEISURE_CENTRE.value and _holds(e, day)
        ]
        return (classes[-1] if classes else NO_CLASS), (years[-1] if years else -1)  # type: ignore[return-value]

    def student_lesson(self, lesson: CalendarEvent, student: UUID) -> Counts:
        """What one student's lesson adds."""
        register, deviation = self.registers.get(lesson.id), self.deviations.get((lesson.id, student))
        if register is None:
            return Counts(1, 0, lesson.minutes_student, 0)
        if deviation is None:
            return Counts(1, 1, register.minutes, register.minutes)
        valid, invalid, other = deviation.valid_minutes, deviation.invalid_minutes, deviation.other_minutes
        late = int(0 < invalid < deviation.minutes and valid == 0 and other == 0)
        return Counts(1, 1, register.minutes, register.minutes, valid, invalid, other, late)

    def by_class_day(self) -> dict[tuple[UUID, int, date], Counts]:
        """The sums per class, year and day, one student lesson at a time."""
        found: defaultdict[tuple[UUID, int, date], Counts] = defaultdict(Counts)
        for lesson in self.lessons:
            for student in self.participants(lesson) if self.is_held(lesson) else ():
                found[(*self.place(student, lesson.day), lesson.day)] += self.student_lesson(lesson, student)
        return dict(found)

    def by_hour(self) -> dict[tuple[date, int], Counts]:
        """The sums per hour on the wall clock."""
        found: defaultdict[tuple[date, int], Counts] = defaultdict(Counts)
        for lesson in self.lessons:
            for student in self.participants(lesson) if self.is_held(lesson) else ():
                found[lesson.day, clock.local(lesson.starts_at).hour] += self.student_lesson(lesson, student)
        return dict(found)

    def move(self, lesson: CalendarEvent, to: date) -> None:
        """The same time on the wall, another day; its register is the same register."""
        lasts = lesson.ends_at - lesson.starts_at
        lesson.day, lesson.starts_at = to, clock.at(to, clock.local(lesson.starts_at).time())
        lesson.ends_at = lesson.starts_at + lasts


def _holds(row: GroupMembership | Enrolment, day: date) -> bool:
    return row.start_date <= day and (row.end_date is None or row.end_date >= day)


def invent(seed: int, students: int = 9, weeks: tuple[date, date] = AUTUMN, camps: float = 0.0) -> World:
    """A unit whose students change class, come late in the term, leave, and sit in two groups of one activity.

    A day of the weeks is closed by the unit, another by its organiser; lessons lie on them all the same.
    `camps`: how often an activity is away on camp on a Sunday, at night, while the clocks change.
    """
    dice = random.Random(seed)
    world = World(unit=new_id(), dice=dice)
    organiser = new_id()
    for one, above, kind in ((organiser, None, "Huvudman"), (world.unit, organiser, "Skolenhet")):
        world.others.append(
            Organisation(
                id=one, parent_id=above, display_name="Prövoskolan", organisation_type=kind, start_date=date(2020, 1, 1)
            )
        )
    _close(world, (organiser, world.unit), weeks)
    classes = [_group(world, name, GroupType.CLASS) for name in ("7A", "7B")]
    teaching = [_group(world, name, GroupType.TEACHING) for name in ("MA1", "SL1", "SP1")]
    for index in range(students):
        _student(world, dice, index, classes, teaching, weeks[0])
    for groups in ([classes[0]], [classes[1], teaching[0]], [teaching[0], teaching[1]], [classes[0], teaching[2]]):
        _activity(world, dice, groups, weeks, camps)
    return world


def _close(world: World, places: tuple[UUID, ...], weeks: tuple[date, date]) -> None:
    every = [weeks[0] + timedelta(days=n) for n in range((weeks[1] - weeks[0]).days)]
    days = world.dice.sample([day for day in every if day.weekday() != 5], len(places))
    world.closed.update(days)
    world.others += [
        ClosedDay(organisation_id=place, day=day, kind="studiedag", name="Studiedag")
        for place, day in zip(places, days, strict=True)
    ]


def _group(world: World, name: str, kind: GroupType) -> Group:
    group = Group(
        id=new_id(), display_name=name, group_type=kind.value, unit_id=world.unit, start_date=date(2026, 8, 1)
    )
    world.groups[group.id] = group
    return group


def _student(
    world: World, dice: random.Random, index: int, classes: list[Group], teaching: list[Group], monday: date
) -> None:
    student = new_id()
    world.students.append(student)
    world.others.append(Person(id=student, given_name=f"Elev {index}", family_name="Prov"))
    began = dice.choice([monday - timedelta(days=55), monday + timedelta(days=2)])
    left = dice.choice([None, None, monday + timedelta(days=15)])
    world.enrolments.append(_enrolment(world, student, SchoolType.COMPULSORY, dice.choice([7, 8]), began, left))
    if dice.random() < 0.3:
        world.enrolments.append(_enrolment(world, student, SchoolType.LEISURE_CENTRE, 1, began, left))
    own, other = dice.sample(classes, 2)
    if dice.random() < 0.3:
        moved = monday + timedelta(days=9)
        _join(world, own, student, began, moved - timedelta(days=1))
        _join(world, other, student, moved, left)
    elif dice.random() < 0.9:
        _join(world, own, student, began, left)
    for group in teaching:
        if dice.random() < 0.5:
            _join(world, group, student, began, left)


def _enrolment(world: World, student: UUID, kind: SchoolType, year: int, began: date, left: date | None) -> Enrolment:
    return Enrolment(
        person_id=student, unit_id=world.unit, school_type=kind.value, school_year=year, start_date=began, end_date=left
    )


def _join(world: World, group: Group, student: UUID, began: date, left: date | None) -> None:
    world.memberships.append(GroupMembership(group_id=group.id, person_id=student, start_date=began, end_date=left))


def _activity(world: World, dice: random.Random, groups: list[Group], weeks: tuple[date, date], camps: float) -> None:
    activity = Activity(
        id=new_id(),
        display_name=groups[-1].display_name,
        activity_type="Undervisning",
        unit_id=world.unit,
        start_date=date(2026, 8, 18),
    )
    world.others.append(activity)
    world.activity_groups += [ActivityGroup(activity_id=activity.id, group_id=g.id) for g in groups]
    for offset in range((weeks[1] - weeks[0]).days + 1):
        day = weeks[0] + timedelta(days=offset)
        if day.weekday() < 5 and dice.random() < 0.5:
            _lesson(world, dice, activity.id, clock.at(day, time(dice.randrange(8, 16), dice.choice([0, 20, 40]))))
        elif day.weekday() == 6 and dice.random() < camps:
            _lesson(world, dice, activity.id, clock.at(day, time(dice.randrange(0, 5), dice.choice([0, 30]))))


def _lesson(world: World, dice: random.Random, activity: UUID, starts: datetime) -> None:
    day = clock.local(starts).date()
    minutes = dice.choice([40, 55, 60, 80])
    lesson = CalendarEvent(
        id=new_id(),
        activity_id=activity,
        unit_id=world.unit,
        day=day,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        minutes_student=minutes,
        cancelled=dice.random() < 0.1,
    )
    world.lessons.append(lesson)
    for student in world.students:
        if dice.random() < 0.05:
            world.exceptions.append(
                StudentException(calendar_event_id=lesson.id, student_id=student, participates=dice.random() < 0.5)
            )
    if not lesson.cancelled and dice.random() < 0.75:
        report(world, dice, lesson)
        if dice.random() < 0.1:  # the timetable is changed afterwards: what was reported stands
            lesson.minutes_student += 15


def report(world: World, dice: random.Random, lesson: CalendarEvent) -> None:
    """Take attendance: absent all or a part of the lesson, late, at another activity."""
    world.registers[lesson.id] = LessonRegister(
        calendar_event_id=lesson.id,
        activity_id=lesson.activity_id,
        unit_id=lesson.unit_id,
        day=lesson.day,
        minutes=lesson.minutes_student,
        reporter_id=new_id(),
        reported_at=lesson.ends_at,
    )
    for student in sorted(world.participants(lesson)):
        world.deviations.pop((lesson.id, student), None)
        if dice.random() < 0.4:
            world.deviations[lesson.id, student] = _away(dice, lesson, student)


def _away(dice: random.Random, lesson: CalendarEvent, student: UUID) -> Deviation:
    whole = lesson.minutes_student
    valid, invalid, other = dice.choice(
        [(whole, 0, 0), (0, whole, 0), (0, 0, whole), (0, 7, 0), (20, 0, 0), (10, 5, 0), (0, 5, 15)]
    )
    return Deviation(
        calendar_event_id=lesson.id,
        student_id=student,
        day=lesson.day,
        minutes=whole,
        valid_minutes=valid,
        invalid_minutes=invalid,
        other_minutes=other,
    )
