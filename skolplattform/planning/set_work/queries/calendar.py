"""A teacher's calendar of one group: the coming weeks and how much each holds, over all subjects."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.contract import WorkDone
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import SET, own_group, settable, subjects_taught
from skolplattform.planning.set_work.queries.entries import (
    MOST_LINES,
    by_week,
    days_of_week,
    limits_for,
    limits_text,
    lines_where,
    loads_of,
    sunday,
)
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.planning.set_work.views import GroupCalendar, WorkWeek

FIRST_WEEKS = 8
ALL_WEEKS = rules.AHEAD.days // 7 + 1


def group_calendar(session: Session, actor: Actor, group_id: UUID, *, whole: bool = False) -> GroupCalendar:
    """The weeks from this one: eight, or with `whole` as many as work can be set for.

    Raises:
        NotFound: neither taught by the actor nor in their charge as mentor.
    """
    require(actor, SET)
    group = own_group(session, actor, group_id)
    today = clock.today()
    first = planning_rules.monday(today)
    last = sunday(first + timedelta(weeks=(ALL_WEEKS if whole else FIRST_WEEKS) - 1))
    loads = loads_of(session, [group_id], first, last)
    lines = by_week(
        lines_where(session, actor, col(SetWork.id).in_({piece.id for load in loads.values() for piece in load}))
    )
    limits = limits_for(session, group.unit_id, today)
    weeks = []
    for monday in planning_rules.mondays(first, last):
        carried = rules.weight(loads, monday, limits)
        weeks.append(
            WorkWeek(
                monday=monday.isoformat(),
                number=str(planning_rules.week_number(monday)),
                days=days_of_week(monday),
                lines=lines.get(monday, ()),
                tests=carried.tests,
                work=carried.work,
                level=carried.level.value,
            )
        )
    return GroupCalendar(
        group_id=str(group_id),
        group=group.display_name,
        unit_id=str(group.unit_id),
        can_set=bool(subjects_taught(session, actor, group_id)),
        weeks=tuple(weeks),
        has_more=not whole,
        limits=limits_text(limits),
    )


def work_of_groups(
    session: Session, actor: Actor, groups: Collection[UUID], syllabus_id: UUID, first: date, last: date
) -> tuple[WorkDone, ...]:
    """The tests and tasks of these groups in a subject that the actor may change, in order of time. One statement."""
    of_groups = select(col(SetWorkGroup.work_id)).where(col(SetWorkGroup.group_id).in_(groups))
    rows = session.execute(
        select(col(SetWork.id), col(SetWork.day), col(SetWork.title))
        .where(
            col(SetWork.id).in_(of_groups),
            col(SetWork.syllabus_id) == syllabus_id,
            col(SetWork.day).between(first, last),
            col(SetWork.taken_away).is_(False),
            settable(actor, clock.today()),
        )
        .order_by(col(SetWork.day), col(SetWork.id))
        .limit(MOST_LINES)
    )
    return tuple(WorkDone(*row) for row in rows)
