"""Until when a student hands in: the time of the test or task, or their own."""

from datetime import datetime, time
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.planning.hand_in.tables import OwnTerms
from skolplattform.planning.set_work.rules import Takes
from skolplattform.planning.set_work.tables import SetWork


def due_for_all(work: SetWork) -> datetime:
    """The time that holds for those who have none of their own."""
    return clock.at(work.day, work.due_time or time.max)


def due_for(session: Session, work: SetWork, student_id: UUID) -> datetime:
    """The time that holds for this student."""
    own = session.get(OwnTerms, (work.id, student_id))
    return own.due_at if own and own.due_at else due_for_all(work)


def takes_of(work: SetWork) -> Takes:
    """What it takes of hand-ins, as the rules know it."""
    return Takes(work.takes_text, work.takes_files, work.takes_link, work.due_time, work.takes_late)
