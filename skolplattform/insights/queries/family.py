"""A guardian's children: how today stands for each, and one child's term."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, case, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.insights import sources
from skolplattform.insights.permissions import VIEW_CHILD
from skolplattform.insights.queries.class_days import ClassDays, read
from skolplattform.insights.queries.lessons import StudentLesson, lessons_of
from skolplattform.insights.queries.periods import TermShown, Window, terms, window
from skolplattform.insights.rules.counts import MEASURES
from skolplattform.insights.rules.findings import Band, is_small
from skolplattform.insights.tables import AttendanceDay
from skolplattform.registry.codes import NOT_SCHOOL, GroupType, SchoolType
from skolplattform.registry.permissions import seen_children
from skolplattform.registry.rules import is_of_age
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Organisation, Person

CHILDREN = 12
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Child:
    """A child as its guardian sees it: name, class, year and school today."""

    id: UUID
    given_name: str
    family_name: str
    class_id: UUID | None
    class_name: str
    school_year: int | None
    unit_id: UUID | None
    unit_name: str
    is_of_age: bool = False
    is_in_preschool: bool = False

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Told:
    """Absence that was told beforehand."""

    starts_at: datetime
    ends_at: datetime
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class ChildDay:
    """A child's school day: its lessons, the absence that was told, the last week and the next school day."""

    child: Child
    lessons: tuple[StudentLesson, ...]
    told: tuple[Told, ...]
    week: tuple[StudentLesson, ...]
    next_day: tuple[StudentLesson, ...]


@dataclass(frozen=True, slots=True)
class ChildTerm:
    """A child's term: every lesson until today, those of the coming week, and what is normal for the year."""

    child: Child
    window: Window
    term: TermShown | None
    lessons: tuple[StudentLesson, ...]
    coming: tuple[StudentLesson, ...]
    band: Band | None


def children_today(session: Session, actor: Actor, *, today: date) -> list[ChildDay]:
    """Each child's day, eldest first. Five statements, however many children.

    Raises:
        NotFound: the actor is no guardian.
    """
    require(actor, VIEW_CHILD)
    children = _children(session, actor, today)
    lessons = lessons_of(session, children, today - AHEAD, today + AHEAD) if children else {}
    told = _told(session, list(children), today)
    return [_child_day(child, lessons[child.id], told.get(child.id, []), today) for child in children.values()]


def _child_day(child: Child, lessons: Sequence[StudentLesson], told: Sequence[Told], today: date) -> ChildDay:
    next_day = min((lesson.day for lesson in lessons if lesson.day > today), default=None)
    return ChildDay(
        child,
        tuple(lesson for lesson in lessons if lesson.day == today),
        tuple(told),
        tuple(lesson for lesson in lessons if lesson.day <= today),
        tuple(lesson for lesson in lessons if lesson.day == next_day),
    )


def child_term(session: Session, actor: Actor, child_id: UUID, *, today: date) -> ChildTerm:
    """One child's term. Six statements.

    Raises:
        NotFound: not the actor's child today (R-C02, R-C03).
    """
    require(actor, VIEW_CHILD)
    child = _children(session, actor, today, child_id).get(child_id)
    if child is None:
        raise NotFound
    begun = terms(session, today)
    days = window("term", begun, today)
    lessons = lessons_of(session, [child_id], days.first, max(days.last, today) + AHEAD)[child_id]
    now = clock.now()
    return ChildTerm(
        child=child,
        window=days,
        term=begun[0] if begun else None,
        lessons=tuple(lesson for lesson in lessons if lesson.day <= today),
        coming=tuple(lesson for lesson in lessons if lesson.ends_at > now),
        band=_year_band(session, child, days),
    )


def _children(session: Session, actor: Actor, today: date, only: UUID | None = None) -> dict[UUID, Child]:
    """The guardian's children with class, year and school. One statement."""
    year = case((col(Enrolment.school_type) == SchoolType.PRESCHOOL_CLASS.value, 0), else_=col(Enrolment.school_year))
    in_class = _classes(actor, today)
    query = (
        select(
            col(Person.id),
            col(Person.given_name),
            col(Person.family_name),
            in_class.c.id,
            in_class.c.display_name,
            year,
            col(Organisation.id),
            col(Organisation.display_name),
            col(Person.birth_date),
            col(Enrolment.school_type),
        )
        .outerjoin(in_class, in_class.c.person_id == col(Person.id))
        .outerjoin(Enrolment, _enrolled(today))
        .outerjoin(Organisation, col(Organisation.id) == col(Enrolment.unit_id))
        .where(col(Person.id).in_(seen_children(actor, today)))
        .order_by(col(Person.birth_date), col(Person.id), col(Enrolment.start_date))
        .limit(CHILDREN * 4)
    )
    if only is not None:
        query = query.where(col(Person.id) == only)
    return {
        id_: Child(
            *(id_, given, family, class_id, class_name or "", school_year, unit, unit_name or ""),
            is_of_age=is_of_age(born, today),
            is_in_preschool=form == SchoolType.PRESCHOOL.value,
        )
        for id_, given, family, class_id, class_name, school_year, unit, unit_name, born, form in session.execute(query)
    }


def _enrolled(today: date) -> ColumnElement[bool]:
    """The enrolment in a school that a child has today."""
    return and_(
        col(Enrolment.person_id) == col(Person.id),
        col(Enrolment.cancelled).is_(False),
        col(Enrolment.school_type).not_in(NOT_SCHOOL),
        sources.within(col(Enrolment.start_date), col(Enrolment.end_date), today, today),
    )


def _classes(actor: Actor, today: date) -> Subquery:
    """The class of each child."""
    return (
        select(col(GroupMembership.person_id), col(Group.id), col(Group.display_name))
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(Group.group_type) == GroupType.CLASS.value,
            sources.within(col(GroupMembership.start_date), col(GroupMembership.end_date), today, today),
            col(GroupMembership.person_id).in_(seen_children(actor, today)),
        )
        .subquery("in_class")
    )


def _told(session: Session, children: Sequence[UUID], today: date) -> dict[UUID, list[Told]]:
    attendance = sources.facts()
    if attendance is None or not children:
        return {}
    reports = attendance.reports()
    start, end = clock.day_bounds(today)
    rows = session.execute(
        select(reports.c.student_id, reports.c.starts_at, reports.c.ends_at, reports.c.registered_at)
        .where(reports.c.student_id.in_(children), reports.c.starts_at < end, reports.c.ends_at > start)
        .order_by(reports.c.registered_at)
    )
    found: defaultdict[UUID, list[Told]] = defaultdict(list)
    for student, *times in rows:
        found[student].append(Told(*times))
    return found


def _year_band(session: Session, child: Child, days: Window) -> Band | None:
    """What is normal in the child's year at its school; nothing when so few are in it that it would point at one."""
    if child.unit_id is None or child.school_year is None:
        return None
    measures = [col(getattr(AttendanceDay, name)) for name in MEASURES]
    year = read(
        session,
        select(col(AttendanceDay.class_id), col(AttendanceDay.school_year), col(AttendanceDay.day), *measures).where(
            col(AttendanceDay.unit_id) == child.unit_id,
            col(AttendanceDay.school_year) == child.school_year,
            col(AttendanceDay.day).between(days.first, days.last),
        ),
    )
    most = max(_students_a_day(year), default=0)
    return None if is_small(most) else year.band()


def _students_a_day(year: ClassDays) -> list[int]:
    """How many students the year has at least, by day: a student has no more than ten lessons a day."""
    return [counts.lessons // 10 for counts in year.days().values()]
