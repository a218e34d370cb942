"""A student's tasks with hand-in in a list: for the student, and for the family without anything that is not sent."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.due import due_for_all
from skolplattform.planning.hand_in.permissions import takes_hand_ins
from skolplattform.planning.hand_in.queries.handed import answers_of, comment_lines, comments_of, shown_at
from skolplattform.planning.hand_in.rules import State
from skolplattform.planning.hand_in.tables import HandIn, HandInVersion, OwnTerms
from skolplattform.planning.hand_in.views import Answer, CommentLine, HandInLine
from skolplattform.planning.permissions import READ
from skolplattform.planning.set_work.permissions import set_for
from skolplattform.planning.set_work.rules import AHEAD
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.permissions import can_see_student
from skolplattform.schedule.tables import Syllabus

BEHIND = timedelta(days=60)
MOST = 80
ORDER = (State.RETURNED, State.NONE, State.DRAFT, State.HANDED_IN, State.LATE, State.APPROVED)
"""What the student has to do first, what is done last."""


def hand_ins_of(session: Session, actor: Actor, student_id: UUID) -> tuple[HandInLine, ...]:
    """A student's tasks of the last two months and ahead: what came back first, then what is due soonest.

    To anybody but the student a draft is nothing handed in.

    Raises:
        NotFound: the actor may not see the student.
    """
    require(actor, READ)
    today = clock.today()
    if not actor.has(Role.STUDENT, Role.GUARDIAN) or not can_see_student(session, actor, student_id, today):
        raise NotFound
    rows = session.execute(
        select(SetWork, col(Syllabus.subject_name), HandIn, OwnTerms)
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .outerjoin(HandIn, and_(col(HandIn.work_id) == col(SetWork.id), col(HandIn.student_id) == student_id))
        .outerjoin(OwnTerms, and_(col(OwnTerms.work_id) == col(SetWork.id), col(OwnTerms.student_id) == student_id))
        .where(takes_hand_ins(), set_for(student_id), col(SetWork.day).between(today - BEHIND, today + AHEAD))
        .order_by(col(SetWork.day).desc(), col(SetWork.id))
        .limit(MOST)
    ).all()
    begun = [row.id for _, _, row, _ in rows if row]
    told = _told(session, actor, begun)
    unit = next((work.unit_id for work, _, row, _ in rows if row), None)
    if begun:
        readings.opened(session, actor, READ.name, "hand_ins", student_id, persons=[student_id], unit=unit)
    lines = [_line(*row, told, own=actor.person_id == student_id) for row in rows]
    return tuple(sorted(lines, key=lambda line: (ORDER.index(State(line.state)), line.due)))


_Told = dict[UUID, tuple[Answer, tuple[CommentLine, ...]]]


def _line(
    work: SetWork, subject: str, row: HandIn | None, own_terms: OwnTerms | None, told: _Told, *, own: bool
) -> HandInLine:
    due = own_terms.due_at if own_terms and own_terms.due_at else due_for_all(work)
    state = row.state if row else State.NONE.value
    answer, comments = told.get(row.id, (Answer(), ())) if row else (Answer(), ())
    return HandInLine(
        work_id=str(work.id),
        title=work.title,
        subject=subject,
        due=shown_at(due),
        state=state if own or state != State.DRAFT else State.NONE.value,
        is_past=clock.now() > due,
        answer=answer,
        comments=comments,
    )


def _told(session: Session, actor: Actor, hand_ins: list[UUID]) -> _Told:
    """The newest answer that was sent to each, with its comments."""
    if not hand_ins:
        return {}
    answers, comments = answers_of(session, actor, hand_ins), comments_of(session, hand_ins)
    newest: dict[UUID, int] = {}
    for hand_in_id, number in answers:
        newest[hand_in_id] = max(number, newest.get(hand_in_id, 0))
    texts = _texts(session, newest)
    return {
        id_: (answers[id_, number], comment_lines(comments[id_, number], texts.get((id_, number), "")))
        for id_, number in newest.items()
    }


def _texts(session: Session, newest: dict[UUID, int]) -> dict[tuple[UUID, int], str]:
    rows = session.execute(
        select(col(HandInVersion.hand_in_id), col(HandInVersion.number), col(HandInVersion.text))
        .where(col(HandInVersion.hand_in_id).in_(newest))
        .order_by(col(HandInVersion.hand_in_id), col(HandInVersion.number))
    )
    return {(id_, number): text for id_, number, text in rows if newest[id_] == number}
