"""Order in an exchange: a teacher hides an unkind response and says why."""

from uuid import UUID

from sqlmodel import Session, select

from skolplattform.core import clock, idempotency, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.tables import HandIn
from skolplattform.planning.peer_response import rules
from skolplattform.planning.peer_response.permissions import LEAD_PEERS, led_round, may_show
from skolplattform.planning.peer_response.service.told import SHOWN, noted_response, tell
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound

HIDDEN = NoticeKind(
    name="planning.peer_hidden",
    label="peer.notice.hidden.label",
    title="peer.notice.hidden",
    route="/las-och-svara/{response}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
)


def hide(session: Session, actor: Actor, response_id: UUID, *, why: str, version: int, key: str) -> None:
    """Keep a response from the one whose work it is about. Who wrote it is told, and why; it stays for the record.

    Raises:
        NotFound: not sent in an exchange that they lead.
        Conflict: changed or hidden in between.
        Invalid: no reason.
    """
    require(actor, LEAD_PEERS)

    def put_away() -> dict[str, str]:
        row, response = _sent(session, actor, response_id, version)
        response.hidden_why, response.hidden_at = rules.checked_reason(why), clock.now()
        response.hidden_by = actor.person_id
        _saved(session, actor, row, response, "hide")
        cause = f"{HIDDEN.name}:{response.id}:{response.version}"
        payload = {"response": str(response.id)}
        outbox.queue(session, [outbox.Notice(HIDDEN.name, response.giver_id, cause, payload)])
        return {}

    idempotency.once(session, actor, key, f"planning.hide_response:{response_id}", put_away)


def show_again(session: Session, actor: Actor, response_id: UUID, *, version: int, key: str) -> None:
    """It was hidden by mistake.

    Raises:
        NotFound: not sent in an exchange that they lead.
        Conflict: changed in between.
    """
    require(actor, LEAD_PEERS)

    def show() -> dict[str, str]:
        row, response = _sent(session, actor, response_id, version)
        response.hidden_why, response.hidden_at, response.hidden_by = "", None, None
        writer = _saved(session, actor, row, response, "show_again")
        if may_show(row):
            tell(session, SHOWN, row, [writer])
        return {}

    idempotency.once(session, actor, key, f"planning.show_response:{response_id}", show)


def _sent(session: Session, actor: Actor, response_id: UUID, version: int) -> tuple[PeerRound, PeerResponse]:
    question = select(PeerResponse).where(PeerResponse.id == response_id).with_for_update()
    response = session.exec(question.execution_options(populate_existing=True)).one_or_none()
    if response is None or response.sent_at is None:
        raise NotFound
    row = led_round(session, actor, response.round_id)
    if response.version != version:
        raise Conflict(response.version, "peer.error.changed")
    return row, response


def _saved(session: Session, actor: Actor, row: PeerRound, response: PeerResponse, did: str) -> UUID:
    """Whose work it is about."""
    writer = session.get_one(HandIn, response.hand_in_id).student_id
    response.version += 1
    session.add(response)
    session.flush()
    noted_response(session, actor, LEAD_PEERS, row, response, writer, did=did, version=response.version)
    return writer
