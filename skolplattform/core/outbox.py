"""Notices: written with what caused them, seen in the platform at once, sent outwards afterwards.

Nothing is told that did not happen, and one thing is told once.
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Insert, Row, String, Table, cast
from sqlmodel import Session

from skolplattform.core import changes, clock, modules
from skolplattform.core.tables import OutboxMessage
from skolplattform.core.upsert import insert_for

_OUTBOX: Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_GIVE_UP = (
    _OUTBOX.update()
    .where(_OUTBOX.c.withdrawn_at.is_(None))
    .values(dedupe_key=_OUTBOX.c.dedupe_key + "#" + cast(_OUTBOX.c.id, String))
    .returning(*(_OUTBOX.c[name] for name in ("id", "kind", "recipient_id", "payload", "sent_at", "read_at")))
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell one person, of a kind that a module has declared.

    `payload` holds ids for the link: no names, no reasons, no grades. Its `student` is whom the notice is about,
    its `unit` the school whose quiet hours hold, its `day` the school day. `not_before` holds back what goes
    outwards; in the platform the notice is seen at once.
    """

    kind: str
    recipient_id: UUID
    dedupe_key: str
    payload: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


def topic(person_id: UUID) -> str:
    """What changes when a person gets, reads or loses a notice (`core.changes`)."""
    return f"notices:{person_id}"


@cache
def _insert(dialect_name: str) -> Insert:
    return insert_for(dialect_name, _OUTBOX).on_conflict_do_nothing(index_elements=["dedupe_key"])


def queue(session: Session, notices: Iterable[Notice]) -> None:
    """Put notices in the outbox, in the caller's transaction; one that is there already is not doubled."""
    moment = clock.now()
    rows = [
        {
            "kind": notice.kind,
            "recipient_id": notice.recipient_id,
            "subject_id": UUID(notice.payload["student"]) if "student" in notice.payload else None,
            "dedupe_key": notice.dedupe_key,
            "payload": notice.payload,
            "created_at": moment,
            "not_before": notice.not_before or moment,
        }
        for notice in notices
    ]
    if rows:
        session.execute(_insert(session.get_bind().dialect.name), rows)
        changes.announce(session, *(topic(row["recipient_id"]) for row in rows))


def withdraw(session: Session, *which: ColumnElement[bool], **given: Any) -> None:
    """Take back notices that are not true any more, in the caller's transaction.

    `which` are conditions on them; `given` are the values of those that were built beforehand.

    Who has not been told never will be. Who has read it, or been sent it, is told that it was corrected.
    """
    session.flush()
    taken = _GIVE_UP.where(*which).values(withdrawn_at=clock.now())
    messages = session.connection().execute(taken, given).all()
    queue(session, (notice for message in messages if message.sent_at or message.read_at for notice in told(message)))
    changes.announce(session, *(topic(message.recipient_id) for message in messages))


def told(message: OutboxMessage | Row[Any]) -> list[Notice]:
    """The correction of a notice that somebody has been told: one, or none when its kind has none."""
    kind = modules.notice_kinds().get(message.kind)
    if kind is None or not kind.correction:
        return []
    return [Notice(kind.correction, message.recipient_id, f"{kind.correction}:{message.id}", message.payload)]
