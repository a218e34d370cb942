"""A school's classes, week by week: how much the student with most has, and what the school has decided is too much."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import LIMIT
from skolplattform.planning.set_work.queries.entries import decided, decisions, limits_text, sunday
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.registry.codes import GroupType
from skolplattform.registry.led import Schools, school_shown, schools_led
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership

WEEKS = 6
MOST_CLASSES = 200


@dataclass(frozen=True, slots=True)
class ClassWeek:
    """One class in one week."""

    tests: int
    work: int
    level: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class over the coming weeks."""

    name: str
    weeks: tuple[ClassWeek, ...]


@dataclass(frozen=True, slots=True)
class SchoolWeeks:
    """A school's coming weeks, its limits in words and as numbers, and the decisions that are still to come."""

    units: Schools = ()
    unit_id: str = ""
    numbers: tuple[str, ...] = ()
    classes: tuple[ClassRow, ...] = ()
    limits: Text = NO_TEXT
    tests_a_day: str = ""
    tests_a_week: str = ""
    work_a_week: str = ""
    later: tuple[Text, ...] = ()
    version: int = 0


def school_weeks(session: Session, actor: Actor, unit_id: UUID | None = None) -> SchoolWeeks:
    """Six weeks of a school that the actor leads; the first of them when none is named.

    Raises:
        Denied: the actor leads no school.
        NotFound: another's school.
    """
    require(actor, LIMIT)
    units = schools_led(session, actor)
    if not units:
        return SchoolWeeks()
    unit = school_shown(units, unit_id)
    today = clock.today()
    rows = decisions(session, unit)
    limits = rules.limits_on(map(decided, rows), today)
    first = planning_rules.monday(today)
    mondays = tuple(planning_rules.mondays(first, first + timedelta(weeks=WEEKS - 1)))
    return SchoolWeeks(
        units=units,
        unit_id=str(unit),
        numbers=tuple(str(planning_rules.week_number(monday)) for monday in mondays),
        classes=_classes(session, unit, mondays, limits),
        limits=limits_text(limits),
        tests_a_day=str(limits.tests_a_day),
        tests_a_week=str(limits.tests_a_week),
        work_a_week=str(limits.work_a_week),
        later=tuple(_said(decided(row)) for row in rows if row.valid_from > today),
        version=sum(row.version for row in rows),
    )


def _said(one: rules.Decided) -> Text:
    return both("work.school.later", day=day_text(one.valid_from, style="date"), limits=limits_text(one.limits))


def _classes(session: Session, unit_id: UUID, mondays: tuple[date, ...], limits: rules.Limits) -> tuple[ClassRow, ...]:
    today = clock.today()
    classes = session.execute(
        select(col(Group.id), col(Group.display_name))
        .where(
            col(Group.unit_id) == unit_id,
            col(Group.group_type) == GroupType.CLASS.value,
            holds_on(Group.start_date, Group.end_date, today),
        )
        .order_by(col(Group.display_name))
        .limit(MOST_CLASSES)
    ).all()
    nothing = rules.weighed(0, 0, 0, limits)
    weights = _weights(session, unit_id, mondays, limits)
    return tuple(
        ClassRow(name, tuple(_shown(weights.get((id_, week), nothing)) for week in range(len(mondays))))
        for id_, name in classes
    )


def _shown(weight: rules.Weight) -> ClassWeek:
    return ClassWeek(weight.tests, weight.work, weight.level.value)


def _weights(
    session: Session, unit_id: UUID, mondays: tuple[date, ...], limits: rules.Limits
) -> dict[tuple[UUID, int], rules.Weight]:
    """How full each week is for each class that has anything then, by the class and the number of the week.

    Counted by the database: each work once for each student, then by day, by week, and the most of the class.
    """
    piece = _pieces(unit_id, mondays[0], sunday(mondays[-1])).subquery("piece")
    whose = (piece.c.class_id, piece.c.student_id)
    in_day = select(*whose, piece.c.day, func.sum(piece.c.is_test).label("tests"), func.count().label("work")).group_by(
        *whose, piece.c.day
    )
    day = in_day.subquery("in_day")
    week = case(*((day.c.day <= sunday(monday), number) for number, monday in enumerate(mondays))).label("week")
    in_week = select(
        *(day.c.class_id, week, func.sum(day.c.tests).label("tests"), func.sum(day.c.work).label("work")),
        func.max(day.c.tests).label("busiest"),
    ).group_by(day.c.class_id, day.c.student_id, week)
    one = in_week.subquery("in_week")
    most = select(one.c.class_id, one.c.week, *(func.max(one.c[name]) for name in ("tests", "work", "busiest")))
    rows = session.execute(most.group_by(one.c.class_id, one.c.week).order_by(one.c.class_id, one.c.week))
    return {(class_id, number): rules.weighed(*map(int, counted), limits) for class_id, number, *counted in rows}


def _pieces(unit_id: UUID, first: date, last: date) -> Select[*tuple[Any, ...]]:
    """What each student of each class has: the work of their groups, once, by the class they are in."""
    of_class, reached, in_class = aliased(Group), aliased(GroupMembership), aliased(GroupMembership)
    work = _work_of_groups(unit_id, first, last)
    return (
        select(
            col(in_class.group_id).label("class_id"),
            col(reached.person_id).label("student_id"),
            *(work.c.id, work.c.day, work.c.is_test),
        )
        .select_from(work)
        .join(reached, col(reached.group_id) == work.c.group_id)
        .join(in_class, col(in_class.person_id) == col(reached.person_id))
        .join(of_class, col(of_class.id) == col(in_class.group_id))
        .where(
            holds_on(reached.start_date, reached.end_date, work.c.day),
            holds_on(in_class.start_date, in_class.end_date, clock.today()),
            col(of_class.unit_id) == unit_id,
            col(of_class.group_type) == GroupType.CLASS.value,
        )
        .distinct()
    )


def _work_of_groups(unit_id: UUID, first: date, last: date) -> CTE:
    """The school's work by group: found first, so that only the groups that have work are looked into."""
    return (
        select(
            *(col(SetWork.id), col(SetWork.day), col(SetWorkGroup.group_id)),
            case((col(SetWork.kind).in_(sorted(rules.HANDED_IN)), 0), else_=1).label("is_test"),
        )
        .join(SetWorkGroup, col(SetWorkGroup.work_id) == col(SetWork.id))
        .where(
            col(SetWork.unit_id) == unit_id,
            col(SetWork.day).between(first, last),
            col(SetWork.taken_away).is_(False),
        )
        .cte("work")
        .prefix_with("MATERIALIZED")
    )
