"""What the writes of peer response share: the audit entry, open pages, and what waits for a student in the bell."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from skolplattform.core import audit, changes, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import Right
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.peer_response.tables import PeerResponse, PeerRound
from skolplattform.planning.set_work.tables import SetWork

DEALT = NoticeKind(
    name="planning.peer_dealt",
    label="peer.notice.dealt.label",
    title="peer.notice.dealt",
    route="/prov/{work}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
    repeats=True,
)
SHOWN = NoticeKind(
    name="planning.peer_shown",
    label="peer.notice.shown.label",
    title="peer.notice.shown",
    route="/prov/{work}",
    workspaces=(Workspace.STUDENT,),
    channels=(),
    repeats=True,
)


def noted(
    session: Session, actor: Actor, right: Right, row: PeerRound, *, students: Collection[UUID] = (), **did: Any
) -> None:
    """The audit entry of what was done with an exchange, and the open pages of its teachers and these students."""
    unit = session.get_one(SetWork, row.work_id).unit_id
    audit.record(session, actor, right.name, "peer_round", row.id, unit=unit, detail=did)
    _announced(session, row, students)


def noted_response(
    session: Session, actor: Actor, right: Right, row: PeerRound, response: PeerResponse, writer: UUID, **did: Any
) -> None:
    """The audit entry of what was done with a response: it is about the one whose work it answers."""
    unit = session.get_one(SetWork, row.work_id).unit_id
    audit.record(session, actor, right.name, "peer_response", response.id, subject=writer, unit=unit, detail=did)
    _announced(session, row, {response.giver_id, writer})


def _announced(session: Session, row: PeerRound, students: Iterable[UUID]) -> None:
    changes.announce(session, f"peer_round:{row.id}", *(f"student:{one}" for one in sorted(students)))


def tell(session: Session, kind: NoticeKind, row: PeerRound, students: Iterable[UUID]) -> None:
    """One notice each of a kind in an exchange, however many responses it is about; nothing of what they say."""
    payload = {"work": str(row.work_id)}
    outbox.queue(
        session, [outbox.Notice(kind.name, one, _cause(kind, row, one), payload) for one in sorted(set(students))]
    )


def untell(session: Session, kind: NoticeKind, row: PeerRound, students: Iterable[UUID]) -> None:
    """Nothing waits for them there any more."""
    causes = [_cause(kind, row, one) for one in students]
    outbox.withdraw(session, col(OutboxMessage.dedupe_key).in_(causes))


def _cause(kind: NoticeKind, row: PeerRound, student: UUID) -> str:
    return f"{kind.name}:{row.id}:{student}"
