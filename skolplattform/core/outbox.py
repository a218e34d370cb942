"""What is to be sent, written with what caused it and sent afterwards: nothing is told that did not happen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.tables import OutboxMessage

MOST_ATTEMPTS = 8


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
