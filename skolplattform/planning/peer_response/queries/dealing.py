"""What an exchange deals with: the group's hand-ins that may be read, and what is dealt already."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.planning.hand_in.tables import HandIn, HandInVersion
from skolplattform.planning.peer_response.permissions import readable
from skolplattform.planning.peer_response.rules import Pair
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership

MOST_STUDENTS, MOST_RESPONSES = 200, 1_000


class Exchanged(NamedTuple):
    """A hand-in in the version that classmates read."""

    hand_in_id: UUID
    number: int


def exchanged(session: Session, row: PeerRound) -> dict[UUID, Exchanged]:
    """What today's students of the group have handed in and classmates may read, by student."""
    found = session.execute(
        select(col(HandIn.student_id), col(HandIn.id), col(HandIn.number))
        .join(
            HandInVersion,
            and_(col(HandInVersion.hand_in_id) == col(HandIn.id), col(HandInVersion.number) == col(HandIn.number)),
        )
        .join(GroupMembership, col(GroupMembership.person_id) == col(HandIn.student_id))
        .where(
            col(HandIn.work_id) == row.work_id,
            col(GroupMembership.group_id) == row.group_id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, clock.today()),
            readable(),
        )
        .order_by(col(HandIn.student_id))
        .limit(MOST_STUDENTS)
    )
    return {student: Exchanged(hand_in, number) for student, hand_in, number in found}


def standing(session: Session, row: PeerRound) -> dict[Pair, PeerResponse]:
    """What is dealt and not set aside, by who gives it and whose work it is about."""
    found = session.execute(
        select(PeerResponse, col(HandIn.student_id))
        .join(HandIn, col(HandIn.id) == col(PeerResponse.hand_in_id))
        .where(col(PeerResponse.round_id) == row.id, col(PeerResponse.set_aside_at).is_(None))
        .order_by(col(PeerResponse.id))
        .limit(MOST_RESPONSES)
    )
    return {Pair(response.giver_id, writer): response for response, writer in found}
