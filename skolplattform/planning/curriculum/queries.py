"""Reads of the curriculum: which stage a syllabus belongs to, its core content, its criteria and its scale."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.planning.contract import CriterionShown, LevelOfScale, SubjectCriteria
from skolplattform.planning.curriculum.tables import (
    Criterion,
    CriterionLevel,
    Curriculum,
    GradeLevel,
    Stage,
    Subject,
)
from skolplattform.planning.rules import Span, best_stage
from skolplattform.registry.permissions import holds_on
from skolplattform.schedule.tables import Syllabus


@dataclass(frozen=True, slots=True)
class StageOf:
    """The stage that a syllabus belongs to, as shown: 'Matematik', '7–9', 'Lgr22'."""

    id: UUID
    subject_id: UUID
    subject: str
    curriculum: str
    start_school_year: int
    end_school_year: int
    scale_code: str

    @property
    def span(self) -> Span:
        """Its school years."""
        return Span(self.start_school_year, self.end_school_year)

    @property
    def years(self) -> str:
        """Its school years on screen."""
        return f"{self.start_school_year}–{self.end_school_year}"


def stages_of(session: Session, syllabus_ids: Collection[UUID]) -> dict[UUID, StageOf]:
    """The stage of each syllabus, in one statement; one whose subject the catalogue lacks is left out.

    A syllabus that names no curriculum follows the one that holds today for its school form.
    """
    if not syllabus_ids:
        return {}
    unnamed = and_(
        col(Syllabus.curriculum) == "",
        col(Curriculum.school_type) == col(Syllabus.school_type),
        holds_on(Curriculum.valid_from, Curriculum.valid_to, clock.today()),
    )
    question = (
        select(
            col(Syllabus.id),
            col(Syllabus.start_school_year),
            col(Syllabus.end_school_year),
            Stage,
            col(Subject.name),
            col(Curriculum.code),
        )
        .join(Curriculum, or_(col(Curriculum.code) == col(Syllabus.curriculum), unnamed))
        .join(
            Subject,
            and_(
                col(Subject.curriculum_id) == col(Curriculum.id),
                col(Subject.code) == col(Syllabus.subject_code),
                col(Subject.language_code) == func.lower(Syllabus.language_code),
            ),
        )
        .join(Stage, col(Stage.subject_id) == col(Subject.id))
        .where(col(Syllabus.id).in_(set(syllabus_ids)))
    )
    years: dict[UUID, Span | None] = {}
    candidates: defaultdict[UUID, dict[UUID, StageOf]] = defaultdict(dict)
    for syllabus_id, start, end, stage, subject, curriculum in session.execute(question).all():
        years[syllabus_id] = Span(start, end) if start is not None and end is not None else None
        candidates[syllabus_id][stage.id] = _stage_of(stage, subject, curriculum)
    found = {
        syllabus_id: best_stage({id_: stage.span for id_, stage in stages.items()}, years[syllabus_id])
        for syllabus_id, stages in candidates.items()
    }
    return {syllabus_id: candidates[syllabus_id][stage] for syllabus_id, stage in found.items() if stage}


def _stage_of(stage: Stage, subject: str, curriculum: str) -> StageOf:
    return StageOf(
        id=stage.id,
        subject_id=stage.subject_id,
        subject=subject,
        curriculum=curriculum,
        start_school_year=stage.start_school_year,
        end_school_year=stage.end_school_year,
        scale_code=stage.scale_code,
    )


def subject_criteria(session: Session, syllabus_ids: Collection[UUID]) -> dict[UUID, SubjectCriteria]:
    """What students are assessed against in each syllabus, in three statements; one without criteria is left out."""
    stages = stages_of(session, syllabus_ids)
    if not stages:
        return {}
    criteria = criteria_of_stages(session, {stage.id for stage in stages.values()})
    levels = _levels(session, {stage.scale_code for stage in stages.values()})
    return {
        syllabus_id: SubjectCriteria(
            syllabus_id=syllabus_id,
            curriculum=stage.curriculum,
            years=stage.years,
            levels=levels[stage.scale_code],
            criteria=criteria[stage.id],
        )
        for syllabus_id, stage in stages.items()
        if stage.id in criteria
    }


def criteria_of_stages(session: Session, stage_ids: Collection[UUID]) -> dict[UUID, tuple[CriterionShown, ...]]:
    """The criteria of each stage in the order of the syllabus, with their wordings, in one statement."""
    rows = session.execute(
        select(
            col(Criterion.stage_id),
            col(Criterion.id),
            col(Criterion.aspect),
            col(CriterionLevel.level),
            col(CriterionLevel.text),
        )
        .join(CriterionLevel, col(CriterionLevel.criterion_id) == col(Criterion.id))
        .where(col(Criterion.stage_id).in_(stage_ids), col(Criterion.withdrawn).is_(False))
        .order_by(col(Criterion.stage_id), col(Criterion.position), col(CriterionLevel.position))
    ).all()
    wordings: defaultdict[tuple[UUID, UUID, str], list[tuple[str, str]]] = defaultdict(list)
    for stage_id, criterion_id, aspect, level, text in rows:
        wordings[stage_id, criterion_id, aspect].append((level, text))
    found: defaultdict[UUID, list[CriterionShown]] = defaultdict(list)
    for (stage_id, criterion_id, aspect), texts in wordings.items():
        found[stage_id].append(CriterionShown(id=criterion_id, name=aspect, wordings=tuple(texts)))
    return {stage_id: tuple(criteria) for stage_id, criteria in found.items()}


def criterion_names(session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these criteria are called, withdrawn ones too."""
    if not criterion_ids:
        return {}
    rows = session.execute(
        select(col(Criterion.id), col(Criterion.aspect)).where(col(Criterion.id).in_(set(criterion_ids)))
    ).all()
    return dict(rows)


def _levels(session: Session, scales: Collection[str]) -> dict[str, tuple[LevelOfScale, ...]]:
    rows = session.scalars(
        select(GradeLevel)
        .where(col(GradeLevel.scale_code).in_(scales))
        .order_by(col(GradeLevel.scale_code), col(GradeLevel.position))
    ).all()
    found: defaultdict[str, list[LevelOfScale]] = defaultdict(list)
    for row in rows:
        found[row.scale_code].append(LevelOfScale(code=row.code, key=row.code[0], name=row.name, passes=row.passed))
    return {scale: tuple(levels) for scale, levels in found.items()}
