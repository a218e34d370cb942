"""One student's side: results as published and nothing else, in words, never beside anybody else's."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.marks.queries.held import words_of
from skolplattform.assessment.marks.rules import Absence
from skolplattform.assessment.marks.tables import Mark, MarkedTest
from skolplattform.assessment.marks.views import OwnResult
from skolplattform.assessment.marks.words import said_of
from skolplattform.assessment.permissions import can_follow
from skolplattform.assessment.queries.student import note_read
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.i18n.format import day_text
from skolplattform.schedule.tables import Activity, Syllabus

RESULTS_LIMIT = 200


def results_of_student(session: Session, actor: Actor, student_id: UUID) -> tuple[OwnResult, ...]:
    """What is shown of a student's tests, latest first.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    if not can_follow(session, actor, student_id, clock.today()):
        raise NotFound
    note_read(session, actor, student_id, "marks")
    shown = (
        select(Mark, MarkedTest, Syllabus.subject_name)
        .join(MarkedTest, col(MarkedTest.id) == col(Mark.test_id))
        .join(Activity, col(Activity.id) == col(MarkedTest.activity_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .where(Mark.student_id == student_id, col(Mark.published_version) > 0)
        .order_by(col(MarkedTest.day).desc(), col(MarkedTest.id).desc())
        .limit(RESULTS_LIMIT)
    )
    if actor.has(Role.PRINCIPAL):
        shown = shown.where(col(Activity.unit_id).in_(actor.units))
    return tuple(
        _result(mark, test, subject or "")
        for mark, test, subject in session.exec(shown).all()
        if mark.published_code or mark.published_comment
    )


def _result(mark: Mark, held: MarkedTest, subject: str) -> OwnResult:
    return OwnResult(
        title=held.title,
        subject=subject,
        when=day_text(held.day, style="short"),
        said=said_of(words_of(held), mark.published_code),
        comment=mark.published_comment,
        is_result=bool(mark.published_code) and mark.published_code not in set(Absence),
    )
