"""Percentages (R-A15) against the slow, obvious way: one student, one lesson, one minute at a time.

Weeks are invented around both nights when the clocks change, with cancelled and moved lessons, closed days, late
minutes, parts of days, students who begin, leave and change class, half-class groups and lessons by exception.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.figures import student_days
from skolplattform.attendance.rules import Told
from skolplattform.attendance.rules.figures import Day
from skolplattform.attendance.rules.figures import total as figures_of
from skolplattform.attendance.service.moved import move_registers
from skolplattform.core import clock
from skolplattform.core.actor import system_actor
from skolplattform.insights import service
from skolplattform.insights.queries.lessons import lessons_of
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts, total
from skolplattform.insights.tables import WHOLE_WEEK, AttendanceDay, AttendancePeriod
from skolplattform.schedule.contract import LessonsMoved
from tests.insights.world import AUTUMN, SPRING, World, invent

ONE_SESSION = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored_days(session: Session, unit: UUID) -> dict[tuple[UUID, int, date], Counts]:
    rows = session.exec(select(AttendanceDay).where(AttendanceDay.unit_id == unit)).all()
    return {(r.class_id, r.school_year, r.day): Counts(*(getattr(r, m) for m in MEASURES)) for r in rows}


def stored_periods(session: Session, unit: UUID) -> dict[tuple[date, int], Counts]:
    rows = session.exec(select(AttendancePeriod).where(AttendancePeriod.unit_id == unit)).all()
    return {(r.day, r.hour): Counts(*(getattr(r, m) for m in MEASURES)) for r in rows}


def weeks_of(world: World) -> dict[tuple[date, int], Counts]:
    found: defaultdict[tuple[date, int], Counts] = defaultdict(Counts)
    for (day, _), counts in world.by_hour().items():
        found[monday_of(day), WHOLE_WEEK] += counts
    return dict(found)


def by_student_day(world: World) -> dict[UUID, dict[date, Counts]]:
    """Each student's days, one lesson at a time."""
    found: defaultdict[UUID, defaultdict[date, Counts]] = defaultdict(lambda: defaultdict(Counts))
    for lesson in world.lessons:
        for student in world.participants(lesson) if world.is_held(lesson) else ():
            found[student][lesson.day] += world.student_lesson(lesson, student)
    return {student: dict(days) for student, days in found.items()}


def all_ways_agree(session: Session, world: World, weeks: tuple[date, date]) -> None:
    """The sums of classes and hours, a student's lessons, the reports and the limits say what the reference says."""
    assert stored_days(session, world.unit) == world.by_class_day()
    assert stored_periods(session, world.unit) == world.by_hour() | weeks_of(world)
    wanted = by_student_day(world)
    assert {s: of_days(found) for s, found in lessons_of(session, world.students, *weeks).items() if found} == wanted
    minutes = {s: [as_day(day, c) for day, c in sorted(days.items())] for s, days in wanted.items()}
    assert student_days(session, world.unit, *weeks) == minutes
    for student, days in wanted.items():
        percentages_are_of_what_was_reported(total(days.values()), minutes[student])


def of_days(lessons) -> dict[date, Counts]:
    days: defaultdict[date, Counts] = defaultdict(Counts)
    for lesson in lessons:
        days[lesson.day] += lesson.counts
    return dict(days)


def as_day(day: date, counts: Counts) -> Day:
    return Day(day, counts.offered, counts.reported, counts.valid, counts.invalid, counts.other)


def percentages_are_of_what_was_reported(counts: Counts, days: list[Day]) -> None:
    """Three places divide; each says the same, and says nothing of what nobody has reported."""
    sums = figures_of(days)
    share = rules.Share(counts.offered, counts.reported, counts.valid, counts.invalid, counts.other)
    away = (counts.valid + counts.invalid) / counts.reported if counts.reported else None
    unknown = 1 - counts.reported / counts.offered
    assert counts.absence == sums.absence == share.absent_share == away
    assert counts.unreported == sums.unreported == share.unreported_share == pytest.approx(unknown)


@ONE_SESSION
@given(st.integers(0, 10_000), st.sampled_from([AUTUMN, SPRING]))
@example(0, AUTUMN)
@example(0, SPRING)
@example(44, AUTUMN)  # a student of no group, invited to one lesson
def test_every_figure_equals_counting_one_student_lesson_at_a_time(session: Session, seed, weeks) -> None:
    world = invent(seed, weeks=weeks, camps=0.3)
    world.save(session)
    service.rebuild(session, world.unit, *weeks)
    with clock.fixed(clock.at(weeks[1] + timedelta(days=8), time(12))):
        all_ways_agree(session, world, weeks)
    session.rollback()


@ONE_SESSION
@given(st.integers(0, 10_000), st.sampled_from([AUTUMN, SPRING]), st.integers(1, 6))
@example(0, AUTUMN, 6)
def test_what_was_reported_moves_with_its_lesson(session: Session, seed, weeks, lessons) -> None:
    """Onto other days, closed ones too: the old day keeps nothing, and the register is not lost."""
    world = invent(seed, weeks=weeks, camps=0.3)
    world.save(session)
    service.rebuild(session, world.unit, *weeks)
    moved = world.dice.sample(sorted(world.lessons, key=lambda one: one.starts_at), lessons)
    for lesson in moved:
        world.move(lesson, weeks[0] + timedelta(days=world.dice.randrange((weeks[1] - weeks[0]).days)))
        session.add(lesson)
    session.flush()
    move_registers(session, system_actor("test"), LessonsMoved(tuple(lesson.id for lesson in moved)))
    service.rebuild(session, world.unit, *weeks)
    session.expire_all()
    with clock.fixed(clock.at(weeks[1] + timedelta(days=8), time(12))):
        all_ways_agree(session, world, weeks)
    assert all(world.registers[one.id].day == one.day for one in moved if one.id in world.registers)
    session.rollback()


@st.composite
def told_days(draw):
    """A lesson around a night when the clocks change, and what guardians told: whole days and parts of them."""
    day = draw(st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 18)]))
    starts = clock.at(day, time.min) + timedelta(minutes=draw(st.integers(0, 26 * 60)))
    lasts = draw(st.integers(5, 180))
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        first = starts + timedelta(minutes=draw(st.integers(-120, 120)))
        spans.append((first, first + timedelta(minutes=draw(st.integers(1, 240)))))
    if draw(st.booleans()):
        spans.append(clock.day_bounds(clock.local(starts).date()))
    return starts, lasts, lasts - draw(st.integers(0, min(lasts - 1, 20))), spans


@given(told_days())
def test_a_part_of_a_day_takes_the_minutes_that_pass_inside_it(case) -> None:
    """Every minute of the lesson is looked at by itself; a whole lesson away is all that was offered, breaks or not."""
    starts, lasts, offered, spans = case
    ends = starts + timedelta(minutes=lasts)
    covered = sum(
        any(first <= minute < last for first, last in spans)
        for minute in (starts + timedelta(minutes=n) for n in range(lasts))
    )
    student = uuid4()
    told = [Told(student, first, last, student, starts) for first, last in spans]
    mark = rules.opening_marks([student], told, starts_at=starts, ends_at=ends, minutes=offered)[student].away
    assert mark == AbsentMinutes(valid=offered if covered == lasts else min(covered, offered))


def test_a_school_day_has_as_many_hours_as_pass() -> None:
    """23 in spring, 25 in autumn: who is away the whole day is away no minute more."""
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 18), 24)):
        first, last = clock.day_bounds(day)
        assert (
            rules.overlap_minutes(first, last, [(first, last), (first, datetime.max.replace(tzinfo=last.tzinfo))])
            == hours * 60
        )
