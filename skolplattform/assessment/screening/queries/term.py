"""The term that is screened in now, and the children of a class by school year."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import case
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.assessment.screening.materials import FIRST_YEAR, LAST_YEAR
from skolplattform.assessment.screening.rules import academic_year
from skolplattform.core import clock
from skolplattform.registry.codes import GroupType, SchoolType
from skolplattform.registry.permissions import enrolment_holds, holds_on
from skolplattform.registry.tables import Enrolment, Group, GroupMembership
from skolplattform.schedule.terms import school_days, term_of

MEMBERS_LIMIT = 4_000
AUTUMN, SPRING = "HT", "VT"
AUTUMN_ENDS, SPRING_ENDS = (12, 31), (6, 30)
CALENDAR_AHEAD = timedelta(weeks=12)

Ids = Collection[UUID] | SelectOfScalar[UUID]

FORMS = (SchoolType.PRESCHOOL_CLASS.value, SchoolType.COMPULSORY.value)
_GRADE = case((col(Enrolment.school_type) == SchoolType.PRESCHOOL_CLASS.value, 0), else_=col(Enrolment.school_year))


@dataclass(frozen=True, slots=True)
class Now:
    """The school year and term of a day at a school, and the days until which things must be done."""

    year: int
    semester: str
    term_ends: date
    year_ends: date


def now_at(session: Session, unit_id: UUID) -> Now:
    """The term of today; in a holiday, the half year that the calendar says."""
    today = clock.today()
    year, term = academic_year(today), term_of(session, unit_id, today)
    year_ends = date(year + 1, *SPRING_ENDS)
    if term is not None:
        return Now(year, term.semester, term.end_date, max(term.end_date, year_ends))
    is_autumn = today.year == year
    return Now(year, AUTUMN if is_autumn else SPRING, date(year, *AUTUMN_ENDS) if is_autumn else year_ends, year_ends)


def days_since(session: Session, unit_id: UUID, first: date) -> list[date]:
    """The school days that the guarantee's clock runs on, from a signal on."""
    return school_days(session, unit_id, first, max(first, clock.today()) + CALENDAR_AHEAD)


@dataclass(frozen=True, slots=True)
class Member:
    """A child of a class, and the year it is in."""

    group_id: UUID
    class_name: str
    student_id: UUID
    school_year: int


def members_of(
    session: Session, *, groups: Ids | None = None, units: Collection[UUID] = (), students: Ids | None = None
) -> list[Member]:
    """The children in F to 3 of these classes (a query of ids), of these schools, or these children, by class."""
    today = clock.today()
    wanted = [
        Group.group_type == GroupType.CLASS.value,
        holds_on(Group.start_date, Group.end_date, today),
        holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        enrolment_holds(today),
        col(Enrolment.school_type).in_(FORMS),
        _GRADE.between(FIRST_YEAR, LAST_YEAR),
    ]
    if groups is not None:
        wanted.append(col(Group.id).in_(groups))
    if units:
        wanted.append(col(Group.unit_id).in_(units))
    if students is not None:
        wanted.append(col(GroupMembership.person_id).in_(students))
    rows = session.execute(
        select(col(Group.id), col(Group.display_name), col(GroupMembership.person_id), _GRADE)
        .join(GroupMembership, col(GroupMembership.group_id) == col(Group.id))
        .join(Enrolment, col(Enrolment.person_id) == col(GroupMembership.person_id))
        .where(*wanted)
        .order_by(_GRADE, col(Group.display_name), col(GroupMembership.person_id))
        .limit(MEMBERS_LIMIT)
    ).all()
    return list({row[2]: Member(*row) for row in rows}.values())
