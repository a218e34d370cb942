"""What a guardian reads of peer response: the own child's words, and what was said to the child; nobody's name."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.queries.handed import shown_at
from skolplattform.planning.hand_in.tables import HandIn
from skolplattform.planning.influence.queries.councils import SOMEBODY, names_of_others
from skolplattform.planning.influence.rules import without_names
from skolplattform.planning.peer_response.permissions import is_shown
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.peer_response.views import HomeExchange, HomeText
from skolplattform.planning.permissions import READ_CHILD
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.permissions import can_see_student
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Syllabus

MOST = 120


def peers_of_child(session: Session, actor: Actor, child_id: UUID) -> tuple[str, tuple[HomeExchange, ...]]:
    """The child's name, and by task what it has sent and what it has been shown, the latest task first.

    Of the classmates' works there is nothing, and no other child is named.

    Raises:
        NotFound: not a child of theirs.
    """
    require(actor, READ_CHILD)
    if not can_see_student(session, actor, child_id, clock.today()):
        raise NotFound
    gave = (col(PeerResponse.giver_id) == child_id) & col(PeerResponse.sent_at).is_not(None)
    got = (col(HandIn.student_id) == child_id) & is_shown()
    rows = session.execute(
        select(PeerResponse, PeerRound, SetWork, col(Syllabus.subject_name))
        .join(PeerRound, col(PeerRound.id) == col(PeerResponse.round_id))
        .join(HandIn, col(HandIn.id) == col(PeerResponse.hand_in_id))
        .join(SetWork, col(SetWork.id) == col(PeerRound.work_id))
        .join(Syllabus, col(Syllabus.id) == col(SetWork.syllabus_id))
        .where(or_(gave, got))
        .order_by(col(SetWork.day).desc(), col(SetWork.id), col(PeerResponse.id))
        .limit(MOST)
    ).all()
    others = names_of_others(session, {row.group_id for _, row, _, _ in rows}, child_id)
    told: defaultdict[tuple[UUID, str, str], tuple[list[HomeText], list[HomeText]]] = defaultdict(lambda: ([], []))
    for response, _, work, subject in rows:
        is_own = response.giver_id == child_id
        told[work.id, work.title, subject][0 if is_own else 1].append(_text(response, others, is_own=is_own))
    if rows:
        unit = rows[0][2].unit_id
        readings.opened(session, actor, READ_CHILD.name, "peer_responses", child_id, persons=[child_id], unit=unit)
    exchanges = tuple(
        HomeExchange(title, subject, tuple(gave), tuple(got)) for (_, title, subject), (gave, got) in told.items()
    )
    return names(session, actor, [child_id])[child_id].name, exchanges


def _text(response: PeerResponse, others: set[str], *, is_own: bool) -> HomeText:
    return HomeText(
        works=without_names(response.works, others, SOMEBODY),
        next_step=without_names(response.next_step, others, SOMEBODY),
        at=shown_at(response.sent_at) if response.sent_at else "",
        is_hidden=is_own and response.hidden_at is not None,
        why=without_names(response.hidden_why, others, SOMEBODY) if is_own else "",
    )
