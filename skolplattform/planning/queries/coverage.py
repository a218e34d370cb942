"""How much of the core content groups have met in published units, and in lessons that were ticked off (PLA-03)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, union
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.planning.contract import GroupCoverage
from skolplattform.planning.curriculum.reading import StageOf, stages_of
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.tables import EditionContent, EditionGroup, UnitPlan
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Activity, ActivityGroup, Syllabus

PAIRS_LIMIT = 2_000

Pair = tuple[UUID, UUID]
"""A group and a syllabus."""


def met_points(session: Session, pairs: Collection[Pair]) -> dict[Pair, tuple[int, int]]:
    """(met, total) of each group in each syllabus, in four statements; left out where the catalogue has no stage."""
    return met_of_stages(session, pairs, stages_of(session, {syllabus for _, syllabus in pairs}))


def met_of_stages(
    session: Session, pairs: Collection[Pair], stages: Mapping[UUID, StageOf]
) -> dict[Pair, tuple[int, int]]:
    """The same, where the stage of each syllabus is known."""
    if not stages:
        return {}
    totals = _totals(session, stages)
    met = _met(session, pairs, {stage.id for stage in stages.values()})
    return {pair: (met.get(pair, 0), totals.get(stages[pair[1]].id, 0)) for pair in pairs if pair[1] in stages}


def _totals(session: Session, stages: Mapping[UUID, StageOf]) -> dict[UUID, int]:
    rows = session.exec(
        select(CoreContent.stage_id, func.count())
        .where(
            col(CoreContent.stage_id).in_({stage.id for stage in stages.values()}),
            col(CoreContent.withdrawn).is_(False),
        )
        .group_by(col(CoreContent.stage_id))
    ).all()
    return dict(rows)


def _met(session: Session, pairs: Collection[Pair], stages: Collection[UUID]) -> dict[Pair, int]:
    """All subjects of the groups are counted: a group's plans are few, a subject's in a city are many.

    Only points of the versions that hold: what an older plan took up of an older version is not part of the whole.
    """
    wanted = {group for group, _ in pairs}
    in_units = (
        select(EditionGroup.group_id, UnitPlan.syllabus_id, EditionContent.content_id)
        .join(
            UnitPlan,
            (col(UnitPlan.id) == col(EditionGroup.plan_id)) & (col(UnitPlan.edition) == col(EditionGroup.number)),
        )
        .join(
            EditionContent,
            (col(EditionContent.plan_id) == col(EditionGroup.plan_id))
            & (col(EditionContent.number) == col(EditionGroup.number)),
        )
        .where(col(EditionGroup.group_id).in_(wanted))
    )
    in_lessons = (
        select(ActivityGroup.group_id, Activity.syllabus_id, LessonPlanContent.content_id)
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(LessonPlan, col(LessonPlan.activity_id) == col(Activity.id))
        .join(LessonPlanContent, col(LessonPlanContent.lesson_plan_id) == col(LessonPlan.id))
        .where(col(ActivityGroup.group_id).in_(wanted), col(LessonPlan.taught_at).is_not(None))
    )
    found = union(in_units, in_lessons).subquery()
    rows = session.exec(
        select(found.c.group_id, found.c.syllabus_id, func.count())
        .join(CoreContent, col(CoreContent.id) == found.c.content_id)
        .where(col(CoreContent.stage_id).in_(stages), col(CoreContent.withdrawn).is_(False))
        .group_by(found.c.group_id, found.c.syllabus_id)
    ).all()
    return {(group, syllabus): count for group, syllabus, count in rows}


def taught_pairs(session: Session, units: Collection[UUID]) -> dict[Pair, tuple[str, str]]:
    """Each group that is taught a subject at these units today, with the names of both."""
    rows = session.exec(
        select(Group.id, Syllabus.id, Group.display_name, Syllabus.subject_name)
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(Group.id))
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .where(col(Activity.unit_id).in_(units), holds_on(Activity.start_date, Activity.end_date, clock.today()))
        .distinct()
        .order_by(col(Group.display_name), col(Syllabus.subject_name), col(Syllabus.id))
        .limit(PAIRS_LIMIT)
    ).all()
    return {(group, syllabus): (group_name, subject) for group, syllabus, group_name, subject in rows}


def coverage_of_unit(session: Session, actor: Actor, unit_id: UUID) -> tuple[GroupCoverage, ...]:
    """Each group and subject of the unit, for its principal; empty when the unit is not theirs."""
    units = frozenset([unit_id]) & actor.units if actor.has(Role.PRINCIPAL) else frozenset()
    pairs = taught_pairs(session, units) if units else {}
    counts = met_points(session, pairs)
    return tuple(GroupCoverage(*pair, *names, *counts[pair]) for pair, names in pairs.items() if pair in counts)
