"""Grades as they stand: the latest revision of each decision, never the superseded ones."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeShown
from skolplattform.assessment.permissions import can_follow
from skolplattform.assessment.rules import GradeDecision
from skolplattform.assessment.tables import Grade
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.schedule.tables import Syllabus

SUBJECTS_LIMIT = 60


def standing_grade() -> ColumnElement[bool]:
    """The condition on `Grade` that no later decision has taken its place (R-G17)."""
    later = aliased(Grade)
    return ~exists().where(col(later.supersedes_id) == col(Grade.id))


def grades_of_last_term(session: Session, actor: Actor, student_id: UUID) -> tuple[GradeShown, ...]:
    """The standing grades of the latest term that has any, in order of subject.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    rows = session.exec(
        select(Grade, Syllabus.subject_name)
        .join(Syllabus, col(Syllabus.id) == col(Grade.syllabus_id))
        .where(Grade.student_id == student_id, standing_grade())
        # VT comes before HT within a calendar year, and "HT" sorts before "VT"
        .order_by(col(Grade.year).desc(), col(Grade.semester), col(Syllabus.subject_name), col(Grade.id))
        .limit(SUBJECTS_LIMIT)
    ).all()
    term = (rows[0][0].year, rows[0][0].semester) if rows else None
    return tuple(
        GradeShown(
            syllabus_id=grade.syllabus_id,
            subject=subject,
            shown=GradeDecision(grade.value, grade.not_set).shown,
            not_set=grade.not_set,
            semester=grade.semester,
            year=grade.year,
            final=grade.final,
        )
        for grade, subject in rows
        if (grade.year, grade.semester) == term
    )
