"""Grades as they stand: the latest revision of each decision, never the superseded ones."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeGiven, GradeShown
from skolplattform.assessment.permissions import can_follow
from skolplattform.assessment.queries.student import note_read
from skolplattform.assessment.rules import NO_EVIDENCE, GradeDecision
from skolplattform.assessment.tables import Grade
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Denied, NotFound
from skolplattform.core.ids import UuidKey
from skolplattform.schedule.tables import Syllabus

SUBJECTS_LIMIT = 60
BATCH = 1_000


@cache
def standing_grade() -> ColumnElement[bool]:
    """The condition on `Grade` that no later decision has taken its place (R-G17). Made once, for every page."""
    later = aliased(Grade)
    return ~exists().where(col(later.supersedes_id) == col(Grade.id))


def grades_of_last_term(session: Session, actor: Actor, student_id: UUID) -> tuple[GradeShown, ...]:
    """The standing grades of the latest term that has any, in order of subject.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    note_read(session, actor, student_id, "grades")
    rows = session.execute(_shown_of_student(), {"student": student_id}).all()
    term = (rows[0].year, rows[0].semester) if rows else None
    return tuple(
        GradeShown(
            syllabus_id=grade.syllabus_id,
            subject=grade.subject_name,
            shown=GradeDecision(grade.value, grade.not_set).shown,
            not_set=grade.not_set,
            semester=grade.semester,
            year=grade.year,
            final=grade.final,
        )
        for grade in rows
        if (grade.year, grade.semester) == term
    )


@cache
def _shown_of_student() -> Any:
    """A student's standing grades, of the latest term first."""
    names = ("syllabus_id", "value", "not_set", "semester", "year", "final")
    return (
        select(Syllabus.subject_name)
        .add_columns(*(getattr(Grade, name) for name in names))
        .join(Grade, col(Syllabus.id) == col(Grade.syllabus_id))
        .where(col(Grade.student_id) == bindparam("student", type_=UuidKey()), standing_grade())
        # VT comes before HT within a calendar year, and "HT" sorts before "VT"
        .order_by(col(Grade.year).desc(), col(Grade.semester), col(Syllabus.subject_name), col(Grade.id))
        .limit(SUBJECTS_LIMIT)
    )


def grades_of(session: Session, actor: Actor, unit_ids: Sequence[UUID], after: UUID | None) -> list[GradeGiven]:
    """The next at most 1 000 standing grades of the units, by transfer id, for an export.

    Raises:
        Denied: only the platform's own processes hand grades out in bulk.
    """
    if not actor.is_system:
        raise Denied
    question = select(Grade).where(col(Grade.unit_id).in_(unit_ids), standing_grade())
    if after is not None:
        question = question.where(col(Grade.transfer_id) > after)
    return [_given(row) for row in session.exec(question.order_by(col(Grade.transfer_id)).limit(BATCH)).all()]


def _given(row: Grade) -> GradeGiven:
    return GradeGiven(
        id=row.transfer_id,
        student_id=row.student_id,
        unit_id=row.unit_id,
        syllabus_id=row.syllabus_id,
        value=row.value or NO_EVIDENCE,
        semester=row.semester,
        year=row.year,
        registered_date=row.registered_date,
        final=row.final,
        group_id=row.group_id,
        registered_by=row.registered_by,
        grading_teacher_id=row.grading_teacher_id,
        trial=row.trial,
        converted=row.converted,
        correction_type=row.correction_type,
        adapted_study_plan=row.adapted_study_plan,
        remark=row.remark,
    )
