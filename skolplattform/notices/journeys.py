"""How notices about somebody went: for those who must be able to show that nobody was left untold."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core.tables import OutboxMessage
from skolplattform.notices.tables import NoticeChoice, NoticeDelivery

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Way:
    """A notice by one channel. `state`: waiting, sending, sent, failed, cancelled."""

    channel: str
    state: str
    sent_at: datetime | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """One notice to one person: when it was seen and sent. `only_here`: the person wants nothing sent."""

    recipient_id: UUID
    subject_id: UUID
    created_at: datetime
    is_planned: bool
    read_at: datetime | None
    only_here: bool = False
    ways: tuple[Way, ...] = ()


def journeys(
    session: Session, kinds: Sequence[str], subjects: Collection[UUID], since: datetime
) -> dict[tuple[UUID, UUID], Journey]:
    """The notices of these kinds about these persons since then, by subject and recipient; three statements.

    The caller has decided that the actor may know of these persons.
    """
    wanted = set(subjects)
    question = select(OutboxMessage).where(
        col(OutboxMessage.subject_id).in_(wanted),
        col(OutboxMessage.kind).in_(kinds),
        OutboxMessage.created_at >= since,
        col(OutboxMessage.withdrawn_at).is_(None),
    )
    messages = session.exec(question.order_by(col(OutboxMessage.id)).limit(MOST)).all() if wanted else []
    ways: dict[int, list[Way]] = {}
    sent = select(NoticeDelivery).where(
        col(NoticeDelivery.message_id).in_(question.with_only_columns(col(OutboxMessage.id)))
    )
    for row in session.exec(sent.order_by(col(NoticeDelivery.id)).limit(MOST)).all() if messages else []:
        ways.setdefault(row.message_id, []).append(Way(row.channel, row.state, row.sent_at, row.last_error))
    silent = _silent(session, {message.recipient_id for message in messages}, kinds) if messages else set()
    return {
        (message.subject_id, message.recipient_id): Journey(
            recipient_id=message.recipient_id,
            subject_id=message.subject_id,
            created_at=message.created_at,
            is_planned=message.planned_at is not None,
            read_at=message.read_at,
            only_here=bool(silent & _choices_about(message)),
            ways=tuple(ways.get(message.id or 0, ())),
        )
        for message in messages
        if message.subject_id
    }


def _choices_about(message: OutboxMessage) -> set[tuple[UUID, str, UUID]]:
    """Under what the person's choice may stand: the student, or themselves."""
    about = {message.subject_id, message.recipient_id} - {None}
    return {(message.recipient_id, message.kind, one) for one in about if one}


def _silent(session: Session, people: set[UUID], kinds: Sequence[str]) -> set[tuple[UUID, str, UUID]]:
    """Who has chosen to be told in the platform only, of what and about whom."""
    rows = session.exec(
        select(NoticeChoice)
        .where(col(NoticeChoice.person_id).in_(people), col(NoticeChoice.kind).in_(kinds))
        .order_by(NoticeChoice.kind)
        .limit(MOST)
    ).all()
    return {(row.person_id, row.kind, row.about_id) for row in rows if not row.channels}
