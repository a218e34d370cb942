"""A student hands in, or takes it back while there is time. Every hand-in is a version that stays."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.due import due_for, takes_of
from skolplattform.planning.hand_in.permissions import HAND_IN, own_work
from skolplattform.planning.hand_in.service.held import DRAFT, files_of, held, put_files, saved
from skolplattform.planning.hand_in.tables import HandIn, HandInFeedback, HandInVersion
from skolplattform.planning.set_work.tables import SetWork


def hand_in(session: Session, actor: Actor, work_id: UUID, *, version: int, key: str) -> int:
    """Hand in the draft as it stands; the number of the version that the teacher reads.

    Raises:
        NotFound: not a task of theirs, or nothing is begun.
        Conflict: the draft was changed elsewhere; `current` is its text.
        Invalid: at the field: too late, nothing to hand in, a link that is none.
    """
    require(actor, HAND_IN)

    def hand() -> dict[str, int]:
        work = own_work(session, actor, work_id)
        row = held(session, work_id, actor.person_id)
        if row.version != version:
            raise Conflict(row.text, "handin.error.conflict")
        files = files_of(session, row, DRAFT)
        due = due_for(session, work, actor.person_id)
        rules.checked_contents(takes_of(work), text=row.text, link=row.link, files=len(files))
        state = rules.handed_in(rules.State(row.state), clock.now(), due, late_allowed=work.takes_late)
        row.state, row.number = state.value, _last_number(session, row) + 1
        session.add(_version(work, row))
        session.flush()
        put_files(session, row, row.number, files if work.takes_files else [])
        saved(session, actor, HAND_IN, work, row, {"did": "hand_in", "number": row.number, "state": state.value})
        return {"number": row.number}

    return idempotency.once(session, actor, key, f"planning.hand_in:{work_id}", hand)["number"]


def take_back(session: Session, actor: Actor, work_id: UUID, *, version: int, key: str) -> None:
    """Take back what was handed in, to go on with it.

    Raises:
        NotFound: not a task of theirs.
        Conflict: something has happened to it since.
        Invalid: the time is out, or it is answered.
    """
    require(actor, HAND_IN)

    def back() -> dict[str, int]:
        work = own_work(session, actor, work_id)
        row = held(session, work_id, actor.person_id)
        if row.version != version:
            raise Conflict(row.text, "handin.error.conflict")
        due, before = due_for(session, work, actor.person_id), _last_answered(session, row)
        state = rules.taken_back(rules.State(row.state), clock.now(), due, was_returned=bool(before))
        taken = session.get_one(HandInVersion, (row.id, row.number))
        taken.withdrawn_at = clock.now()
        session.add(taken)
        row.state, row.number = state.value, before
        saved(session, actor, HAND_IN, work, row, {"did": "take_back", "number": taken.number})
        return {"number": before}

    idempotency.once(session, actor, key, f"planning.take_back:{work_id}", back)


def _version(work: SetWork, row: HandIn) -> HandInVersion:
    """The draft word for word, as far as it is asked for."""
    return HandInVersion(
        hand_in_id=row.id,
        number=row.number,
        text=row.text if work.takes_text else "",
        link=rules.checked_link(row.link) if work.takes_link else "",
        is_late=row.state == rules.State.LATE,
        handed_in_at=clock.now(),
    )


def _last_number(session: Session, row: HandIn) -> int:
    return session.exec(select(func.max(HandInVersion.number)).where(HandInVersion.hand_in_id == row.id)).one() or 0


def _last_answered(session: Session, row: HandIn) -> int:
    """The newest version whose feedback was sent; 0 when none was."""
    answered = select(func.max(HandInFeedback.number)).where(
        HandInFeedback.hand_in_id == row.id, col(HandInFeedback.sent_at).is_not(None)
    )
    return session.exec(answered).one() or 0
