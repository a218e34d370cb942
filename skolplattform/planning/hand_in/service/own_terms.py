"""A teacher gives one student more time, or a task of their own (PLA-07): the others are shown no trace of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.due import due_for_all
from skolplattform.planning.hand_in.permissions import ANSWER, answered_work, require_student
from skolplattform.planning.hand_in.tables import OwnTerms
from skolplattform.planning.set_work.rules import NOTE_LENGTH

NOTHING = 0
"""The version of what is not there."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is to hold for the student alone; with neither the student has what the others have."""

    due_at: datetime | None = None
    note: str = ""


def decide_own_terms(
    session: Session, actor: Actor, work_id: UUID, student_id: UUID, *, own: Own, version: int, key: str
) -> None:
    """Let the student have until another time, or read another text than the others.

    Raises:
        NotFound: not a student whose hand-in the actor answers.
        Conflict: a colleague has decided since.
        Invalid: a time that is no later than the others', or a text that is too long.
    """
    require(actor, ANSWER)

    def decide() -> dict[str, int]:
        work = answered_work(session, actor, work_id)
        require_student(session, actor, work_id, student_id)
        row = session.get(OwnTerms, (work_id, student_id), with_for_update=True)
        if version != (row.version if row else NOTHING):
            raise Conflict(None, "handin.error.conflict")
        rules.checked_own_due(own.due_at, due_for_all(work))
        if len(own.note.strip()) > NOTE_LENGTH:
            raise Invalid("own_note", "handin.error.text", most=NOTE_LENGTH)
        _write(session, actor, row, work_id, student_id, own)
        detail = {"did": "own_terms", "own_time": own.due_at is not None, "own_text": bool(own.note.strip())}
        audit.record(
            session, actor, ANSWER.name, "set_work", work_id, subject=student_id, unit=work.unit_id, detail=detail
        )
        changes.announce(session, f"student:{student_id}", f"hand_in:{work_id}")
        return {}

    idempotency.once(session, actor, key, f"planning.own_terms:{work_id}", decide)


def _write(session: Session, actor: Actor, row: OwnTerms | None, work_id: UUID, student_id: UUID, own: Own) -> None:
    if own == Own():
        if row:
            session.delete(row)
            session.flush()
        return
    made = row or OwnTerms(
        work_id=work_id, student_id=student_id, version=NOTHING, decided_by=actor.person_id, decided_at=clock.now()
    )
    made.due_at, made.note, made.version = own.due_at, own.note.strip(), made.version + 1
    made.decided_by, made.decided_at = actor.person_id, clock.now()
    session.add(made)
    session.flush()
