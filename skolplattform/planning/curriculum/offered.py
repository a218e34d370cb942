"""Where a syllabus could belong: every stage of every version of its subject, in every curriculum."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from skolplattform.core.ids import UuidKey
from skolplattform.i18n import Text, both
from skolplattform.planning.contract import other_form
from skolplattform.planning.curriculum.tables import Curriculum, Stage, Subject, SubjectDecision
from skolplattform.planning.curriculum.versions import (
    Candidate,
    CurriculumDates,
    Enrolled,
    Read,
    curriculum_read,
    version_of,
)
from skolplattform.planning.rules import Span
from skolplattform.schedule.tables import Syllabus

_Own = aliased(Subject)


@dataclass(frozen=True, slots=True)
class StageOf:
    """The stage that a syllabus is read by, as shown: 'Matematik', 'årskurs 7–9' or 'Nivå 1', 'Lgr22'."""

    id: UUID
    subject_id: UUID
    subject: str
    curriculum: str
    years: Text
    start_school_year: int | None
    end_school_year: int | None
    scale_code: str
    school_type: str
    """The form whose rules hold for it: the syllabus's own, or another by whose syllabus it is read (R-P03)."""
    other_form: Text
    """Said of a student who reads by another form's syllabus than the group: 'läser enligt anpassad grundskola'."""


@dataclass(slots=True)
class Asked:
    """A syllabus with every stage of every version where it could belong."""

    read: Read
    has_decisions: bool
    candidates: list[Candidate] = field(default_factory=list)
    named: dict[UUID, tuple[str, str, str]] = field(default_factory=dict)
    shown: dict[UUID, StageOf] = field(default_factory=dict)

    def stage(self, curriculum: str, day: date) -> StageOf | None:
        found = version_of(self.candidates, self.read, curriculum, day)
        if found is None:
            return None
        if found.stage_id not in self.shown:
            self.shown[found.stage_id] = _stage_of(found, self.read.school_type, *self.named[found.stage_id])
        return self.shown[found.stage_id]

    def stage_for(
        self, curricula: Collection[CurriculumDates], enrolled: Sequence[Enrolled], day: date
    ) -> StageOf | None:
        """By the enrolment's curriculum, else by the syllabus's own."""
        codes = (curriculum_read(curricula, self.read, who, day) for who in (enrolled, ()))
        return next(filter(None, (self.stage(code, day) for code in codes)), None)


def asked_for(session: Session, syllabus_ids: Collection[UUID]) -> tuple[list[CurriculumDates], dict[UUID, Asked]]:
    """Every curriculum, and each syllabus with the stages of its subject: that of its code, and those of its name."""
    if not syllabus_ids:
        return [], {}
    curricula = {
        row.id: CurriculumDates(row.code, frozenset(row.school_types), row.valid_from, row.valid_to, row.for_starters)
        for row in session.connection().execute(_curricula())
    }
    asked: dict[UUID, Asked] = {}
    for row in session.connection().execute(_subjects_of(), {"syllabuses": list(set(syllabus_ids))}):
        item = asked.setdefault(row.syllabus_id, Asked(_read_of(row), row.has_decisions))
        if row.stage_id not in item.named:
            item.candidates.append(_candidate_of(row, curricula[row.curriculum_id]))
            item.named[row.stage_id] = (row.subject_name, row.stage_name, row.scale_code)
    return list(curricula.values()), asked


@cache
def _curricula() -> Any:
    dates = (col(Curriculum.valid_from), col(Curriculum.valid_to), col(Curriculum.for_starters))
    return select(col(Curriculum.id), col(Curriculum.code), col(Curriculum.school_types), *dates).order_by(
        col(Curriculum.code)
    )


@cache
def _subjects_of() -> Any:
    """The subjects that a syllabus's code names, in every curriculum, with their stages.

    Built once, and asked for below the object mapper: every page of subjects asks it, and gets hundreds of rows.
    """
    of_language = or_(col(_Own.language_code) == func.lower(Syllabus.language_code), col(_Own.language_code) == "")
    of_syllabus = (
        col(Syllabus.id).label("syllabus_id"),
        col(Syllabus.school_type),
        col(Syllabus.curriculum),
        col(Syllabus.subject_code),
        col(Syllabus.start_school_year).label("from_year"),
        col(Syllabus.end_school_year).label("to_year"),
        col(Syllabus.course_code),
    )
    of_subject = (
        col(Subject.id).label("subject_id"),
        col(Subject.curriculum_id),
        col(Subject.code),
        col(Subject.language_code),
        col(Subject.version),
        col(Subject.valid_from),
        col(Subject.valid_to),
        col(Subject.name).label("subject_name"),
    )
    of_stage = (
        col(Stage.id).label("stage_id"),
        col(Stage.name).label("stage_name"),
        col(Stage.start_school_year),
        col(Stage.end_school_year),
        col(Stage.course_code).label("stage_course"),
        col(Stage.scale_code),
    )
    decided = exists().where(col(SubjectDecision.subject_code) == col(Syllabus.subject_code))
    return (
        select(*of_syllabus, *of_subject, *of_stage, decided.label("has_decisions"))
        .join(_Own, and_(col(_Own.code) == col(Syllabus.subject_code), of_language))
        .join(
            Subject,
            and_(col(Subject.name) == col(_Own.name), col(Subject.language_code) == col(_Own.language_code)),
        )
        .join(Stage, col(Stage.subject_id) == col(Subject.id))
        .where(col(Syllabus.id).in_(bindparam("syllabuses", type_=UuidKey(), expanding=True)))
    )


def _read_of(row: Row[Any]) -> Read:
    years = _span(row.from_year, row.to_year)
    return Read(row.school_type, row.subject_code, row.curriculum, years, row.course_code)


def _candidate_of(row: Row[Any], curriculum: CurriculumDates) -> Candidate:
    return Candidate(
        stage_id=row.stage_id,
        subject_id=row.subject_id,
        subject_code=row.code,
        curriculum=curriculum,
        version=row.version,
        language=row.language_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        years=_span(row.start_school_year, row.end_school_year),
        course_code=row.stage_course,
    )


def _span(first: int | None, last: int | None) -> Span | None:
    return None if first is None or last is None else Span(first, last)


def _stage_of(found: Candidate, school_type: str, subject: str, name: str, scale: str) -> StageOf:
    forms = found.curriculum.school_types
    form = school_type if school_type in forms else min(forms)
    first, last = (found.years.start, found.years.end) if found.years else (None, None)
    return StageOf(
        id=found.stage_id,
        subject_id=found.subject_id,
        subject=subject,
        curriculum=found.curriculum.code,
        years=Text(name, name) if found.course_code else both("planning.stage.years", years=f"{first}–{last}"),
        start_school_year=first,
        end_school_year=last,
        scale_code=scale,
        school_type=form,
        other_form=other_form(form, school_type),
    )
