"""Which ways a new notice takes: what the person chose, where they can be reached, when it may sound."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, update
from sqlmodel import Session, col, select

from skolplattform.core import clock, modules, notify, outbox
from skolplattform.core.modules import NoticeKind
from skolplattform.core.tables import OutboxMessage
from skolplattform.notices import rules
from skolplattform.notices.contract import QuietHours
from skolplattform.notices.tables import NoticeChoice, NoticeDelivery, WritingChoice
from skolplattform.registry.tables import Contact

BATCH = 500
_DELIVERIES: Table = NoticeDelivery.__table__  # type: ignore[attr-defined]
Chosen = dict[tuple[UUID, str, UUID], list[str]]


def plan_next(session: Session) -> int:
    """Choose channels for the oldest notices that have none yet; how many were looked at.

    What is no longer true is withdrawn instead (`NoticeKind.holds`).
    """
    moment = clock.now()
    messages = _unplanned(session, moment)
    kinds = modules.notice_kinds()
    true = _still_true(session, messages, kinds)
    untrue = [message.id for message in messages if message.id not in true]
    if untrue:
        outbox.withdraw(session, col(OutboxMessage.id).in_(untrue))
    told = [message for message in messages if message.id in true and message.kind in kinds]
    rows = _deliveries(session, told, kinds, moment)
    if rows:
        session.execute(_DELIVERIES.insert(), rows)
    if messages:
        planned = update(OutboxMessage).where(col(OutboxMessage.id).in_([message.id for message in messages]))
        session.execute(planned.values(planned_at=moment).execution_options(synchronize_session=False))
    return len(messages)


def _unplanned(session: Session, moment: datetime) -> list[OutboxMessage]:
    question = select(OutboxMessage).where(
        col(OutboxMessage.planned_at).is_(None),
        OutboxMessage.not_before <= moment,
        col(OutboxMessage.withdrawn_at).is_(None),
    )
    ordered = question.order_by(col(OutboxMessage.not_before), col(OutboxMessage.id))
    return list(session.exec(ordered.limit(BATCH)).all())


def _still_true(session: Session, messages: Sequence[OutboxMessage], kinds: dict[str, NoticeKind]) -> set[int | None]:
    """The notices that hold: by their kind's own question, all of them where it has none."""
    true: set[int | None] = set()
    for name in {message.kind for message in messages}:
        own = [message for message in messages if message.kind == name]
        holds = kinds[name].holds if name in kinds else None
        true |= holds(session, own) if holds else {message.id for message in own}
    return true


def _deliveries(
    session: Session, messages: Sequence[OutboxMessage], kinds: dict[str, NoticeKind], moment: datetime
) -> list[dict[str, Any]]:
    people = {message.recipient_id for message in messages}
    known, chosen, quiet = addresses_of(session, people), _choices(session, people), _Quiet(session)
    daily = {person for person, choice in writing_of(session, people).items() if choice.daily}
    rows: list[dict[str, Any]] = []
    for message in messages:
        kind = kinds[message.kind]
        waits = message.recipient_id in daily
        own = chosen.get((message.recipient_id, kind.name, about(message, kind)))
        reachable = known.get(message.recipient_id, {})
        for channel in rules.channels_for(own, kind.channels, reachable, same_day=kind.same_day):
            day = rules.daily_day(moment, channel, daily=waits, same_day=kind.same_day)
            sounds = rules.send_at(moment, channel, quiet.of(message), same_day=kind.same_day)
            at = clock.at(day, rules.DAILY_AT) if day else sounds
            row = {"message_id": message.id, "channel": channel, "state": "waiting", "not_before": at, "daily_on": day}
            rows.append(row | {"attempts": 0, "last_error": ""})
    return rows


def about(message: OutboxMessage, kind: NoticeKind) -> UUID:
    """Under whom the person's choice stands: the child, or the person."""
    return message.subject_id if kind.per_child and message.subject_id else message.recipient_id


def _choices(session: Session, people: set[UUID]) -> Chosen:
    rows = session.exec(select(NoticeChoice).where(col(NoticeChoice.person_id).in_(people))).all()
    return {(row.person_id, row.kind, row.about_id): row.channels for row in rows}


def writing_of(session: Session, people: Iterable[UUID]) -> dict[UUID, WritingChoice]:
    """How each person wants to be written to; who has chosen nothing is not among them."""
    rows = session.exec(select(WritingChoice).where(col(WritingChoice.person_id).in_(set(people)))).all()
    return {row.person_id: row for row in rows}


def addresses_of(session: Session, people: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Where each person can be reached, by channel; a mobile number before any other."""
    wanted = set(people)
    found: dict[UUID, dict[str, str]] = {person: {} for person in wanted}
    question = select(Contact).where(col(Contact.person_id).in_(wanted), col(Contact.kind).in_(("email", "phone")))
    for contact in session.exec(question.order_by(col(Contact.mobile), col(Contact.id).desc())).all():
        found[contact.person_id]["sms" if contact.kind == "phone" else "email"] = contact.value
    if notify.target("push"):
        for person in wanted:
            found[person]["push"] = str(person)
    return found


class _Quiet:
    """The quiet hours of each school, asked once a run."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.policy = modules.get(QuietHours)
        self.known: dict[str, rules.Quiet] = {}

    def of(self, message: OutboxMessage) -> rules.Quiet:
        """The quiet hours that hold for a notice."""
        unit = str(message.payload.get("unit", ""))
        if unit not in self.known:
            asked = self.policy.quiet_hours(self.session, UUID(unit), clock.today()) if self.policy and unit else None
            self.known[unit] = rules.Quiet(*asked) if asked else rules.Quiet()
        return self.known[unit]
