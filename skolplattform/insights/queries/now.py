"""The school this hour: who is here, reported absent, unexcused, and for whom nobody has said."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer as IntegerType
from sqlalchemy import and_, case, cast, exists, false, func, null, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.insights import sources
from skolplattform.insights.permissions import require_unit
from skolplattform.insights.queries.class_days import class_days
from skolplattform.insights.queries.lessons import registers
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.school import ClassShown, classes_of
from skolplattform.insights.rules.counts import Counts, is_late
from skolplattform.insights.rules.findings import DEVIATING, Band, is_small, normal_band
from skolplattform.insights.tables import AttendancePeriod
from skolplattform.registry.codes import NOT_SCHOOL, SchoolType
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Duty, Enrolment
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.queries import participants_query
from skolplattform.schedule.tables import Activity, ActivityTeacher, CalendarEvent, CalendarEventRoom, Room

STATES = ("present", "late", "valid", "invalid", "other", "told", "none")
NORMAL_WEEKS = 16
RECENT_DAYS = 5
LESSONS = 400


@dataclass(frozen=True, slots=True)
class Unreported:
    """A lesson that has begun and has no register."""

    lesson_id: UUID
    name: str
    starts_at: datetime
    room: str
    students: int
    teacher: ShownPerson | None


@dataclass(frozen=True, slots=True)
class HourShare:
    """Presence of one hour today and what is normal that weekday. Shares of 0 to 1."""

    hour: int
    presence: float | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Deviating:
    """A class whose newest school days lie clearly under its own earlier weeks."""

    school_class: ClassShown
    counts: Counts
    change: float


@dataclass(frozen=True, slots=True)
class SchoolNow:
    """The hour: students by school year and state, the day's hours, what is missing, which classes deviate."""

    moment: datetime
    years: dict[int, Counter[str]]
    usual: dict[str, float]
    hours: tuple[HourShare, ...]
    unreported: tuple[Unreported, ...]
    deviating: tuple[Deviating, ...]
    classes: int


def school_now(session: Session, actor: Actor, unit_id: UUID, *, moment: datetime) -> SchoolNow:
    """The unit at a moment. Seven statements, whatever the size.

    A student counts once: in the lesson that began last. Lessons that have not begun do not count. Absence that was
    told where no teacher has reported yet is kept apart (told): it is known, but not in any percentage.

    Raises:
        NotFound: not the actor's unit.
    """
    require_unit(actor, unit_id)
    today = clock.local(moment).date()
    lessons = {row.id: row for row in session.execute(_lessons(unit_id, today, moment)).all()}
    states = _states(session, lessons, moment)
    classes = classes_of(session, actor, unit_id, today)
    deviating = _deviating(session, unit_id, today, classes)
    hours, usual = _hours(session, unit_id, moment)
    missing = [row for row in lessons.values() if row.reported is None]
    shown = names(session, actor, {row.teacher for row in missing if row.teacher})
    sizes = Counter(lesson for lesson, _, _ in states)
    years: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for _, year, state in _latest(states, lessons):
        years[year][state] += 1
    return SchoolNow(
        moment=moment,
        years=dict(sorted(years.items())),
        usual=usual,
        hours=hours,
        unreported=tuple(_unreported(row, sizes[row.id], shown) for row in missing if sizes[row.id]),
        deviating=tuple(deviating),
        classes=len(classes),
    )


def _lessons(unit_id: UUID, today: date, moment: datetime) -> Any:
    """Lessons that have begun and still ran in this hour, with their register, teacher and room."""
    local = clock.local(moment)
    hour = local.replace(minute=0, second=0, microsecond=0)
    reported = registers(sources.facts())
    teacher = (
        select(col(Duty.person_id))
        .join(ActivityTeacher, col(ActivityTeacher.duty_id) == col(Duty.id))
        .where(col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id))
        .order_by(col(Duty.id))
        .limit(1)
        .scalar_subquery()
    )
    room = (
        select(func.min(col(Room.display_name)))
        .join(CalendarEventRoom, col(CalendarEventRoom.room_id) == col(Room.id))
        .where(col(CalendarEventRoom.calendar_event_id) == col(CalendarEvent.id))
        .scalar_subquery()
    )
    return (
        select(
            col(CalendarEvent.id),
            col(Activity.display_name),
            col(CalendarEvent.starts_at),
            reported.c.minutes.label("reported"),
            teacher.label("teacher"),
            room.label("room"),
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(reported, reported.c.calendar_event_id == col(CalendarEvent.id))
        .where(
            col(CalendarEvent.unit_id) == unit_id,
            col(CalendarEvent.day) == today,
            takes_place(),
            col(CalendarEvent.starts_at) <= moment,
            col(CalendarEvent.ends_at) > hour.astimezone(moment.tzinfo),
        )
        .order_by(col(CalendarEvent.starts_at), col(Activity.display_name))
        .limit(LESSONS)
    )


States = list[tuple[UUID, tuple[UUID, int], str]]


def _states(session: Session, lessons: dict[UUID, Any], moment: datetime) -> States:
    """(lesson, (student, school year), state) of everyone who takes part in the lessons."""
    if not lessons:
        return []
    part = participants_query(lessons).subquery()
    attendance = sources.facts()
    year = case((col(Enrolment.school_type) == SchoolType.PRESCHOOL_CLASS.value, 0), else_=col(Enrolment.school_year))
    today = clock.local(moment).date()
    query = (
        select(part.c.calendar_event_id, part.c.student_id, func.max(year))
        .outerjoin(
            Enrolment,
            and_(
                col(Enrolment.person_id) == part.c.student_id,
                col(Enrolment.cancelled).is_(False),
                col(Enrolment.school_type).not_in(NOT_SCHOOL),
                sources.within(col(Enrolment.start_date), col(Enrolment.end_date), today, today),
            ),
        )
        .group_by(part.c.calendar_event_id, part.c.student_id)
    )
    if attendance is None:
        rows = session.execute(query.add_columns(*(cast(null(), IntegerType) for _ in range(4)), false()))
    else:
        away, told = attendance.deviations(), attendance.reports()
        is_told = exists().where(
            told.c.student_id == part.c.student_id, told.c.starts_at <= moment, told.c.ends_at > moment
        )
        measures = [away.c[name] for name in ("minutes", "valid_minutes", "invalid_minutes", "other_minutes")]
        rows = session.execute(
            query.outerjoin(
                away,
                and_(away.c.calendar_event_id == part.c.calendar_event_id, away.c.student_id == part.c.student_id),
            ).add_columns(*(func.max(measure) for measure in measures), func.max(case((is_told, 1), else_=0)))
        )
    return [
        (lesson, (student, -1 if year is None else year), _state(lessons[lesson].reported, minutes, is_told))
        for lesson, student, year, *minutes, is_told in rows
    ]


def _state(reported: int | None, minutes: list[int | None], is_told: int) -> str:
    """How a student stands: as the teacher said, else as was told beforehand, else unknown."""
    if reported is None:
        return "told" if is_told else "none"
    whole, valid, invalid, other = (value or 0 for value in minutes)
    if not valid + invalid + other:
        return "present"
    if is_late(whole, valid, invalid, other):
        return "late"
    most = max(valid, invalid, other)
    return "invalid" if most == invalid else "valid" if most == valid else "other"


def _latest(states: States, lessons: dict[UUID, Any]) -> Iterable[tuple[UUID, int, str]]:
    """Each student once, in the lesson that began last."""
    last: dict[UUID, tuple[datetime, int, str]] = {}
    for lesson, (student, year), state in states:
        begun = lessons[lesson].starts_at
        if student not in last or begun >= last[student][0]:
            last[student] = (begun, year, state)
    return [(student, year, state) for student, (_, year, state) in last.items()]


def _unreported(row: Any, students: int, shown: dict[UUID, ShownPerson]) -> Unreported:
    return Unreported(row.id, row.display_name, row.starts_at, row.room or "", students, shown.get(row.teacher))


def _hours(session: Session, unit_id: UUID, moment: datetime) -> tuple[tuple[HourShare, ...], dict[str, float]]:
    """Today hour by hour against the same weekday of earlier weeks; and this hour's usual minutes away, as shares."""
    local = clock.local(moment)
    today = local.date()
    same_days = [today - timedelta(weeks=week) for week in range(NORMAL_WEEKS + 1)]
    rows = session.execute(
        select(
            col(AttendancePeriod.day),
            col(AttendancePeriod.hour),
            col(AttendancePeriod.reported),
            col(AttendancePeriod.valid),
            col(AttendancePeriod.invalid),
        ).where(
            col(AttendancePeriod.unit_id) == unit_id,
            col(AttendancePeriod.day).in_(same_days),
            col(AttendancePeriod.hour) >= 0,
        )
    ).all()
    earlier: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    current: dict[int, float] = {}
    for day, hour, reported, valid, invalid in rows:
        if day == today and reported and hour <= local.hour:
            current[hour] = (reported - valid - invalid) / reported
        elif day != today and reported:
            earlier[hour].append((reported, valid, invalid))
    hours = sorted(earlier.keys() | current.keys())
    found = tuple(HourShare(hour, current.get(hour), _band(earlier[hour])) for hour in hours)
    now = earlier.get(local.hour, [])
    whole = sum(reported for reported, _, _ in now)
    usual = {"valid": sum(v for _, v, _ in now) / whole, "invalid": sum(i for *_, i in now) / whole} if whole else {}
    return found, usual


def _band(days: list[tuple[int, int, int]]) -> Band | None:
    return normal_band([(reported - valid - invalid) / reported for reported, valid, invalid in days])


def _deviating(session: Session, unit_id: UUID, today: date, classes: dict[UUID, ClassShown]) -> list[Deviating]:
    """Classes whose five newest school days lie 3 percentage points or more under their earlier weeks."""
    window = Window(today - timedelta(weeks=NORMAL_WEEKS), today)
    newest, before = class_days(session, unit_id, window, today=today).recent(RECENT_DAYS)
    usual = before.by_class()
    found = []
    for class_id, counts in newest.by_class().items():
        shown, then = classes.get(class_id), usual.get(class_id)
        if shown is None or then is None or counts.presence is None or then.presence is None:
            continue
        change = counts.presence - then.presence
        if change <= -DEVIATING and not is_small(shown.students):
            found.append(Deviating(shown, counts, change))
    return sorted(found, key=lambda one: (one.change, one.school_class.name))[:10]
