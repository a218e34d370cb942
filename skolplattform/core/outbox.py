"""What is to be sent, written with what caused it and sent afterwards: nothing is told that did not happen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from skolplattform.core import clock, db
from skolplattform.core.notify import Address, Undelivered, send
from skolplattform.core.tables import OutboxMessage

MOST_ATTEMPTS = 8
AGAIN_AFTER = timedelta(minutes=5)
Addresses = Callable[[Session, set[UUID]], Mapping[UUID, Address]]
Words = Callable[[dict[str, Any]], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one person. `payload` holds ids for a link: no names, no reasons, no grades."""

    kind: str
    recipient_id: UUID
    dedupe_key: str
    payload: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


def _insert(session: Session) -> Insert:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(OutboxMessage).on_conflict_do_nothing(index_elements=["dedupe_key"])


def queue(session: Session, notices: Iterable[Notice]) -> None:
    """Put notices in the outbox, in the caller's transaction; one that is there already is not doubled."""
    moment = clock.now()
    rows = [
        {
            "kind": notice.kind,
            "recipient_id": notice.recipient_id,
            "dedupe_key": notice.dedupe_key,
            "payload": notice.payload,
            "created_at": moment,
            "not_before": notice.not_before or moment,
            "attempts": 0,
            "last_error": "",
        }
        for notice in notices
    ]
    if rows:
        session.execute(_insert(session), rows)


def due(session: Session, kind: str, limit: int = 100) -> list[OutboxMessage]:
    """What waits to be sent of a kind, oldest first."""
    return list(
        session.exec(
            select(OutboxMessage)
            .where(
                OutboxMessage.kind == kind,
                col(OutboxMessage.sent_at).is_(None),
                col(OutboxMessage.not_before) <= clock.now(),
                col(OutboxMessage.attempts) < MOST_ATTEMPTS,
            )
            .order_by(col(OutboxMessage.not_before), col(OutboxMessage.id))
            .limit(limit)
        ).all()
    )


def deliver(kind: str, addresses: Addresses, words: Words) -> None:
    """Send what is due of a kind: claimed first, so that nothing is sent twice; a failure is tried again later."""
    with db.unit() as session:
        messages = due(session, kind)
        found = addresses(session, {message.recipient_id for message in messages})
        _settle(session, [message.id for message in messages], not_before=clock.now() + AGAIN_AFTER)
    for message in messages:
        outcome: dict[str, Any] = {"sent_at": clock.now(), "last_error": ""}
        try:
            send(found.get(message.recipient_id, Address()), *words(message.payload))
        except Undelivered as failure:
            outcome = {"last_error": str(failure)}
        with db.unit() as session:
            _settle(session, [message.id], attempts=message.attempts + 1, **outcome)


def _settle(session: Session, messages: list[int | None], **values: Any) -> None:
    if messages:
        session.execute(update(OutboxMessage).where(col(OutboxMessage.id).in_(messages)).values(**values))
