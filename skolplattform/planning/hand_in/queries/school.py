"""A school's hand-ins in numbers, for its head: no student, no teacher, no text."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.permissions import takes_hand_ins
from skolplattform.planning.hand_in.queries.pile import BEHIND
from skolplattform.planning.hand_in.rules import WAITING, State
from skolplattform.planning.hand_in.tables import HandIn
from skolplattform.planning.hand_in.views import SubjectCounts
from skolplattform.planning.permissions import FOLLOW
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.permissions import is_in_units
from skolplattform.schedule.tables import Syllabus

MOST = 400


def hand_ins_of_school(session: Session, actor: Actor, unit_id: UUID) -> tuple[SubjectCounts, ...]:
    """The last months' hand-ins by subject, those where most waits for feedback first.

    Raises:
        NotFound: a school that the actor does not lead.
    """
    require(actor, FOLLOW)
    if not is_in_units(actor, unit_id):
        raise NotFound
    rows = session.execute(
        select(col(Syllabus.subject_name), col(HandIn.state), func.count(col(HandIn.id)), func.min(HandIn.edited_at))
        .join(SetWork, col(SetWork.id) == col(HandIn.work_id))
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(
            takes_hand_ins(),
            col(SetWork.unit_id) == unit_id,
            col(SetWork.day) >= clock.today() - BEHIND,
            col(HandIn.state) != State.DRAFT.value,
        )
        .group_by(col(Syllabus.subject_name), col(HandIn.state))
        .order_by(col(Syllabus.subject_name), col(HandIn.state))
        .limit(MOST)
    ).all()
    found: defaultdict[str, SubjectCounts] = defaultdict(lambda: SubjectCounts(""))
    for subject, state, count, first in rows:
        found[subject] = _with(found[subject], subject, State(state), count, (clock.now() - first).days)
    return tuple(sorted(found.values(), key=lambda one: (-one.waiting, one.subject)))


def _with(before: SubjectCounts, subject: str, state: State, count: int, days: int) -> SubjectCounts:
    waits = state in WAITING
    return SubjectCounts(
        subject=subject,
        handed_in=before.handed_in + count,
        waiting=before.waiting + waits * count,
        returned=before.returned + (state is State.RETURNED) * count,
        approved=before.approved + (state is State.APPROVED) * count,
        days=max(before.days, waits * days),
    )
