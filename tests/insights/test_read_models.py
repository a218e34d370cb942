"""The sums say what the registers say, however they came about."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import AbsentMinutes, ClassPlace, LessonReported
from skolplattform.core.actor import system_actor
from skolplattform.insights import service
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts
from skolplattform.insights.tables import WHOLE_WEEK, AttendanceDay, AttendancePeriod
from tests.insights import world as worlds
from tests.insights.world import FIRST, LAST, World, invent

SEEDS = range(12)


def stored_days(session: Session, unit: UUID) -> dict[tuple[UUID, int, date], Counts]:
    rows = session.exec(select(AttendanceDay).where(AttendanceDay.unit_id == unit)).all()
    return {(r.class_id, r.school_year, r.day): Counts(*(getattr(r, m) for m in MEASURES)) for r in rows}


def stored_periods(session: Session, unit: UUID) -> dict[tuple[date, int], Counts]:
    rows = session.exec(select(AttendancePeriod).where(AttendancePeriod.unit_id == unit)).all()
    return {(r.day, r.hour): Counts(*(getattr(r, m) for m in MEASURES)) for r in rows}


def weeks_of(world: World) -> dict[tuple[date, int], Counts]:
    found: dict[tuple[date, int], Counts] = {}
    for (day, _), counts in world.by_hour().items():
        key = (monday_of(day), WHOLE_WEEK)
        found[key] = found.get(key, Counts()) + counts
    return found


def test_rebuilding_twice_or_in_parts_changes_nothing(session: Session) -> None:
    world = invent(1)
    world.save(session)
    service.rebuild(session, world.unit, FIRST, LAST)
    once = stored_days(session, world.unit), stored_periods(session, world.unit)
    service.rebuild(session, world.unit, date(2026, 10, 21), date(2026, 10, 22))
    assert (stored_days(session, world.unit), stored_periods(session, world.unit)) == once


@pytest.mark.parametrize("seed", SEEDS)
def test_each_saved_register_keeps_the_sums_true(session: Session, seed: int) -> None:
    """Reported, corrected and corrected again: the sums are those of a rebuild."""
    dice, world = random.Random(seed), invent(seed)
    world.registers.clear()
    world.deviations.clear()
    world.save(session)
    service.rebuild(session, world.unit, FIRST, LAST)
    held = [lesson for lesson in world.lessons if world.is_held(lesson)]
    for lesson in dice.choices(held, k=len(held) * 2):
        service.count_lesson(session, system_actor("test"), _reported(world, dice, lesson))
    assert {k: c for k, c in stored_days(session, world.unit).items() if c != Counts()} == world.by_class_day()
    assert stored_periods(session, world.unit) == world.by_hour() | weeks_of(world)


def test_a_report_that_is_undone_counts_no_more(session: Session) -> None:
    world = invent(5)
    lesson = next(lesson for lesson in world.lessons if world.is_held(lesson) and world.participants(lesson))
    world.registers.clear()
    world.deviations.clear()
    world.save(session)
    service.rebuild(session, world.unit, FIRST, LAST)
    before = stored_days(session, world.unit), stored_periods(session, world.unit)
    saved = _reported(world, random.Random(5), lesson)
    service.count_lesson(session, system_actor("test"), saved)
    service.count_lesson(session, system_actor("test"), replace(saved, before=saved.after, after=None))
    assert (stored_days(session, world.unit), stored_periods(session, world.unit)) == before


def test_a_saved_register_of_an_uncounted_day_begins_its_row(session: Session) -> None:
    world = invent(3)
    lesson = next(lesson for lesson in world.lessons if world.is_held(lesson) and world.participants(lesson))
    world.registers.clear()
    world.deviations.clear()
    world.save(session)
    session.execute(delete(AttendanceDay).where(col(AttendanceDay.unit_id) == world.unit))
    service.count_lesson(session, system_actor("test"), _reported(world, random.Random(3), lesson))
    counted = stored_days(session, world.unit).values()
    assert sum(c.offered for c in counted) == sum(c.reported for c in counted) > 0


def _reported(world: World, dice: random.Random, lesson: worlds.CalendarEvent) -> LessonReported:
    """Save the register in the world (not in the database) and tell what was saved."""
    before = _marks(world, lesson) if lesson.id in world.registers else None
    worlds.report(world, dice, lesson)
    return LessonReported(
        lesson_id=lesson.id,
        activity_id=lesson.activity_id,
        unit_id=lesson.unit_id,
        day=lesson.day,
        starts_at=lesson.starts_at,
        minutes=lesson.minutes_student,
        participants=_places(world, lesson),
        after=_marks(world, lesson),
        before=before,
    )


def _marks(world: World, lesson: worlds.CalendarEvent) -> dict[UUID, AbsentMinutes]:
    return {
        student: AbsentMinutes(d.valid_minutes, d.invalid_minutes, d.other_minutes)
        for (event, student), d in world.deviations.items()
        if event == lesson.id
    }


def _places(world: World, lesson: worlds.CalendarEvent) -> dict[UUID, ClassPlace]:
    found = {student: world.place(student, lesson.day) for student in world.participants(lesson)}
    return {
        student: ClassPlace(None if class_id == worlds.NO_CLASS else class_id, None if year == -1 else year)
        for student, (class_id, year) in found.items()
    }
