"""What a student's and a guardian's start pages say of tests and tasks: what comes, and what has just come back."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, literal, select, type_coerce, union_all
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.ids import UuidKey
from skolplattform.core.permissions import require
from skolplattform.planning.contract import CameBack, WorkAhead
from skolplattform.planning.hand_in.rules import ANSWERED, NEW_FOR, Outcome
from skolplattform.planning.hand_in.tables import HandIn, HandInFeedback
from skolplattform.planning.permissions import READ
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import set_for
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.permissions import can_see_student, visible_students
from skolplattform.schedule.tables import Syllabus

MOST = 100


def work_of_day(
    session: Session, actor: Actor, student_id: UUID, most: int
) -> tuple[tuple[WorkAhead, ...], tuple[CameBack, ...]]:
    """A student's nearest tests and tasks, and the feedback of the last days; one statement for one's own.

    Raises:
        NotFound: the actor may not see the student.
    """
    require(actor, READ)
    today = clock.today()
    if not can_see_student(session, actor, student_id, today):
        raise NotFound
    wanted = set_for(student_id) & col(SetWork.day).between(today, today + rules.AHEAD)
    moment = type_coerce(literal(None), HandInFeedback.__table__.c.sent_at.type)  # type: ignore[attr-defined]
    ahead = _work(literal(student_id, UuidKey()), literal(""), moment).where(wanted)
    both = union_all(_answered(col(HandIn.student_id) == student_id), ahead).subquery()
    rows = session.execute(select(both).order_by(both.c.day, both.c.subject_name, both.c.id).limit(MOST)).all()
    coming = [row for row in rows if not row.outcome]
    return tuple(WorkAhead(row.day, row.kind, row.title, row.subject_name) for row in coming[:most]), _newest(rows)


def came_back(session: Session, actor: Actor, students: Collection[UUID]) -> tuple[CameBack, ...]:
    """The feedback of the last days to these students, as far as the actor sees them, newest first."""
    require(actor, READ)
    seen = col(HandIn.student_id).in_(students) & col(HandIn.student_id).in_(visible_students(actor, clock.today()))
    found = _newest(session.execute(_answered(seen).order_by(col(HandInFeedback.sent_at).desc()).limit(MOST)).all())
    if found:
        persons = {one.student_id for one in found}
        readings.opened(session, actor, READ.name, "hand_ins", min(persons), persons=persons)
    return found


def _newest(rows: Sequence[Any]) -> tuple[CameBack, ...]:
    back = (
        CameBack(row.student_id, row.id, row.title, row.subject_name, row.outcome == Outcome.APPROVE, row.sent_at)
        for row in rows
        if row.outcome
    )
    return tuple(sorted(back, key=lambda one: one.at, reverse=True))


def _work(student: Any, outcome: Any, sent_at: Any) -> Select[*tuple[Any, ...]]:
    wanted = (col(SetWork.id), col(SetWork.day), col(SetWork.kind), col(SetWork.title), col(Syllabus.subject_name))
    return (
        select(*wanted, student.label("student_id"), outcome.label("outcome"), sent_at.label("sent_at"))
        .select_from(SetWork)
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(col(SetWork.taken_away).is_(False))
    )


def _answered(whose: Any) -> Select[*tuple[Any, ...]]:
    """What was answered in the last days and has not been handed in again."""
    return (
        _work(col(HandIn.student_id), col(HandInFeedback.outcome), col(HandInFeedback.sent_at))
        .join(HandIn, col(HandIn.work_id) == col(SetWork.id))
        .join(
            HandInFeedback,
            and_(col(HandInFeedback.hand_in_id) == col(HandIn.id), col(HandInFeedback.number) == col(HandIn.number)),
        )
        .where(
            whose,
            col(HandIn.state).in_([state.value for state in ANSWERED.values()]),
            col(HandInFeedback.sent_at) >= clock.now() - NEW_FOR,
        )
    )
