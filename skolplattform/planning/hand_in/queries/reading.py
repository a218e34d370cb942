"""One student's hand-in, as the teacher reads and answers it, and whose turn it is then."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.permissions import ANSWER, answered_work
from skolplattform.planning.hand_in.queries.handed import handed_of
from skolplattform.planning.hand_in.queries.pile import rows_of
from skolplattform.planning.hand_in.tables import HandIn, HandInFeedback, OwnTerms
from skolplattform.planning.hand_in.views import PileRow, Reading
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.schedule.tables import Syllabus


def reading(session: Session, actor: Actor, work_id: UUID, student_id: UUID) -> Reading:
    """A student's hand-in; nothing of what is not handed in.

    Raises:
        NotFound: not a student whose hand-in the actor answers.
    """
    require(actor, ANSWER)
    work = answered_work(session, actor, work_id)
    rows = rows_of(session, actor, work)
    mine = next((row for row in rows if row.student_id == str(student_id)), None)
    if mine is None:
        raise NotFound
    row = session.scalars(
        select(HandIn).where(col(HandIn.work_id) == work_id, col(HandIn.student_id) == student_id)
    ).one_or_none()
    readings.opened(
        session, actor, ANSWER.name, "hand_in", row.id if row else work_id, persons=[student_id], unit=work.unit_id
    )
    return _reading(session, actor, work, row, mine, _next(rows, mine))


def _next(rows: tuple[PileRow, ...], mine: PileRow) -> PileRow | None:
    """Who waits longest but this one; when nobody waits, who stands below in the pile."""
    waiting = (row for row in rows if row.student_id != mine.student_id and rules.State(row.state) in rules.WAITING)
    below = iter(rows[rows.index(mine) + 1 :])
    return next(waiting, None) or next(below, None)


def _reading(
    session: Session, actor: Actor, work: SetWork, row: HandIn | None, mine: PileRow, following: PileRow | None
) -> Reading:
    waits = row is not None and rules.State(row.state) in rules.WAITING
    number = row.number if row and waits else 0
    draft = session.get(HandInFeedback, (row.id, number)) if row and number else None
    own = session.get(OwnTerms, (work.id, UUID(mine.student_id)))
    due = clock.local(own.due_at) if own and own.due_at else None
    return Reading(
        work_id=str(work.id),
        title=work.title,
        subject=session.get_one(Syllabus, work.syllabus_id).subject_name,
        student_id=mine.student_id,
        name=mine.name,
        group=mine.group,
        due=mine.due,
        state=mine.state,
        number=number,
        draft=draft.text if draft else "",
        version=draft.version if draft else 0,
        handed=handed_of(session, actor, row, unsent={number}) if row else (),
        next_id=following.student_id if following else "",
        next_name=following.name if following else "",
        own_note=own.note if own else "",
        own_due_day=f"{due:%Y-%m-%d}" if due else "",
        own_due_time=f"{due:%H:%M}" if due else "",
        own_version=own.version if own else 0,
    )
