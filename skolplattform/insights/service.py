"""Keeping the read models true: with every reported lesson, and from the base tables."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, astuple
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, delete, select
from sqlmodel import Session, SQLModel, col

from skolplattform.attendance.contract import AbsentMinutes, LessonReported
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.upsert import insert_for
from skolplattform.insights import sources
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts, Tally, deviation, total
from skolplattform.insights.rules.spans import NO_CLASS, NO_YEAR, Participation, Place
from skolplattform.insights.tables import WHOLE_WEEK, AttendanceDay, AttendancePeriod
from skolplattform.registry.contract import RegisterImported
from skolplattform.schedule.closed import not_closed
from skolplattform.schedule.tables import CalendarEvent, StudentException

DayKey = tuple[Place, date]
HourKey = tuple[date, int]
PRESENT = AbsentMinutes()


def count_lesson(session: Session, _actor: Actor, event: LessonReported) -> None:
    """Add one saved register to the sums, in its transaction, or take it back. Two statements, whatever the size."""
    alike: Counter[tuple[Place, AbsentMinutes | None, AbsentMinutes | None]] = Counter()
    for student, at in event.participants.items():
        place = Place(at.class_id or NO_CLASS, NO_YEAR if at.school_year is None else at.school_year)
        alike[place, _mark(event.after, student), _mark(event.before, student)] += 1
    days: Tally[DayKey] = Tally()
    for (place, after, before), students in alike.items():
        change = zip(_counted_for(event, after), _counted_for(event, before), strict=True)
        days.add((place, event.day), *(students * (now - then) for now, then in change))
    changes = days.counts()
    if not changes:
        return
    _add(session, AttendanceDay, _day_rows(event.unit_id, changes))
    whole, hour = total(changes.values()), clock.local(event.starts_at).hour
    periods = {(event.day, hour): whole, (monday_of(event.day), WHOLE_WEEK): whole}
    _add(session, AttendancePeriod, _period_rows(event.unit_id, periods))


def _mark(marks: dict[UUID, AbsentMinutes] | None, student: UUID) -> AbsentMinutes | None:
    """How a student stands in a register; nothing where there is none."""
    return None if marks is None else marks.get(student, PRESENT)


def _counted_for(event: LessonReported, mark: AbsentMinutes | None) -> tuple[int, ...]:
    """What one student's mark is in the sums, in the order of `MEASURES`."""
    counts = Counts()
    if mark is not None:
        away = deviation(event.minutes, mark.valid, mark.invalid, mark.other)
        counts = away + Counts(1, 1, event.minutes, event.minutes)
    return astuple(counts)


def rebuild(session: Session, unit_id: UUID, first: date, last: date) -> int:
    """Count a unit's days anew from timetable and registers; whole weeks. Answers the number of class days.

    Six reads and four writes, whatever the size: a school year of 800 students takes about a second.
    """
    first, last = monday_of(first), monday_of(last) + timedelta(days=6)
    for table in (AttendanceDay, AttendancePeriod):
        # First of all, so that a register saved meanwhile waits for us and adds itself to the new sums.
        session.execute(
            delete(table).where(col(table.unit_id) == unit_id, col(table.day).between(first, last))  # type: ignore[arg-type]
        )
    days, hours = _counted(session, unit_id, first, last)
    weeks: defaultdict[HourKey, list[Counts]] = defaultdict(list)
    for (day, _), counts in hours.items():
        weeks[monday_of(day), WHOLE_WEEK].append(counts)
    rows = _day_rows(unit_id, days)
    periods = {**hours, **{key: total(found) for key, found in weeks.items()}}
    db.add_rows(session, AttendanceDay, rows)
    db.add_rows(session, AttendancePeriod, _period_rows(unit_id, periods))
    return len(rows)


def _counted(
    session: Session, unit_id: UUID, first: date, last: date
) -> tuple[dict[DayKey, Counts], dict[HourKey, Counts]]:
    """The sums per class day and per hour of the unit."""
    who = sources.participation(session, unit_id, first, last)
    exceptions = _exceptions(session, unit_id, first, last)
    days: Tally[DayKey] = Tally()
    hours: Tally[HourKey] = Tally()
    lessons: dict[UUID, tuple[UUID, date, int]] = {}
    for event, activity, day, starts_at, planned, minutes in session.execute(_lessons(unit_id, first, last)):
        hour = clock.local(starts_at).hour
        lessons[event] = (activity, day, hour)
        for place, students in _present_places(who, activity, day, exceptions.get(event)).items():
            time = students * (planned if minutes is None else minutes)
            reported = (students, time) if minutes is not None else (0, 0)
            days.add((place, day), students, reported[0], time, reported[1])
            hours.add((day, hour), students, reported[0], time, reported[1])
    for event, student, minutes, *away in session.execute(_deviations(unit_id, first, last)):
        if event not in lessons:
            continue
        activity, day, hour = lessons[event]
        takes_part = exceptions.get(event, {}).get(student, who.takes_part(activity, student, day))
        if takes_part:
            counts = deviation(minutes, *away)
            tail = (0, 0, 0, 0, counts.valid, counts.invalid, counts.other, counts.late)
            days.add((who.place(student, day), day), *tail)
            hours.add((day, hour), *tail)
    return days.counts(), hours.counts()


def _present_places(
    who: Participation, activity: UUID, day: date, exceptions: dict[UUID, bool] | None
) -> dict[Place, int]:
    """How many of each class and year should be at the lesson, its exceptions counted."""
    counted = who.counted(activity, day)
    if not exceptions:
        return counted
    changed: Counter[Place] = Counter(counted)
    for student, takes_part in exceptions.items():
        if takes_part != who.takes_part(activity, student, day):
            changed[who.place(student, day)] += 1 if takes_part else -1
    return {place: students for place, students in changed.items() if students > 0}


def _lessons(unit_id: UUID, first: date, last: date) -> Any:
    """Lessons that take place, with the minutes of their register when there is one."""
    attendance = sources.facts()
    query = select(
        col(CalendarEvent.id),
        col(CalendarEvent.activity_id),
        col(CalendarEvent.day),
        col(CalendarEvent.starts_at),
        col(CalendarEvent.minutes_student),
    ).where(
        col(CalendarEvent.unit_id) == unit_id,
        col(CalendarEvent.day).between(first, last),
        col(CalendarEvent.cancelled).is_(False),
        not_closed([unit_id], first, last),
    )
    if attendance is None:
        return query.add_columns(select(None).scalar_subquery())
    registers = attendance.registers()
    return query.outerjoin(registers, registers.c.calendar_event_id == col(CalendarEvent.id)).add_columns(
        registers.c.minutes
    )


def _deviations(unit_id: UUID, first: date, last: date) -> Any:
    attendance = sources.facts()
    if attendance is None:
        return select(None).where(False)
    registers, found = attendance.registers(), attendance.deviations()
    return (
        select(
            found.c.calendar_event_id,
            found.c.student_id,
            found.c.minutes,
            found.c.valid_minutes,
            found.c.invalid_minutes,
            found.c.other_minutes,
        )
        .join(registers, registers.c.calendar_event_id == found.c.calendar_event_id)
        .join(CalendarEvent, col(CalendarEvent.id) == registers.c.calendar_event_id)
        .where(col(CalendarEvent.unit_id) == unit_id, col(CalendarEvent.day).between(first, last))
    )


def _exceptions(session: Session, unit_id: UUID, first: date, last: date) -> dict[UUID, dict[UUID, bool]]:
    """Students who take part in, or are away from, single lessons against what their groups say."""
    query = (
        select(
            col(StudentException.calendar_event_id),
            col(StudentException.student_id),
            col(StudentException.participates),
        )
        .join(CalendarEvent, col(CalendarEvent.id) == col(StudentException.calendar_event_id))
        .where(and_(col(CalendarEvent.unit_id) == unit_id, col(CalendarEvent.day).between(first, last)))
    )
    found: defaultdict[UUID, dict[UUID, bool]] = defaultdict(dict)
    for event, student, takes_part in session.execute(query):
        found[event][student] = takes_part
    return dict(found)


def _day_rows(unit_id: UUID, days: dict[DayKey, Counts]) -> list[dict[str, Any]]:
    rows = [
        {"unit_id": unit_id, "class_id": place.class_id, "school_year": place.school_year, "day": day, **asdict(counts)}
        for (place, day), counts in days.items()
    ]
    return sorted(rows, key=lambda r: (r["class_id"], r["school_year"], r["day"]))


def _period_rows(unit_id: UUID, periods: dict[HourKey, Counts]) -> list[dict[str, Any]]:
    return [
        {"unit_id": unit_id, "day": day, "hour": hour, **asdict(counts)}
        for (day, hour), counts in sorted(periods.items())
    ]


def _add(session: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Add to the rows that stand, or begin them; in one order, so that two savers never wait for each other."""
    session.execute(_grow(table, session.get_bind().dialect.name), list(rows))


@cache
def _grow(table: type[SQLModel], dialect_name: str) -> Any:
    """The statement for a table, built once: every saved lesson uses it."""
    core: Table = table.__table__  # type: ignore[attr-defined]
    begun = insert_for(dialect_name, core)
    timetable = ("lessons", "offered")
    grown = {m: core.c[m] + begun.excluded[m] for m in MEASURES if m not in timetable}
    return begun.on_conflict_do_update(index_elements=list(core.primary_key.columns), set_=grown)


def recount_imported(session: Session, _actor: Actor, event: RegisterImported) -> None:
    """Count anew the units and days whose lessons or registers an import has changed."""
    if event.first is None or event.last is None:
        return
    for unit_id in sorted(event.units):
        rebuild(session, unit_id, event.first, event.last)
