"""Attendance lent to an export: passages at the door, hours of care, sums by activity."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, select

from skolplattform.attendance.contract.lent import LENT_AT_ONCE, LentHours, LentPassage, LentSum, LentWeek
from skolplattform.attendance.permissions import TAKE_OVER
from skolplattform.attendance.queries.figures import activity_sums
from skolplattform.attendance.queries.homes import spans_of, weeks_of
from skolplattform.attendance.rules.care import DAYS, Spans
from skolplattform.attendance.rules.presence import Way
from skolplattform.attendance.tables import CareChange, CareSchedule, Passage, Presence
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership

PARTS = (GroupType.DEPARTMENT.value, GroupType.CLASS.value)
"""The groups a child stands in at the door; the department goes before the class."""


class Lending:
    """The attendance module's side of `AttendanceLending`."""

    def passages(self, session: Session, actor: Actor, after: int) -> list[LentPassage]:
        """The passages with a higher number than `after`, those taken back left out."""
        rows = session.execute(
            select(Passage, Presence.child_id, _department())
            .join(Presence, col(Presence.id) == col(Passage.presence_id))
            .where(col(Passage.id) > after, col(Passage.void_at).is_(None), _theirs(actor, col(Presence.unit_id)))
            .order_by(col(Passage.id))
            .limit(LENT_AT_ONCE)
        )
        return [_passage(row, child, group) for row, child, group in rows]

    def base_hours(self, session: Session, actor: Actor, after: UUID | None) -> list[LentHours]:
        """The homes' rolling weeks, by id."""
        return [
            _lent(row, row.valid_from, row.valid_until, tuple(_week(week) for week in weeks_of(row.weeks)))
            for row in _page(session, actor, CareSchedule, after)
        ]

    def changed_hours(self, session: Session, actor: Actor, after: UUID | None) -> list[LentHours]:
        """The single days that differ from a home's weeks, by id."""
        return [
            _lent(row, row.day, row.day, (_only_on(row.day, spans_of(row.spans)),), temporary=True)
            for row in _page(session, actor, CareChange, after)
        ]

    def sums(self, session: Session, actor: Actor, unit_id: UUID, first: date, last: date) -> list[LentSum]:
        """Every student's minutes by activity at a unit, of lessons that have been held."""
        require(actor, TAKE_OVER)
        if not actor.is_system and unit_id not in actor.units:
            return []
        return [LentSum(*row) for row in activity_sums(session, unit_id, first, last)]


def _theirs(actor: Actor, unit: Any) -> ColumnElement[bool]:
    """Rows of the actor's units; the platform's own export has them all."""
    require(actor, TAKE_OVER)
    return unit.is_not(None) if actor.is_system else unit.in_(actor.units)


def _page(session: Session, actor: Actor, table: Any, after: UUID | None) -> list[Any]:
    question = select(table).where(_theirs(actor, col(table.unit_id))).order_by(col(table.id)).limit(LENT_AT_ONCE)
    return list(session.exec(question if after is None else question.where(col(table.id) > after)).all())


def _department() -> Any:
    """The department the child of a passage was in that day, else the class."""
    return (
        select(GroupMembership.group_id)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.person_id) == col(Presence.child_id),
            col(Group.unit_id) == col(Presence.unit_id),
            col(Group.group_type).in_(PARTS),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, col(Presence.day)),
        )
        .order_by(case((col(Group.group_type) == PARTS[0], 0), else_=1), col(GroupMembership.group_id))
        .limit(1)
        .correlate(Presence)
        .scalar_subquery()
    )


def _passage(row: Passage, child: UUID, group: UUID | None) -> LentPassage:
    number = row.id or 0
    own_id = uuid5(row.presence_id, str(number))
    return LentPassage(number, own_id, child, group, row.way == Way.IN.value, row.at, row.noted_by)


def _lent(
    row: Any, first: date, last: date | None, weeks: tuple[LentWeek, ...], *, temporary: bool = False
) -> LentHours:
    return LentHours(row.id, row.child_id, row.unit_id, row.home_id, first, last, weeks, row.registered_at, temporary)


def _week(week: tuple[Spans | None, ...]) -> LentWeek:
    return tuple(tuple((span.start, span.end) for span in day or ()) for day in week)


def _only_on(day: date, spans: Spans) -> LentWeek:
    return _week(tuple(spans if place == day.weekday() else None for place in range(DAYS)))
