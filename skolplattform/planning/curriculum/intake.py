"""Versions of subjects that an import brings, kept beside those that are there: nothing is ever written over.

An id is made from what a point or criterion says, so that a version is the same one only if every word is. A version
that is here with other words is refused: its publisher gives changed words a new number. Only its last day may change.
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Denied
from skolplattform.planning.contract import Brought, StageBrought, SubjectBrought
from skolplattform.planning.curriculum.catalogue import ACCEPTABLE, Catalogue, identity
from skolplattform.planning.curriculum.tables import (
    CoreContent,
    Criterion,
    CriterionLevel,
    Curriculum,
    GradeLevel,
    Stage,
    Subject,
)
from skolplattform.planning.curriculum.versions import first_day_of_use

VERB = "planning.bring_syllabus"
LAST_YEAR_WITHOUT_GRADES = 3
NO_LEVELS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Here:
    """What the platform had before the import began."""

    curricula: Sequence[Curriculum]
    subjects: frozenset[tuple[UUID, str]]
    levels: dict[str, frozenset[str]]


def bring(
    session: Session,
    actor: Actor,
    subjects: Sequence[SubjectBrought],
    *,
    used_from: date | None = None,
    look_only: bool = False,
) -> tuple[Brought, ...]:
    """Take in these versions, or with `look_only` only say what would become of each.

    Where the subject is in use a version is used from `used_from`, or else from the next 1 July (`versions`).

    Raises:
        Denied: not a command of the platform.
    """
    if not actor.is_system:
        raise Denied
    here = _here(session)
    return tuple(_bring(session, actor, here, subject, used_from, look_only) for subject in subjects)


def _here(session: Session) -> _Here:
    levels: dict[str, set[str]] = {}
    for scale, code in session.exec(
        select(GradeLevel.scale_code, GradeLevel.code).where(col(GradeLevel.has_criteria).is_(True))
    ).all():
        levels.setdefault(scale, set()).add(code)
    return _Here(
        curricula=session.exec(select(Curriculum).order_by(col(Curriculum.valid_from))).all(),
        subjects=frozenset(session.exec(select(Subject.curriculum_id, Subject.code)).all()),
        levels={scale: frozenset(codes) for scale, codes in levels.items()},
    )


def _bring(
    session: Session, actor: Actor, here: _Here, subject: SubjectBrought, used_from: date | None, look_only: bool
) -> Brought:
    curriculum = curriculum_of(here.curricula, subject)
    if curriculum is None:
        return Brought.NO_CURRICULUM
    if any(not _steps(stage) <= here.levels.get(_scale(curriculum, stage), NO_LEVELS) for stage in subject.stages):
        return Brought.WRONG_LEVELS
    is_first = (curriculum.id, subject.code) not in here.subjects
    starts = first_day_of_use(subject.starts, clock.today(), is_first=is_first)
    if used_from and starts != subject.starts:
        starts = max(subject.starts, used_from)
    rows = _rows(curriculum, subject, starts)
    standing = session.get(Subject, rows.rows[Subject][0]["id"])
    if standing is not None:
        return _again(session, actor, standing, rows, subject, look_only)
    if subject.ends and subject.ends < starts:
        return Brought.OVER
    if not look_only:
        for table, values in rows.rows.items():
            session.execute(insert(table), values)
        _note(session, actor, rows.rows[Subject][0]["id"], subject, Brought.NEW)
    return Brought.NEW


def curriculum_of(curricula: Sequence[Curriculum], subject: SubjectBrought) -> Curriculum | None:
    """The curriculum that the version belongs to: of its school form, held when it began, graded in the same way."""
    found = [
        curriculum
        for curriculum in curricula
        if curriculum.scale_code
        and set(curriculum.school_types) & set(subject.school_types)
        and curriculum.valid_from <= subject.starts <= (curriculum.valid_to or subject.starts)
        and (curriculum.for_starters == subject.by_levels or not _divides(curricula, curriculum))
    ]
    return found[-1] if found else None


def _divides(curricula: Sequence[Curriculum], curriculum: Curriculum) -> bool:
    """Are there two ways of grading in the curriculum's school forms, by course and by level?"""
    forms = set(curriculum.school_types)
    return len({item.for_starters for item in curricula if forms & set(item.school_types)}) > 1


def _scale(curriculum: Curriculum, stage: StageBrought) -> str:
    if stage.years and stage.years[1] <= LAST_YEAR_WITHOUT_GRADES:
        return ACCEPTABLE
    return curriculum.scale_code or ""


def _steps(stage: StageBrought) -> set[str]:
    """The levels that the stage words; one that its scale does not word is refused."""
    return {level for _, wordings in stage.criteria for level, _ in wordings}


def _rows(curriculum: Curriculum, subject: SubjectBrought, starts: date) -> Catalogue:
    """The version as rows, parents before children."""
    rows = Catalogue()
    path = (curriculum.code, subject.code, "", f"v{subject.version}")
    rows.add(
        Subject,
        id=identity(*path),
        curriculum_id=curriculum.id,
        code=subject.code,
        language_code="",
        version=subject.version,
        valid_from=starts,
        valid_to=subject.ends,
        name=subject.name,
        purpose=list(subject.purpose),
    )
    for stage in subject.stages:
        _stage(rows, path, stage, _scale(curriculum, stage))
    return rows


def _stage(rows: Catalogue, subject: tuple[str, ...], stage: StageBrought, scale: str) -> None:
    first, last = stage.years or (None, None)
    path = (*subject, stage.course_code, first, last)
    key = identity(*path)
    years = {"start_school_year": first, "end_school_year": last}
    names = {"course_code": stage.course_code, "name": stage.name}
    rows.add(Stage, id=key, subject_id=identity(*subject), scale_code=scale, **years, **names)
    for position, (area, text) in enumerate(dict.fromkeys(stage.content)):
        point = identity(*path, "content", area, text)
        rows.add(CoreContent, id=point, stage_id=key, area=area, text=text, position=position, withdrawn=False)
    for position, (aspect, wordings) in enumerate(dict.fromkeys(stage.criteria)):
        criterion = identity(*path, "criterion", *(word for wording in wordings for word in wording))
        rows.add(Criterion, id=criterion, stage_id=key, aspect=aspect, position=position, withdrawn=False)
        for order, (level, text) in enumerate(wordings):
            rows.add(CriterionLevel, criterion_id=criterion, level=level, position=order, text=text)


def _again(
    session: Session, actor: Actor, standing: Subject, rows: Catalogue, subject: SubjectBrought, look_only: bool
) -> Brought:
    """The version is here: the same words, the same words with another last day, or other words."""
    if _words(rows) != _words_here(session, standing) or standing.name != subject.name:
        return Brought.DIFFERS
    if standing.valid_to == subject.ends:
        return Brought.UNCHANGED
    if subject.ends and standing.valid_from and subject.ends < standing.valid_from:
        return Brought.OVER
    if not look_only:
        standing.valid_to = subject.ends
        session.add(standing)
        _note(session, actor, standing.id, subject, Brought.CHANGED)
    return Brought.CHANGED


def _words(rows: Catalogue) -> set[UUID]:
    return {row["id"] for table in (Stage, CoreContent, Criterion) for row in rows.rows.get(table, ())}


def _words_here(session: Session, subject: Subject) -> set[UUID]:
    stages = select(Stage.id).where(Stage.subject_id == subject.id)
    found = set(session.exec(stages).all())
    for table in (CoreContent, Criterion):
        found |= set(session.exec(select(table.id).where(col(table.stage_id).in_(stages))).all())
    return found


def _note(session: Session, actor: Actor, subject_id: UUID, subject: SubjectBrought, did: Brought) -> None:
    detail = {"did": did.value, "code": subject.code, "version": subject.version}
    audit.record(session, actor, VERB, "subject", subject_id, detail=detail)
