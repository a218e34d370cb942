"""Who leads an exchange and who takes part: the group's teachers in the subject, and its students of today.

What a student alone has been given to do (PLA-07) and the work of a person with protected identity are never dealt
out, and are not read by a classmate from the moment they become so.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import right
from skolplattform.planning.hand_in.permissions import takes_hand_ins
from skolplattform.planning.hand_in.tables import HandIn, HandInVersion, OwnTerms
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.permissions import taught_groups
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership, Person

RESPOND = right("planning.respond_to_peer", Role.STUDENT)
LEAD_PEERS = right("planning.lead_peer_response", Role.TEACHER)

_Work = aliased(SetWork)


def led(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `PeerRound` that the actor teaches its group the subject of its task that day."""
    pairs = taught_groups(actor, on).subquery()
    return exists().where(
        col(_Work.id) == col(PeerRound.work_id),
        col(_Work.taken_away).is_(False),
        pairs.c.group_id == col(PeerRound.group_id),
        pairs.c.syllabus_id == col(_Work.syllabus_id),
    )


def led_round(session: Session, actor: Actor, round_id: UUID, *, held: bool = False) -> PeerRound:
    """An exchange that the actor leads; `held` until the transaction ends.

    Raises:
        NotFound: missing, or not theirs.
    """
    question = select(PeerRound).where(PeerRound.id == round_id, led(actor, clock.today()))
    if held:
        question = question.with_for_update().execution_options(populate_existing=True)
    found = session.exec(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def readable() -> ColumnElement[bool]:
    """The condition on `HandIn` joined with `HandInVersion` that classmates may read that version of it."""
    own_task = exists().where(
        col(OwnTerms.work_id) == col(HandIn.work_id),
        col(OwnTerms.student_id) == col(HandIn.student_id),
        col(OwnTerms.note) != "",
    )
    unmarked = exists().where(col(Person.id) == col(HandIn.student_id), col(Person.security_marking) == "Ingen")
    return and_(col(HandInVersion.withdrawn_at).is_(None), ~own_task, unmarked)


def asked_of(student_id: UUID, on: date) -> ColumnElement[bool]:
    """The condition on `PeerResponse` joined with `PeerRound` and `SetWork` that this student is asked for it."""
    member = exists().where(
        col(GroupMembership.group_id) == col(PeerRound.group_id),
        col(GroupMembership.person_id) == student_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
    goes_on = or_(col(PeerRound.closed_at).is_(None), col(PeerResponse.sent_at).is_not(None))
    mine = and_(col(PeerResponse.giver_id) == student_id, col(PeerResponse.set_aside_at).is_(None))
    return and_(mine, goes_on, takes_hand_ins(), member)


def is_shown() -> ColumnElement[bool]:
    """The condition on `PeerResponse` joined with `PeerRound` that who wrote the work reads it."""
    released = or_(col(PeerRound.shown_at_once), col(PeerRound.released_at).is_not(None))
    return and_(col(PeerResponse.sent_at).is_not(None), col(PeerResponse.hidden_at).is_(None), released)


def may_show(row: PeerRound) -> bool:
    """Is what is sent in it read by the one whose work it is about?"""
    return row.shown_at_once or row.released_at is not None


def in_the_open(session: Session, students: Collection[UUID]) -> frozenset[UUID]:
    """Those of these students whose identity is not protected."""
    question = select(Person.id).where(col(Person.id).in_(students), col(Person.security_marking) == "Ingen")
    return frozenset(session.exec(question).all())
