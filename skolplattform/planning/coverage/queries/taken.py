"""The published units that take up points of core content for groups: what both maps are drawn from."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from skolplattform.planning.permissions import standing
from skolplattform.planning.tables import EditionContent, EditionGroup, UnitPlan, UnitPlanEdition


def taken_up(groups: Collection[UUID], points: Collection[UUID], *wanted: Any) -> Select[*tuple[Any, ...]]:
    """These columns of what stands published for the groups, a row for each group, unit and point."""
    return (
        select(*wanted)
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
