"""A principal's attendance: the school, a year or a class, its parts, its weeks and what is normal there."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.insights.permissions import require_unit
from skolplattform.insights.queries.class_days import ClassDays, Scope, class_days
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.counts import Counts
from skolplattform.insights.rules.findings import Band, compared
from skolplattform.insights.rules.spans import NO_YEAR
from skolplattform.registry.codes import AssignmentRole, GroupType
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.queries import shown_person
from skolplattform.registry.tables import Assignment, Duty, Group, GroupMembership, Person

CLASSES = 200


@dataclass(frozen=True, slots=True)
class ClassShown:
    """A class of the unit: how many are in it, who its mentor is (masked when protected)."""

    id: UUID
    name: str
    students: int
    mentor: str


@dataclass(frozen=True, slots=True)
class Part:
    """One year or class among its siblings. `change` is its newest week against the weeks before it."""

    scope: Scope
    name: str
    counts: Counts
    change: float | None
    students: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What a page about a school, a year or a class shows. `classes_year`: the year the classes belong to."""

    scope: Scope
    total: Counts
    weeks: dict[date, Counts]
    days: dict[date, Counts]
    weekdays: dict[int, Counts]
    band: Band | None
    years: tuple[Part, ...]
    classes: tuple[Part, ...]
    classes_year: int | None = None


def overview(
    session: Session, actor: Actor, unit_id: UUID, window: Window, *, scope: Scope, today: date
) -> tuple[Overview, dict[UUID, ClassShown]]:
    """The figures of a scope in a unit, with the unit's years and the classes of the scope's year. Two statements.

    Raises:
        NotFound: not the actor's unit, or no such class in it.
    """
    require_unit(actor, unit_id)
    classes = classes_of(session, actor, unit_id, today)
    if scope.class_id is not None and scope.class_id not in classes:
        raise NotFound
    everything = class_days(session, unit_id, window, today=today)
    own, main_years = everything.within(scope), everything.main_years()
    around = Scope(school_year=main_years.get(scope.class_id)) if scope.class_id else scope
    near = everything.within(around)
    sizes: Counter[int | None] = Counter()
    for class_id, shown in classes.items():
        sizes[main_years.get(class_id)] += shown.students
    figures = Overview(
        scope=scope,
        total=own.total(),
        weeks=own.weeks(),
        days=own.days(),
        weekdays=own.by_weekday(),
        band=near.band(),
        years=_years(everything, sizes),
        classes=_classes(near, classes),
        classes_year=around.school_year,
    )
    return figures, classes


def _years(days: ClassDays, sizes: Counter[int | None]) -> tuple[Part, ...]:
    """The years by number; time of students without a year is left out."""
    weeks = days.week_shares_by(days.year)
    return tuple(
        Part(Scope(school_year=year), "", counts, compared(weeks[year]), sizes[year])
        for year, counts in days.by(days.year).items()
        if year != NO_YEAR and counts.offered
    )


def _classes(days: ClassDays, classes: dict[UUID, ClassShown]) -> tuple[Part, ...]:
    """The classes by name; time of students without a class is left out."""
    weeks, found = days.week_shares_by_class(), days.by_class()
    return tuple(
        Part(Scope(class_id=class_id), shown.name, found[class_id], compared(weeks[class_id]), shown.students)
        for class_id, shown in classes.items()
        if class_id in found and found[class_id].offered
    )


def classes_of(session: Session, actor: Actor, unit_id: UUID, today: date) -> dict[UUID, ClassShown]:
    """The unit's classes with size and mentor. One statement."""
    members = (
        select(func.count())
        .where(
            col(GroupMembership.group_id) == col(Group.id),
            col(GroupMembership.start_date) <= today,
            or_(col(GroupMembership.end_date).is_(None), col(GroupMembership.end_date) >= today),
        )
        .scalar_subquery()
    )
    mentor = (
        select(col(Duty.person_id))
        .join(Assignment, col(Assignment.duty_id) == col(Duty.id))
        .where(
            col(Assignment.group_id) == col(Group.id),
            col(Assignment.assignment_role) == AssignmentRole.MENTOR.value,
            col(Assignment.start_date) <= today,
            or_(col(Assignment.end_date).is_(None), col(Assignment.end_date) >= today),
        )
        .order_by(col(Assignment.start_date), col(Assignment.id))
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            col(Group.id),
            col(Group.display_name),
            members,
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            col(Person.security_marking),
            identity_shown(actor, today),
        )
        .outerjoin(Person, col(Person.id) == mentor)
        .where(and_(col(Group.unit_id) == unit_id, col(Group.group_type) == GroupType.CLASS.value))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(CLASSES)
    ).all()
    return {row[0]: ClassShown(*row[:3], _mentor(*row[3:])) for row in rows}


def _mentor(person_id: UUID | None, given: str, family: str, marking: str, shown: int) -> str:
    return shown_person(person_id, given, family, marking, bool(shown)).name if person_id else ""
