"""The curriculum as the invented teachers use it: areas and criteria of each syllabus, read once."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.planning.curriculum.catalogue import OWN_WORDS
from skolplattform.planning.curriculum.tables import CoreContent, Criterion, CriterionLevel, GradeLevel, Stage, Subject
from skolplattform.schedule.tables import Syllabus


@dataclass(frozen=True, slots=True)
class Taken:
    """A criterion with its wordings, lowest level first."""

    id: UUID
    name: str
    wordings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StageOf:
    """What a syllabus holds: areas with their points, criteria, the levels that pass, lowest first, and `not_yet`."""

    purpose: tuple[str, ...]
    areas: dict[str, tuple[tuple[UUID, str], ...]]
    criteria: tuple[Taken, ...]
    levels: tuple[str, ...]
    not_yet: str


def read(session: Session) -> dict[UUID, StageOf]:
    """Every syllabus of the register that the catalogue knows by its years, by the syllabus's id."""
    known = stages(session)
    rows = session.exec(
        select(Syllabus.id, Stage.id)
        .join(
            Subject,
            (col(Subject.code) == Syllabus.subject_code)
            & (col(Subject.language_code) == Syllabus.language_code)
            & (col(Subject.version) == OWN_WORDS),
        )
        .join(
            Stage,
            (col(Stage.subject_id) == col(Subject.id)) & (col(Stage.start_school_year) == Syllabus.start_school_year),
        )
    ).all()
    return {syllabus: known[stage] for syllabus, stage in rows}


def stages(session: Session) -> dict[UUID, StageOf]:
    """Every stage of every subject, by its id."""
    areas: defaultdict[UUID, defaultdict[str, list[tuple[UUID, str]]]] = defaultdict(lambda: defaultdict(list))
    for point in session.exec(select(CoreContent).order_by(col(CoreContent.position))).all():
        areas[point.stage_id][point.area].append((point.id, point.text))
    wordings: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for level in session.exec(select(CriterionLevel).order_by(col(CriterionLevel.position))).all():
        wordings[level.criterion_id].append((level.level, level.text))
    criteria: defaultdict[UUID, list[Taken]] = defaultdict(list)
    for row in session.exec(select(Criterion).order_by(col(Criterion.position))).all():
        criteria[row.stage_id].append(Taken(row.id, row.aspect, tuple(wordings[row.id])))
    scales: defaultdict[str, list[str]] = defaultdict(list)
    not_yet: dict[str, str] = {}
    for row in session.exec(select(GradeLevel).order_by(col(GradeLevel.position))).all():
        if row.passed:
            scales[row.scale_code].append(row.code)
        else:
            not_yet[row.scale_code] = row.code
    rows = session.exec(select(Stage, Subject).join(Subject, col(Subject.id) == col(Stage.subject_id))).all()
    return {
        stage.id: StageOf(
            tuple(subject.purpose),
            {name: tuple(points) for name, points in areas[stage.id].items()},
            tuple(criteria[stage.id]),
            tuple(scales[stage.scale_code]),
            not_yet.get(stage.scale_code, ""),
        )
        for stage, subject in rows
    }
