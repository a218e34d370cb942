"""A student responds to a classmate's work: a draft that saves itself, and sending it."""

from typing import Literal
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.tables import HandIn
from skolplattform.planning.peer_response import rules
from skolplattform.planning.peer_response.permissions import RESPOND, may_show
from skolplattform.planning.peer_response.queries.answering import asked_response
from skolplattform.planning.peer_response.service.told import DEALT, SHOWN, noted_response, tell, untell
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.written import Saved, saved_now

Field = Literal["works", "next_step"]


def write(
    session: Session, actor: Actor, response_id: UUID, *, field: Field, was: str, text: str, version: int
) -> Saved:
    """Keep what the student wrote; nobody else sees it. `was` is what the field said when they began, in `version`.

    Raises:
        NotFound: not a work that they are asked to read.
        Conflict: the same field was changed elsewhere, as on their phone; `current` is what stands there.
        Invalid: it is sent, or too long.
    """
    require(actor, RESPOND)
    row, response, writer = _held(session, actor, response_id)
    rules.require_writable(is_sent=response.sent_at is not None, is_closed=row.closed_at is not None)
    if len(text) > rules.WORDS_LENGTH:
        raise Invalid(field, f"peer.error.{field}", most=rules.WORDS_LENGTH)
    stands = getattr(response, field)
    if response.version != version and stands not in (was, text):
        raise Conflict(stands, "handin.error.conflict")
    if stands != text:
        setattr(response, field, text)
        _saved(session, actor, row, response, writer, "write")
    return saved_now(response.version)


def send(session: Session, actor: Actor, response_id: UUID, *, version: int, key: str) -> None:
    """Send it: the teacher reads it, and who wrote the work as soon as the teacher lets them.

    Raises:
        NotFound: not a work that they are asked to read.
        Conflict: it was changed elsewhere; `current` is its version.
        Invalid: at the field that says nothing; or it is sent, or ended.
    """
    require(actor, RESPOND)

    def put() -> dict[str, str]:
        row, response, writer = _held(session, actor, response_id)
        rules.require_writable(is_sent=response.sent_at is not None, is_closed=row.closed_at is not None)
        if response.version != version:
            raise Conflict(response.version, "handin.error.conflict")
        for field in rules.FIELDS:
            setattr(response, field, rules.checked_words(field, getattr(response, field)))
        response.sent_at = clock.now()
        _saved(session, actor, row, response, writer, "send")
        if not _waiting(session, row, actor.person_id):
            untell(session, DEALT, row, [actor.person_id])
        if may_show(row):
            tell(session, SHOWN, row, [writer])
        return {}

    idempotency.once(session, actor, key, f"planning.send_response:{response_id}", put)


def _held(session: Session, actor: Actor, response_id: UUID) -> tuple[PeerRound, PeerResponse, UUID]:
    """The exchange, the response, held until the transaction ends, and whose work it is about."""
    if asked_response(session, actor, response_id) is None:
        raise NotFound
    question = select(PeerResponse).where(PeerResponse.id == response_id).with_for_update()
    response = session.exec(question.execution_options(populate_existing=True)).one()
    if response.set_aside_at is not None:
        raise NotFound
    row, work = session.get_one(PeerRound, response.round_id), session.get_one(HandIn, response.hand_in_id)
    return row, response, work.student_id


def _waiting(session: Session, row: PeerRound, giver: UUID) -> bool:
    """Is there more that they are asked for in it?"""
    more = select(PeerResponse.id).where(
        PeerResponse.round_id == row.id,
        PeerResponse.giver_id == giver,
        col(PeerResponse.sent_at).is_(None),
        col(PeerResponse.set_aside_at).is_(None),
    )
    return session.exec(more.limit(1)).first() is not None


def _saved(session: Session, actor: Actor, row: PeerRound, response: PeerResponse, writer: UUID, did: str) -> None:
    response.version += 1
    session.add(response)
    session.flush()
    noted_response(session, actor, RESPOND, row, response, writer, did=did, version=response.version)
