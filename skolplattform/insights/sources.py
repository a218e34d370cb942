"""Where the figures come from: timetable and register by join, attendance through its contract."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlmodel import Session, col

from skolplattform.attendance.contract import AttendanceFacts
from skolplattform.core import modules
from skolplattform.insights.rules.spans import Participation, Stay
from skolplattform.registry.codes import NOT_SCHOOL, GroupType, SchoolType
from skolplattform.registry.tables import Enrolment, Group, GroupMembership
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, StudentException

PRESCHOOL_CLASS_YEAR = 0


def facts() -> AttendanceFacts | None:
    """The attendance module, None when it is not installed."""
    return modules.get(AttendanceFacts)


def within(start: Any, end: Any, first: date, last: date) -> Any:
    """Does an interval of the register touch the period?"""
    return and_(start <= last, or_(end.is_(None), end >= first))


def activity_stays(
    session: Session,
    first: date,
    last: date,
    *,
    activities: Select[Any] | None = None,
    persons: Iterable[UUID] | None = None,
) -> list[Stay]:
    """Who takes part in these activities through their groups, or in which activities these persons do."""
    query = (
        select(
            col(GroupMembership.person_id),
            col(ActivityGroup.activity_id),
            col(GroupMembership.start_date),
            col(GroupMembership.end_date),
        )
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
        .where(within(col(GroupMembership.start_date), col(GroupMembership.end_date), first, last))
    )
    if activities is not None:
        query = query.where(col(ActivityGroup.activity_id).in_(activities))
    if persons is not None:
        query = query.where(col(GroupMembership.person_id).in_(persons))
    return [
        Stay(person, activity, max(start, first), min(end or date.max, last))
        for person, activity, start, end in session.execute(query)
    ]


def class_stays(session: Session, persons: Select[Any] | Iterable[UUID]) -> list[Stay]:
    """Which class each person was in, when."""
    query = (
        select(
            col(GroupMembership.person_id),
            col(GroupMembership.group_id),
            col(GroupMembership.start_date),
            col(GroupMembership.end_date),
        )
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(col(Group.group_type) == GroupType.CLASS, col(GroupMembership.person_id).in_(persons))
    )
    return [Stay(p, g, start, end or date.max) for p, g, start, end in session.execute(query)]


def year_stays(session: Session, persons: Select[Any] | Iterable[UUID]) -> list[Stay]:
    """Which school year each person was in, when; the preschool class counts as year 0, leisure time not at all."""
    query = select(
        col(Enrolment.person_id),
        col(Enrolment.school_type),
        col(Enrolment.school_year),
        col(Enrolment.start_date),
        col(Enrolment.end_date),
    ).where(
        col(Enrolment.person_id).in_(persons),
        col(Enrolment.cancelled).is_(False),
        col(Enrolment.school_type).not_in(NOT_SCHOOL),
    )
    return [
        Stay(person, PRESCHOOL_CLASS_YEAR if kind == SchoolType.PRESCHOOL_CLASS else year, start, end or date.max)
        for person, kind, year, start, end in session.execute(query)
        if kind == SchoolType.PRESCHOOL_CLASS or year is not None
    ]


def participation(session: Session, unit_id: UUID, first: date, last: date) -> Participation:
    """Everyone who takes part in a unit's activities, or in a single lesson of it. Three statements."""
    of_unit = select(col(Activity.id)).where(col(Activity.unit_id) == unit_id)
    members = (
        select(col(GroupMembership.person_id))
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(GroupMembership.group_id))
        .where(col(ActivityGroup.activity_id).in_(of_unit))
    )
    invited = (
        select(col(StudentException.student_id))
        .join(CalendarEvent, col(CalendarEvent.id) == col(StudentException.calendar_event_id))
        .where(
            col(CalendarEvent.unit_id) == unit_id,
            col(CalendarEvent.day).between(first, last),
            col(StudentException.participates).is_(True),
        )
    )
    persons = select(members.union(invited).subquery().c.person_id)
    return Participation(
        activity_stays(session, first, last, activities=of_unit),
        class_stays(session, persons),
        year_stays(session, persons),
    )
