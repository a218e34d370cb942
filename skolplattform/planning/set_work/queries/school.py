"""A school's classes, week by week: how much the student with most has, and what the school has decided is too much."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
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
MOST_ROWS, MOST_CLASSES = 60_000, 200


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
    loads = _loads(session, unit_id, mondays[0], sunday(mondays[-1]))
    found = []
    for id_, name in classes:
        carried = [rules.weight(loads[id_], monday, limits) for monday in mondays]
        found.append(ClassRow(name, tuple(ClassWeek(one.tests, one.work, one.level.value) for one in carried)))
    return tuple(found)


def _loads(
    session: Session, unit_id: UUID, first: date, last: date
) -> defaultdict[UUID, defaultdict[UUID, list[rules.Piece]]]:
    """What the students of each class have, in one statement: their groups' work, by the class they are in."""
    of_class, reached, in_class = aliased(Group), aliased(GroupMembership), aliased(GroupMembership)
    rows = session.execute(
        select(col(in_class.group_id), col(reached.person_id), col(SetWork.id), col(SetWork.day), col(SetWork.kind))
        .join(SetWorkGroup, col(SetWorkGroup.work_id) == col(SetWork.id))
        .join(reached, col(reached.group_id) == col(SetWorkGroup.group_id))
        .join(in_class, col(in_class.person_id) == col(reached.person_id))
        .join(of_class, col(of_class.id) == col(in_class.group_id))
        .where(
            col(SetWork.unit_id) == unit_id,
            col(SetWork.day).between(first, last),
            col(SetWork.taken_away).is_(False),
            holds_on(reached.start_date, reached.end_date, SetWork.day),
            holds_on(in_class.start_date, in_class.end_date, clock.today()),
            col(of_class.unit_id) == unit_id,
            col(of_class.group_type) == GroupType.CLASS.value,
        )
        .distinct()
        .order_by(col(SetWork.day), col(SetWork.id), col(reached.person_id), col(in_class.group_id))
        .limit(MOST_ROWS)
    )
    found: defaultdict[UUID, defaultdict[UUID, list[rules.Piece]]] = defaultdict(lambda: defaultdict(list))
    for class_id, student, id_, day, kind in rows:
        found[class_id][student].append(rules.Piece(id_, day, rules.KINDS[kind].is_test))
    return found
