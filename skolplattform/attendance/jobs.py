"""What attendance does by itself: guardians are told the same day of absence without a valid reason (R-A02)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select, tuple_

from skolplattform.attendance.service.notices import KIND
from skolplattform.attendance.tables import Deviation
from skolplattform.core import clock, db, outbox
from skolplattform.core.config import settings
from skolplattform.core.notify import Address, Undelivered, send
from skolplattform.core.tables import OutboxMessage
from skolplattform.i18n import text
from skolplattform.registry.tables import Contact

AGAIN_AFTER = timedelta(minutes=5)


def send_absence_notices() -> None:
    """Send what is due. One at a time is claimed, sent and ticked off, so that saving a lesson never waits for mail.

    A notice whose cause a teacher has corrected meanwhile is dropped.
    """
    with db.unit() as session:
        messages = outbox.due(session, KIND)
        true_still = _still_unexcused(session, messages)
        addresses = _addresses(session, {message.recipient_id for message in messages})
        _mark(session, [message.id for message in messages], not_before=clock.now() + AGAIN_AFTER)
    for message in messages:
        if (message.payload["student"], message.payload["day"]) not in true_still:
            _done(message, attempts=message.attempts)
            continue
        try:
            send(addresses.get(message.recipient_id, Address()), *_words(message.payload["student"]))
        except Undelivered as failure:
            _failed(message, str(failure))
        else:
            _done(message, attempts=message.attempts + 1)


def _words(student: str) -> tuple[str, str]:
    """Title and text: a link, no name, no reason."""
    link = f"{settings().public_url}/barn/{student}"
    return text("attendance.notice.title"), text("attendance.notice.body", link=link)


def _still_unexcused(session: Session, messages: list[OutboxMessage]) -> set[tuple[str, str]]:
    """The students and days that still have absence without a valid reason."""
    wanted = [(UUID(m.payload["student"]), date.fromisoformat(m.payload["day"])) for m in messages]
    rows = session.execute(
        select(Deviation.student_id, Deviation.day)
        .where(tuple_(col(Deviation.student_id), col(Deviation.day)).in_(wanted), Deviation.invalid_minutes > 0)
        .distinct()
    )
    return {(str(student), day.isoformat()) for student, day in rows}


def _addresses(session: Session, people: set[UUID]) -> dict[UUID, Address]:
    found: dict[UUID, dict[str, str]] = {}
    question = select(Contact).where(col(Contact.person_id).in_(people), col(Contact.kind).in_(("email", "phone")))
    for contact in session.exec(question.order_by(col(Contact.mobile), col(Contact.id).desc())).all():
        found.setdefault(contact.person_id, {})[contact.kind] = contact.value
    return {person: Address(**kinds) for person, kinds in found.items()}


def _done(message: OutboxMessage, *, attempts: int) -> None:
    with db.unit() as session:
        _mark(session, [message.id], sent_at=clock.now(), attempts=attempts, last_error="")


def _failed(message: OutboxMessage, why: str) -> None:
    with db.unit() as session:
        _mark(session, [message.id], attempts=message.attempts + 1, last_error=why)


def _mark(session: Session, messages: list[int | None], **values: Any) -> None:
    if messages:
        wanted = col(OutboxMessage.id).in_(messages)
        session.execute(update(OutboxMessage).where(wanted).values(**values))
