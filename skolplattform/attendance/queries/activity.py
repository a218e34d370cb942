"""Activity of adult students: hours offered and taken period by period, and who takes part no more (R-A12, R-V06)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import EXPORT, VIEW_ACTIVITY, VIEW_CASES
from skolplattform.attendance.queries.figures import student_days
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.training import Minutes, workplace_minutes
from skolplattform.attendance.queries.words import dates_text
from skolplattform.attendance.rules import activity as rules
from skolplattform.attendance.rules.activity import Activity, Period
from skolplattform.attendance.rules.duty import ADULT_FORMS, SFI_FORMS
from skolplattform.attendance.rules.figures import Day, hours
from skolplattform.attendance.rules.policy import Policy
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text, name_order
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import enrolment_holds, holds_on, own_groups
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Enrolment, Group, GroupMembership

MOST_GROUPS, MOST_STUDENTS = 200, 400
PERIODS = 6
LOOKS_BACK = timedelta(weeks=26)
"""Idle weeks are counted so far back."""


def adults_of(session: Session, unit_id: UUID, on: date) -> dict[UUID, date]:
    """Students who report activity at a unit that day, with the first day of the enrolment (R-A12)."""
    rows = session.execute(
        select(col(Enrolment.person_id), func.min(col(Enrolment.start_date)))
        .where(
            col(Enrolment.unit_id) == unit_id,
            col(Enrolment.school_type).in_(sorted(ADULT_FORMS)),
            enrolment_holds(on),
        )
        .group_by(col(Enrolment.person_id))
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Idle:
    """How long a student has taken part in nothing, and when they last did."""

    weeks: int
    active_on: date | None


def idle_students(session: Session, unit_id: UUID, today: date) -> tuple[dict[UUID, Idle], date]:
    """Each adult student of the unit, and the day from which was counted. The caller has the right to the unit."""
    first, adults = today - LOOKS_BACK, adults_of(session, unit_id, today)
    if not adults:
        return {}, first
    days = student_days(session, unit_id, first, today)
    training = workplace_minutes(session, unit_id, first, today)
    return {student: _idle(days.get(student, []), training.get(student, {}), today) for student in adults}, first


def _idle(days: list[Day], training: dict[date, int], today: date) -> Idle:
    return Idle(rules.idle_weeks(days, training, today), rules.last_active(days, training, today))


@dataclass(frozen=True, slots=True)
class ActiveRow:
    """A student of the group in one period. `late`: has taken part in nothing for as long as the school follows up."""

    student_id: str = ""
    name: str = ""
    offered: Text = NO_TEXT
    taken: Text = NO_TEXT
    workplace: Text = NO_TEXT
    a_week: Text = NO_TEXT
    unreported: Text = NO_TEXT
    last: Text = NO_TEXT
    idle: Text = NO_TEXT
    late: bool = False


@dataclass(frozen=True, slots=True)
class GroupActivity:
    """A group in one period. `enough`: "yes", "no", or "" where the law names no least of hours."""

    groups: tuple[tuple[str, str], ...] = ()
    group: str = ""
    name: str = ""
    periods: tuple[tuple[str, Text], ...] = ()
    period: str = ""
    span: Text = NO_TEXT
    weeks: int = 0
    a_week: Text = NO_TEXT
    least: int = 0
    enough: str = ""
    idle_weeks: int = 0
    late: int = 0
    can_follow: bool = False
    can_export: bool = False
    rows: tuple[ActiveRow, ...] = ()


def group_activity(
    session: Session, actor: Actor, group_id: UUID | None = None, first: date | None = None
) -> GroupActivity:
    """One group of adult students in one period: the actor's first group and the period that goes on unless named.

    Raises:
        NotFound: a group out of the actor's reach.
    """
    require(actor, VIEW_ACTIVITY)
    today = clock.today()
    groups = _groups(session, actor, today)
    if not groups:
        return GroupActivity()
    chosen = groups[0] if group_id is None else next((one for one in groups if one.id == group_id), None)
    if chosen is None:
        raise NotFound
    policy = policy_for(session, chosen.unit_id, today)
    periods = rules.latest_periods(today, policy.activity_weeks, PERIODS)
    period = next((one for one in periods if one.first == first), periods[0])
    found = _read(session, actor, chosen, period, policy)
    return _shown(actor, groups, chosen, periods, found)


@dataclass(frozen=True, slots=True)
class _OneGroup:
    id: UUID
    name: str
    unit_id: UUID
    school_type: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of one group."""

    period: Period
    policy: Policy
    activity: dict[UUID, Activity]
    idle: dict[UUID, Idle]
    names: dict[UUID, str]


def _groups(session: Session, actor: Actor, on: date) -> list[_OneGroup]:
    """The groups of adult education that the actor works with: own ones, or all of the units that one leads."""
    rows = session.execute(
        select(col(Group.id), col(Group.display_name), col(Group.unit_id), col(Group.school_type))
        .where(
            col(Group.unit_id).in_(actor.units),
            col(Group.school_type).in_(sorted(ADULT_FORMS)),
            holds_on(Group.start_date, Group.end_date, on),
            _in_reach(actor, on),
        )
        .order_by(col(Group.group_type) != GroupType.CLASS.value, col(Group.display_name), col(Group.id))
        .limit(MOST_GROUPS)
    )
    return [_OneGroup(*row) for row in rows]


def _in_reach(actor: Actor, on: date) -> ColumnElement[bool]:
    if actor.has(Role.PRINCIPAL):
        return col(Group.group_type) == GroupType.CLASS.value
    return col(Group.id).in_(own_groups(actor, on)) if actor.has(Role.TEACHER, Role.MENTOR) else false()


def _read(session: Session, actor: Actor, group: _OneGroup, period: Period, policy: Policy) -> _Found:
    """Everyone who is or was in the group during the period."""
    today = clock.today()
    members = session.scalars(
        select(col(GroupMembership.person_id))
        .where(
            col(GroupMembership.group_id) == group.id,
            col(GroupMembership.start_date) <= period.last,
            func.coalesce(col(GroupMembership.end_date), period.first) >= period.first,
        )
        .distinct()
        .order_by(col(GroupMembership.person_id))
        .limit(MOST_STUDENTS)
    ).all()
    readings.opened(session, actor, VIEW_ACTIVITY.name, "group", group.id, persons=members, unit=group.unit_id)
    first = min(period.first, today - LOOKS_BACK)
    days = student_days(session, group.unit_id, first, today, students=members)
    training = workplace_minutes(session, group.unit_id, first, today, students=members)
    since = adults_of(session, group.unit_id, min(today, period.last))
    return _Found(
        period=period,
        policy=policy,
        activity={one: _in_period(one, days, training, period, since) for one in members},
        idle={one: _idle(days.get(one, []), training.get(one, {}), today) for one in members},
        names={one: shown.name for one, shown in names(session, actor, members).items()},
    )


def _in_period(
    student: UUID, days: dict[UUID, list[Day]], training: Minutes, period: Period, since: dict[UUID, date]
) -> Activity:
    own, there = days.get(student, []), training.get(student, {})
    return rules.activity(own, there, period, today=clock.today(), since=since.get(student))


def _shown(
    actor: Actor, groups: list[_OneGroup], group: _OneGroup, periods: tuple[Period, ...], found: _Found
) -> GroupActivity:
    rows = sorted((_row(one, found) for one in found.activity), key=lambda row: (not row.late, name_order(row.name)))
    counted = [one for one in found.activity.values() if one.weeks]
    average = sum(one.offered_a_week for one in counted) / len(counted) if counted else 0.0
    is_sfi = group.school_type in SFI_FORMS
    return GroupActivity(
        groups=tuple((str(one.id), one.name) for one in groups),
        group=str(group.id),
        name=group.name,
        periods=tuple((one.first.isoformat(), dates_text(one.first, one.last)) for one in periods),
        period=found.period.first.isoformat(),
        span=dates_text(found.period.first, found.period.last),
        weeks=found.period.weeks,
        a_week=hours_text(average),
        least=found.policy.sfi_hours if is_sfi else 0,
        enough=("yes" if rules.offers_enough(average, found.policy.sfi_hours) else "no") if is_sfi and counted else "",
        idle_weeks=found.policy.activity_idle_weeks,
        late=sum(row.late for row in rows),
        can_follow=VIEW_CASES.held_by(actor),
        can_export=EXPORT.held_by(actor),
        rows=tuple(rows),
    )


def _row(student: UUID, found: _Found) -> ActiveRow:
    one, idle = found.activity[student], found.idle[student]
    return ActiveRow(
        student_id=str(student),
        name=found.names.get(student, ""),
        offered=hours_text(one.offered),
        taken=hours_text(one.taken),
        workplace=hours_if_any(one.workplace),
        a_week=hours_text(one.offered_a_week),
        unreported=hours_if_any(one.unreported),
        last=day_text(idle.active_on, style="short") if idle.active_on else both("adult.never"),
        idle=both("adult.idle", n=idle.weeks) if idle.weeks else NO_TEXT,
        late=idle.weeks >= found.policy.activity_idle_weeks,
    )


def hours_text(minutes: float) -> Text:
    """12,5 h: minutes as hours."""
    return both("adult.hours", n=hours(round(minutes)))


def hours_if_any(minutes: int) -> Text:
    """Nothing where there is nothing."""
    return hours_text(minutes) if minutes else NO_TEXT
