"""What the reads share: what students have before them, how it is called, and what their school says is too much."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import readable_plans, settable
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup, WorkLimit
from skolplattform.planning.set_work.views import WorkLine
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.tables import Syllabus

MOST_REACHED, MOST_LINES, MOST_STUDENTS = 40_000, 600, 1_000


def students_in(groups: Collection[UUID], on: date) -> Select[UUID]:
    """The students of the groups that day, as a query of ids. They are counted, never named."""
    return select(col(GroupMembership.person_id)).where(
        col(GroupMembership.group_id).in_(groups),
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )


def loads_of(session: Session, groups: Collection[UUID], first: date, last: date) -> dict[UUID, list[rules.Piece]]:
    """What each student of the groups has between two days, over all their groups. Two statements."""
    students = students_in(groups, clock.today())
    counted = students.distinct().order_by(col(GroupMembership.person_id)).limit(MOST_STUDENTS)
    loads: dict[UUID, list[rules.Piece]] = {id_: [] for id_ in session.scalars(counted)}
    rows = session.execute(
        select(col(GroupMembership.person_id), col(SetWork.id), col(SetWork.day), col(SetWork.kind))
        .join(SetWorkGroup, col(SetWorkGroup.group_id) == col(GroupMembership.group_id))
        .join(SetWork, col(SetWork.id) == col(SetWorkGroup.work_id))
        .where(
            col(GroupMembership.person_id).in_(students),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, SetWork.day),
            col(SetWork.day).between(first, last),
            col(SetWork.taken_away).is_(False),
        )
        .distinct()
        .order_by(col(SetWork.day), col(SetWork.id), col(GroupMembership.person_id))
        .limit(MOST_REACHED)
    )
    for student, id_, day, kind in rows:
        if student in loads:
            loads[student].append(rules.Piece(id_, day, rules.KINDS[kind].is_test))
    return loads


def lines_where(session: Session, actor: Actor, condition: ColumnElement[bool]) -> list[WorkLine]:
    """The tests and tasks that meet the condition, in order of time. At most four statements."""
    rows = session.execute(
        select(SetWork, col(Syllabus.subject_name))
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(condition, col(SetWork.taken_away).is_(False))
        .order_by(col(SetWork.day), col(Syllabus.subject_name), col(SetWork.id))
        .limit(MOST_LINES)
    ).all()
    ids = [work.id for work, _ in rows]
    groups, own = _groups_of(session, ids), _own(session, actor, ids)
    plans = readable_plans(session, actor, {work.plan_id for work, _ in rows if work.plan_id})
    return [
        WorkLine(
            id=str(work.id),
            day=work.day.isoformat(),
            kind=work.kind,
            title=work.title,
            subject=subject,
            groups=", ".join(groups[work.id]),
            note=work.note,
            plan_id=str(work.plan_id) if work.plan_id in plans else "",
            plan=plans.get(work.plan_id, "") if work.plan_id else "",
            own=work.id in own,
            due=f"{work.due_time:%H:%M}" if work.due_time else "",
        )
        for work, subject in rows
    ]


def _groups_of(session: Session, works: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    if works:
        rows = session.execute(
            select(col(SetWorkGroup.work_id), col(Group.display_name))
            .join(Group, col(Group.id) == col(SetWorkGroup.group_id))
            .where(col(SetWorkGroup.work_id).in_(works))
            .order_by(col(Group.display_name))
        )
        for work, name in rows:
            found[work].append(name)
    return found


def _own(session: Session, actor: Actor, works: Collection[UUID]) -> frozenset[UUID]:
    mine = select(col(SetWork.id)).where(col(SetWork.id).in_(works), settable(actor, clock.today()))
    return frozenset(session.scalars(mine)) if works else frozenset()


def decisions(session: Session, unit_id: UUID) -> list[WorkLimit]:
    """What the school has decided about how much is too much, earliest first."""
    wanted = select(WorkLimit).where(col(WorkLimit.unit_id) == unit_id).order_by(col(WorkLimit.valid_from)).limit(100)
    return list(session.scalars(wanted))


def limits_for(session: Session, unit_id: UUID, on: date) -> rules.Limits:
    """What the school warns at that day."""
    return rules.limits_on((decided(row) for row in decisions(session, unit_id)), on)


def decided(row: WorkLimit) -> rules.Decided:
    """A decision as the rules know it."""
    limits = rules.Limits(row.tests_a_day, row.tests_a_week, row.work_a_week)
    return rules.Decided(row.valid_from, limits)


def limits_text(limits: rules.Limits) -> Text:
    """1 prov om dagen, 3 prov och 5 uppgifter i veckan."""
    return both("work.limits", day=limits.tests_a_day, tests=limits.tests_a_week, work=limits.work_a_week)


def days_of_week(monday: date) -> Text:
    """mån 23 nov – fre 27 nov."""
    last = planning_rules.friday(monday)
    return both("work.days", first=day_text(monday, style="short"), last=day_text(last, style="short"))


def by_week(lines: Iterable[WorkLine]) -> dict[date, tuple[WorkLine, ...]]:
    """The lines of each week, by its Monday."""
    found: defaultdict[date, list[WorkLine]] = defaultdict(list)
    for line in lines:
        found[planning_rules.monday(date.fromisoformat(line.day))].append(line)
    return {monday: tuple(rows) for monday, rows in found.items()}


def sunday(monday: date) -> date:
    """The last day of the week."""
    return monday + timedelta(days=6)
