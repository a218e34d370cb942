"""Which points of its stage a group is taught, in this group or in earlier ones of its students."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT, both
from skolplattform.i18n.format import day_text
from skolplattform.planning import rules as planning
from skolplattform.planning.coverage import rules
from skolplattform.planning.coverage.queries.taken import in_lessons, in_units
from skolplattform.planning.coverage.rules import Member, PointState, TakenUp
from skolplattform.planning.coverage.views import AreaRows, GroupMap, PointRow, UnitOfPoint
from skolplattform.planning.curriculum.reading import readings
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.queries.picking import stages_offered
from skolplattform.planning.tables import (
    EditionContent,
    EditionGroup,
    UnitPlan,
    UnitPlanContent,
    UnitPlanEdition,
    UnitPlanGroup,
)
from skolplattform.planning.timeline.permissions import SeenTeaching, seen_teaching
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import ActivityGroup

POINTS_LIMIT = 400
MEMBERS_LIMIT = 4_000
UNITS_LIMIT = 4_000


def group_map(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID) -> GroupMap:
    """The stage point by point. Its teachers see their drafts as planned; a principal sees what is published.

    Raises:
        NotFound: not the actor's to follow.
    """
    seen = seen_teaching(session, actor, group_id, syllabus_id)
    today = clock.today()
    read = readings(session, syllabus_id, [group_id], today)
    stages = stages_offered(read)
    points = _points(session, stages)
    members = _members(session, group_id)
    groups, wanted = {member.group_id for member in members} | {group_id}, [point.id for point in points]
    units = _editions(session, groups, wanted) + _lessons(session, actor, group_id, groups, wanted)
    units += _drafts(session, group_id, syllabus_id) if seen.can_plan else []
    by_point = _by_point(units)
    states = {point.id: rules.state(by_point[point.id], today) for point in points}
    counts = rules.counted(states)
    stage = next(iter(stages.values()), None)
    return GroupMap(
        group_id=str(group_id),
        syllabus_id=str(syllabus_id),
        group=seen.group.display_name,
        subject=seen.syllabus.subject_name,
        curriculum=", ".join(stage.curriculum for stage in stages.values()),
        years=stage.years if stage else NO_TEXT,
        can_plan=seen.can_plan,
        students=len({member.person_id for member in members}),
        areas=_areas(points, states, rules.met_by(units, members, today), _shown(session, seen, by_point)),
        taught=counts[PointState.TAUGHT],
        planned=counts[PointState.PLANNED],
        gaps=counts[PointState.GAP],
        total=len(points),
    )


def _points(session: Session, stages: Collection[UUID]) -> Sequence[CoreContent]:
    return session.scalars(
        select(CoreContent)
        .where(col(CoreContent.stage_id).in_(stages), col(CoreContent.withdrawn).is_(False))
        .order_by(col(CoreContent.stage_id), col(CoreContent.position), col(CoreContent.id))
        .limit(POINTS_LIMIT)
    ).all()


def _members(session: Session, group_id: UUID) -> list[Member]:
    """Today's students with every group they have been in."""
    today = clock.today()
    now = select(col(GroupMembership.person_id)).where(
        col(GroupMembership.group_id) == group_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
    )
    rows = session.execute(
        select(
            col(GroupMembership.person_id),
            col(GroupMembership.group_id),
            col(GroupMembership.start_date),
            col(GroupMembership.end_date),
        )
        .where(col(GroupMembership.person_id).in_(now))
        .order_by(col(GroupMembership.person_id), col(GroupMembership.start_date), col(GroupMembership.id))
        .limit(MEMBERS_LIMIT)
    ).all()
    return [Member(*row) for row in rows]


def _editions(session: Session, groups: Collection[UUID], points: Collection[UUID]) -> list[TakenUp]:
    wanted = (
        col(EditionContent.content_id),
        col(EditionContent.plan_id),
        col(EditionGroup.group_id),
        col(UnitPlanEdition.title),
        col(UnitPlanEdition.start_date),
        col(UnitPlanEdition.end_date),
    )
    order = (col(UnitPlanEdition.start_date), col(EditionContent.plan_id), col(EditionContent.content_id))
    rows = session.execute(in_units(groups, points, *wanted).order_by(*order).limit(UNITS_LIMIT)).all()
    return [TakenUp(*row) for row in rows]


def _lessons(
    session: Session, actor: Actor, group_id: UUID, groups: Collection[UUID], points: Collection[UUID]
) -> list[TakenUp]:
    """The lessons that were ticked off, and those planned for the group: the actor's own, and what students read."""
    own = col(LessonPlan.activity_id).in_(taught(actor, clock.today()))
    is_taught, is_read = col(LessonPlan.taught_at).is_not(None), or_(own, col(LessonPlan.shown).is_(True))
    point, group = col(LessonPlanContent.content_id), col(ActivityGroup.group_id)
    rows = session.execute(
        in_lessons(groups, points, point, group, LessonPlan, own.label("own"), is_read.label("is_read"))
        .where(or_(is_taught, and_(group == group_id, is_read)))
        .order_by(col(LessonPlan.stands_at), col(LessonPlan.id), point, group)
        .limit(UNITS_LIMIT)
    ).all()
    return [_lesson(*row) for row in rows]


def _lesson(point: UUID, group: UUID, plan: LessonPlan, own: bool, is_read: bool) -> TakenUp:
    day = clock.local(plan.stands_at).date()
    return TakenUp(
        point,
        plan.id,
        group,
        plan.title if is_read else "",
        day,
        day,
        stands=plan.taught_at is not None,
        is_lesson=True,
        page=f"/lektion/{plan.lesson_id}" if own and plan.lesson_id else "",
    )


def _drafts(session: Session, group_id: UUID, syllabus_id: UUID) -> list[TakenUp]:
    """What the group's teachers plan and have not published."""
    rows = session.execute(
        select(
            col(UnitPlanContent.content_id),
            col(UnitPlan.id),
            col(UnitPlanGroup.group_id),
            col(UnitPlan.title),
            col(UnitPlan.start_date),
            col(UnitPlan.end_date),
        )
        .join(UnitPlan, col(UnitPlan.id) == col(UnitPlanContent.plan_id))
        .join(UnitPlanGroup, col(UnitPlanGroup.plan_id) == col(UnitPlan.id))
        .where(
            col(UnitPlanGroup.group_id) == group_id,
            col(UnitPlan.syllabus_id) == syllabus_id,
            col(UnitPlan.archived).is_(False),
            col(UnitPlan.edition) == 0,
        )
        .order_by(col(UnitPlan.start_date), col(UnitPlan.id), col(UnitPlanContent.content_id))
        .limit(UNITS_LIMIT)
    ).all()
    return [TakenUp(*row, stands=False) for row in rows]


def _by_point(units: Iterable[TakenUp]) -> defaultdict[UUID, list[TakenUp]]:
    found: defaultdict[UUID, list[TakenUp]] = defaultdict(list)
    for unit in units:
        found[unit.point_id].append(unit)
    return found


def _shown(
    session: Session, seen: SeenTeaching, by_point: dict[UUID, list[TakenUp]]
) -> defaultdict[UUID, tuple[UnitOfPoint, ...]]:
    """Each point's units and lessons as the page names them; those of another group with its name."""
    others = {unit.group_id for units in by_point.values() for unit in units} - {seen.group.id}
    names = _names(session, others)
    found: defaultdict[UUID, tuple[UnitOfPoint, ...]] = defaultdict(tuple)
    for point, units in by_point.items():
        found[point] = tuple(_unit(unit, names.get(unit.group_id, ""), seen.can_plan) for unit in units)
    return found


def _names(session: Session, groups: Collection[UUID]) -> dict[UUID, str]:
    if not groups:
        return {}
    rows = session.execute(select(col(Group.id), col(Group.display_name)).where(col(Group.id).in_(groups)))
    return dict(rows.all())


def _unit(unit: TakenUp, group: str, can_plan: bool) -> UnitOfPoint:
    if unit.is_lesson:
        when, page = day_text(unit.start, style="date"), unit.page
    else:
        weeks = f"{planning.weeks_shown(unit.start, unit.end)} {unit.start.isocalendar().year}"
        when, page = both("planning.list.weeks", weeks=weeks), f"/planering{'' if can_plan else 'ar'}/{unit.plan_id}"
    return UnitOfPoint(unit.title, when, group, "" if group else page, unit.is_lesson, not unit.stands)


def _areas(
    points: Sequence[CoreContent],
    states: dict[UUID, PointState],
    met: dict[UUID, int],
    units: defaultdict[UUID, tuple[UnitOfPoint, ...]],
) -> tuple[AreaRows, ...]:
    found = []
    for name, of_area in groupby(points, key=lambda point: point.area):
        rows = tuple(
            PointRow(point.text, states[point.id].value, met.get(point.id, 0), units[point.id]) for point in of_area
        )
        found.append(AreaRows(name, rows, sum(row.state == PointState.TAUGHT for row in rows)))
    return tuple(found)
