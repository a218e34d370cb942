"""The units and lessons that take up points of core content for groups: what both maps are drawn from."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.permissions import standing
from skolplattform.planning.tables import EditionContent, EditionGroup, UnitPlan, UnitPlanEdition
from skolplattform.schedule.tables import ActivityGroup


def in_units(groups: Collection[UUID], points: Collection[UUID], *wanted: Any) -> Select[*tuple[Any, ...]]:
    """These columns of what stands published for the groups, a row for each group, unit and point."""
    return (
        select(*wanted)
        .select_from(EditionGroup)
        .join(UnitPlan, col(UnitPlan.id) == col(EditionGroup.plan_id))
        .join(UnitPlanEdition, standing())
        .join(
            EditionContent,
            (col(EditionContent.plan_id) == col(EditionGroup.plan_id))
            & (col(EditionContent.number) == col(EditionGroup.number)),
        )
        .where(
            col(EditionGroup.group_id).in_(groups),
            col(EditionGroup.number) == col(UnitPlan.edition),
            col(UnitPlan.archived).is_(False),
            col(EditionContent.content_id).in_(points),
        )
    )


def in_lessons(groups: Collection[UUID], points: Collection[UUID], *wanted: Any) -> Select[*tuple[Any, ...]]:
    """These columns of the groups' lesson plans, a row for each group, lesson and point."""
    return (
        select(*wanted)
        .select_from(ActivityGroup)
        .join(LessonPlan, col(LessonPlan.activity_id) == col(ActivityGroup.activity_id))
        .join(LessonPlanContent, col(LessonPlanContent.lesson_plan_id) == col(LessonPlan.id))
        .where(col(ActivityGroup.group_id).in_(groups), col(LessonPlanContent.content_id).in_(points))
    )
