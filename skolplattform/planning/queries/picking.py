"""What a plan may pick from: the core content and criteria of the versions that its students follow."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select
from sqlmodel import Session, col

from skolplattform.i18n import NO_TEXT
from skolplattform.planning.curriculum.reading import Reading, StageOf
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, CriterionLevel
from skolplattform.planning.tables import (
    EditionContent,
    EditionGroup,
    UnitPlan,
    UnitPlanContent,
    UnitPlanCriterion,
)
from skolplattform.planning.views import Area, Aspect, CurriculumRead, Point, Wording

ROWS_LIMIT = 400


def stages_offered(read: Sequence[Reading]) -> dict[UUID, StageOf]:
    """The stages that a plan may pick from: one for each curriculum that its students follow."""
    return {reading.stage.id: reading.stage for reading in read if reading.stage}


def mixed(read: Sequence[Reading]) -> tuple[CurriculumRead, ...]:
    """Which curricula the students follow, where they are more than one; else nothing needs to be said."""
    if len(read) < 2:
        return ()
    return tuple(map(curriculum_read, read))


def curriculum_read(item: Reading) -> CurriculumRead:
    """A reading as the teacher sees it."""
    form = item.stage.other_form if item.stage else NO_TEXT
    return CurriculumRead(item.curriculum, item.students, item.stage is not None, form)


def _read_by(stage_id: UUID, stages: Mapping[UUID, StageOf]) -> str:
    """The curriculum that a point or criterion is for, where the plan has more than one to choose from."""
    return stages[stage_id].curriculum if len(stages) > 1 and stage_id in stages else ""


def headed(text: str, read_by: str) -> str:
    """A heading or criterion as the teacher reads it, with its curriculum before it in a mixed group."""
    return f"{read_by}: {text}" if read_by else text


def unheaded(text: str, read_by: str) -> str:
    """The same as the syllabus words it."""
    return text.removeprefix(f"{read_by}: ")


def offered_points(session: Session, plan: UnitPlan, read: Sequence[Reading], groups: Collection[UUID]) -> list[Point]:
    """The stages' core content, what the plan has picked, and what its groups have met in other units.

    What was picked from an older version stays in the plan.
    """
    stages = stages_offered(read)
    elsewhere = (
        select(col(EditionContent.content_id))
        .join(
            UnitPlan,
            and_(col(UnitPlan.id) == col(EditionContent.plan_id), col(UnitPlan.edition) == col(EditionContent.number)),
        )
        .join(
            EditionGroup,
            and_(
                col(EditionGroup.plan_id) == col(EditionContent.plan_id),
                col(EditionGroup.number) == col(EditionContent.number),
            ),
        )
        .where(col(EditionGroup.group_id).in_(groups), col(EditionContent.plan_id) != plan.id)
    )
    rows = session.execute(
        select(CoreContent, col(UnitPlanContent.plan_id), col(CoreContent.id).in_(elsewhere).label("met"))
        .join(
            UnitPlanContent,
            and_(col(UnitPlanContent.content_id) == col(CoreContent.id), col(UnitPlanContent.plan_id) == plan.id),
            isouter=True,
        )
        .where(
            _is_offered(
                CoreContent, select(UnitPlanContent.content_id).where(UnitPlanContent.plan_id == plan.id), stages
            )
        )
        .order_by(_in_order(CoreContent.stage_id, stages), col(CoreContent.position), col(CoreContent.id))
        .limit(ROWS_LIMIT)
    ).all()
    found = ((row, picked is not None, bool(seen), _read_by(row.stage_id, stages)) for row, picked, seen in rows)
    return [Point(str(row.id), headed(row.area, by), row.text, picked, seen, by) for row, picked, seen, by in found]


def _is_offered(
    table: type[CoreContent | Criterion], picked: Select[UUID], stages: Collection[UUID]
) -> ColumnElement[bool]:
    """It stands in one of the stages, or the plan has picked it already."""
    stands = and_(col(table.stage_id).in_(stages), col(table.withdrawn).is_(False))
    return or_(stands, col(table.id).in_(picked))


def _in_order(stage_id: Any, stages: Mapping[UUID, StageOf]) -> ColumnElement[int]:
    """The stages in the order of the readings: the group's own first, older versions last."""
    places = [(col(stage_id) == key, place) for place, key in enumerate(stages)]
    return case(*places, else_=len(places)) if places else literal(0)


def areas_of(points: Sequence[Point]) -> tuple[Area, ...]:
    """The points under their headings."""
    found = ((name, tuple(group)) for name, group in groupby(points, lambda point: point.area))
    return tuple(Area(name, group, sum(p.picked for p in group), len(group)) for name, group in found)


def offered_aspects(session: Session, plan: UnitPlan, read: Sequence[Reading]) -> tuple[Aspect, ...]:
    """The stages' criteria with their wordings, and which of them the plan assesses."""
    stages = stages_offered(read)
    rows = session.execute(
        select(
            col(Criterion.id),
            col(Criterion.aspect),
            col(Criterion.stage_id),
            col(UnitPlanCriterion.plan_id),
            col(CriterionLevel.level),
            col(CriterionLevel.text),
        )
        .join(CriterionLevel, col(CriterionLevel.criterion_id) == col(Criterion.id))
        .join(
            UnitPlanCriterion,
            and_(col(UnitPlanCriterion.criterion_id) == col(Criterion.id), col(UnitPlanCriterion.plan_id) == plan.id),
            isouter=True,
        )
        .where(
            _is_offered(
                Criterion, select(UnitPlanCriterion.criterion_id).where(UnitPlanCriterion.plan_id == plan.id), stages
            )
        )
        .order_by(
            _in_order(Criterion.stage_id, stages),
            col(Criterion.position),
            col(Criterion.id),
            col(CriterionLevel.position),
        )
        .limit(ROWS_LIMIT)
    ).all()
    return tuple(
        Aspect(
            str(id_),
            headed(name, _read_by(stage_id, stages)),
            picked is not None,
            tuple(Wording(level, text) for *_, level, text in levels),
            _read_by(stage_id, stages),
        )
        for (id_, name, stage_id, picked), levels in groupby(rows, lambda row: row[:4])
    )
