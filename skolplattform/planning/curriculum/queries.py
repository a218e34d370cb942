"""Reads of the curriculum: the criteria of syllabuses and the levels of their scales."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from skolplattform.core.ids import UuidKey
from skolplattform.planning.contract import CriterionShown, LevelOfScale, SubjectCriteria
from skolplattform.planning.curriculum.reading import StageOf, stages_by_student, stages_of
from skolplattform.planning.curriculum.tables import Criterion, CriterionLevel, GradeLevel


def subject_criteria(
    session: Session, syllabus_ids: Collection[UUID], *, student_id: UUID | None = None, day: date | None = None
) -> dict[UUID, SubjectCriteria]:
    """What is assessed in each syllabus that day, in at most five statements; one without criteria is left out.

    By the curriculum of the student's enrolment, where one is asked for (R-Y01).
    """
    stages = stages_of(session, syllabus_ids, day, student_id)
    return _criteria(session, {key: (key, stage) for key, stage in stages.items()})


def criteria_of_students(
    session: Session, syllabus_id: UUID, students: Collection[UUID], day: date
) -> dict[UUID, SubjectCriteria]:
    """What each of these students is assessed against in a syllabus, each by their own curriculum (R-Y01)."""
    stages = stages_by_student(session, syllabus_id, students, day)
    return _criteria(session, {student: (syllabus_id, stage) for student, stage in stages.items()})


def _criteria(session: Session, stages: Mapping[UUID, tuple[UUID, StageOf]]) -> dict[UUID, SubjectCriteria]:
    """The criteria by what is asked for: a syllabus, or a student; each stage is read and made once."""
    if not stages:
        return {}
    criteria = criteria_of_stages(session, {stage.id for _, stage in stages.values()})
    levels = _levels(session, {stage.scale_code for _, stage in stages.values()})
    made = {
        (syllabus_id, stage.id): SubjectCriteria(
            syllabus_id=syllabus_id,
            curriculum=stage.curriculum,
            years=stage.years,
            levels=levels[stage.scale_code],
            criteria=criteria[stage.id],
            school_type=stage.school_type,
        )
        for syllabus_id, stage in stages.values()
        if stage.id in criteria
    }
    found = {key: made.get((syllabus_id, stage.id)) for key, (syllabus_id, stage) in stages.items()}
    return {key: subject for key, subject in found.items() if subject}


def criteria_of_stages(session: Session, stage_ids: Collection[UUID]) -> dict[UUID, tuple[CriterionShown, ...]]:
    """The criteria of each stage in the order of the syllabus, with their wordings, in one statement."""
    rows: Iterable[Any] = session.connection().execute(_criteria_of(), {"stages": list(stage_ids)})
    found: defaultdict[UUID, list[CriterionShown]] = defaultdict(list)
    for (stage_id, criterion_id, aspect), levels in groupby(rows, key=itemgetter(0, 1, 2)):
        wordings = tuple((level, text) for *_, level, text in levels)
        found[stage_id].append(CriterionShown(id=criterion_id, name=aspect, wordings=wordings))
    return {stage_id: tuple(criteria) for stage_id, criteria in found.items()}


@cache
def _criteria_of() -> Any:
    return (
        select(
            col(Criterion.stage_id),
            col(Criterion.id),
            col(Criterion.aspect),
            col(CriterionLevel.level),
            col(CriterionLevel.text),
        )
        .join(CriterionLevel, col(CriterionLevel.criterion_id) == col(Criterion.id))
        .where(
            col(Criterion.stage_id).in_(bindparam("stages", type_=UuidKey(), expanding=True)),
            col(Criterion.withdrawn).is_(False),
        )
        .order_by(col(Criterion.stage_id), col(Criterion.position), col(Criterion.id), col(CriterionLevel.position))
    )


def criterion_names(session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these criteria are called, withdrawn ones too."""
    if not criterion_ids:
        return {}
    rows = session.execute(
        select(col(Criterion.id), col(Criterion.aspect)).where(col(Criterion.id).in_(set(criterion_ids)))
    ).all()
    return dict(rows)


def _levels(session: Session, scales: Collection[str]) -> dict[str, tuple[LevelOfScale, ...]]:
    rows = session.execute(
        select(col(GradeLevel.scale_code), col(GradeLevel.code), col(GradeLevel.name), col(GradeLevel.passed))
        .where(col(GradeLevel.scale_code).in_(scales))
        .order_by(col(GradeLevel.scale_code), col(GradeLevel.position))
    ).all()
    found: defaultdict[str, list[LevelOfScale]] = defaultdict(list)
    for scale, code, name, passed in rows:
        found[scale].append(LevelOfScale(code=code, key=code[0], name=name, passes=passed))
    return {scale: tuple(levels) for scale, levels in found.items()}
