"""The one sender of all notices: chooses channels, sends what is due, ticks it off.

Each delivery is claimed, sent and ticked off, so that a process may be killed anywhere: what was claimed and not
ticked off is taken up again. The file is asked what it holds already, so that nothing stands in it twice; a real
target that got the one letter on its way in that moment gets it once more, rather than never.
"""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from skolplattform.core import changes, clock, db, modules, notify, outbox
from skolplattform.core.config import settings
from skolplattform.core.modules import NoticeKind
from skolplattform.core.notify import Letter, Undelivered
from skolplattform.core.tables import OutboxMessage
from skolplattform.i18n import SOURCE, text
from skolplattform.notices.plan import addresses_of, plan_next, writing_of
from skolplattform.notices.rules import MOST_ATTEMPTS, wait_after
from skolplattform.notices.tables import NoticeDelivery

BATCH = 500
MOST_A_DAY = 200
LIST = "/aviseringar"
SENT = "notices:sent"
"""What changes when notices have gone or failed (`core.changes`)."""
Claimed = tuple[NoticeDelivery, OutboxMessage]
Envelope = tuple[Letter, tuple[int, ...]]
"""A letter, and the deliveries that it carries: one, or all of a person's day."""


def send_notices() -> None:
    """Choose the channels of new notices, and send what is due."""
    while _plan():
        pass
    for channel in notify.CHANNELS:
        send = _post if notify.target(channel) else _write_down
        size = 1 if notify.target(channel) else BATCH
        started = clock.now()
        while (taken := _claim(channel, size, started)) is not None:
            errors = send([letter for letter, _ in taken])
            _tick({number: errors[letter.number] for letter, numbers in taken for number in numbers})


def _plan() -> int:
    with db.unit() as session:
        return plan_next(session)


def _claim(channel: str, size: int, started: datetime) -> list[Envelope] | None:
    """Take the next letters of a channel, those that a process took before it died among them. None: nothing is due."""
    with db.unit() as session:
        due = (
            select(NoticeDelivery, OutboxMessage)
            .join(OutboxMessage, col(OutboxMessage.id) == col(NoticeDelivery.message_id))
            .where(
                NoticeDelivery.channel == channel,
                col(NoticeDelivery.state).in_(("waiting", "sending")),
                NoticeDelivery.not_before <= started,
            )
            .order_by(col(NoticeDelivery.not_before), col(NoticeDelivery.id))
        )
        found = _with_their_day(session, due, session.exec(due.limit(size)).all())
        true = [pair for pair in found if _is_wanted(*pair)]
        letters = _letters(session, true)
        _set(session, [pair[0].id for pair in found if not _is_wanted(*pair)], state="cancelled")
        _set(session, [delivery.id for delivery, _ in true], state="sending")
        return letters if found else None


def _is_wanted(delivery: NoticeDelivery, message: OutboxMessage) -> bool:
    """Not taken back; and what was read in the platform during the day is not in the day's mail."""
    return not message.withdrawn_at and not (delivery.daily_on and message.read_at)


def _with_their_day(session: Session, due: Any, found: Sequence[Claimed]) -> list[Claimed]:
    """What was found, and all else that goes in the same daily mails: a day's mail is never two."""
    days = {(message.recipient_id, delivery.daily_on) for delivery, message in found if delivery.daily_on}
    if not days:
        return list(found)
    people, dates = {person for person, _ in days}, {day for _, day in days}
    of_days = due.where(col(OutboxMessage.recipient_id).in_(people), col(NoticeDelivery.daily_on).in_(dates))
    there = {delivery.id for delivery, _ in found}
    more = (pair for pair in session.exec(of_days.limit(MOST_A_DAY * len(days))).all() if pair[0].id not in there)
    return [*found, *(pair for pair in more if (pair[1].recipient_id, pair[0].daily_on) in days)]


def _letters(session: Session, taken: Sequence[Claimed]) -> list[Envelope]:
    people = {message.recipient_id for _, message in taken}
    known, writing, kinds = addresses_of(session, people), writing_of(session, people), modules.notice_kinds()
    mails: dict[object, list[Claimed]] = {}
    for delivery, message in taken:
        own = (message.recipient_id, delivery.daily_on) if delivery.daily_on else delivery.id
        mails.setdefault(own, []).append((delivery, message))
    envelopes: list[Envelope] = []
    for carried in mails.values():
        first, message = min(carried, key=lambda pair: pair[0].id or 0)
        chosen = writing.get(message.recipient_id)
        language = chosen.language if chosen else SOURCE
        letter = Letter(
            number=first.id or 0,
            channel=first.channel,
            to=known[message.recipient_id].get(first.channel, ""),
            title=text("notices.out.title", language),
            body=_daily(len(carried), language) if first.daily_on else _body(kinds.get(message.kind), language),
            is_again=first.state == "sending",
        )
        envelopes.append((letter, tuple(delivery.id or 0 for delivery, _ in carried)))
    return envelopes


def _body(kind: NoticeKind | None, language: str) -> str:
    """What is sent: a link to the page where one reads it, and to the list of notices where the page has an id."""
    page = kind.route if kind and "{" not in kind.route else LIST
    link = settings().public_url.rstrip("/") + page
    return text(kind.body if kind else "notices.out.body", language, link=link)


def _daily(things: int, language: str) -> str:
    """The one mail of the day: how many things wait, and where."""
    return text("notices.out.daily", language, n=things, link=settings().public_url.rstrip("/") + LIST)


def _post(letters: Sequence[Letter]) -> dict[int, str]:
    """Send by apprise: the error of each letter, empty where it went."""
    return {letter.number: _error_of(letter) for letter in letters}


def _error_of(letter: Letter) -> str:
    if not letter.to:
        return "no address"
    try:
        notify.send(letter)
    except Undelivered as failure:
        return str(failure)
    return ""


def _write_down(letters: Sequence[Letter]) -> dict[int, str]:
    """The embedded default: a file that holds each letter once."""
    there = notify.in_file() if any(letter.is_again for letter in letters) else frozenset[int]()
    notify.to_file(letter for letter in letters if letter.number not in there and letter.to)
    return {letter.number: "" if letter.to else "no address" for letter in letters}


def _tick(errors: dict[int, str]) -> None:
    """Note what went and what did not; what a teacher corrected while it was on its way is corrected to the person."""
    moment = clock.now()
    sent = [number for number, error in errors.items() if not error]
    with db.unit() as session:
        _set(session, sent, state="sent", sent_at=moment, last_error="")
        ids = select(NoticeDelivery.message_id).where(col(NoticeDelivery.id).in_(sent))
        first = update(OutboxMessage).where(col(OutboxMessage.id).in_(ids), col(OutboxMessage.sent_at).is_(None))
        session.execute(first.values(sent_at=moment).execution_options(synchronize_session=False))
        late = select(OutboxMessage).where(col(OutboxMessage.id).in_(ids), col(OutboxMessage.withdrawn_at).is_not(None))
        for message in session.exec(late.order_by(col(OutboxMessage.id)).limit(BATCH)).all():
            outbox.queue(session, outbox.told(message))
        changes.announce(session, SENT)
        for number, error in errors.items():
            if error:
                _failed(session, number, error, moment)


def _failed(session: Session, number: int, error: str, moment: datetime) -> None:
    """Try again later; after the last try another channel takes over where there is one (R-A02)."""
    delivery = session.get_one(NoticeDelivery, number)
    delivery.attempts += 1
    delivery.last_error = error[:200]
    delivery.state = "failed" if delivery.attempts >= MOST_ATTEMPTS or error == "no address" else "waiting"
    delivery.not_before = moment + wait_after(delivery.attempts)
    session.add(delivery)
    if delivery.state == "failed":
        _another_way(session, delivery, moment)


def _another_way(session: Session, delivery: NoticeDelivery, moment: datetime) -> None:
    message = session.get_one(OutboxMessage, delivery.message_id)
    kind = modules.notice_kinds().get(message.kind)
    tried = set(
        session.exec(select(NoticeDelivery.channel).where(NoticeDelivery.message_id == delivery.message_id)).all()
    )
    reachable = addresses_of(session, {message.recipient_id}).get(message.recipient_id, {})
    left = [channel for channel in notify.channels() if channel in reachable and channel not in tried]
    if kind and kind.same_day and left and not message.sent_at:
        session.add(NoticeDelivery(message_id=delivery.message_id, channel=left[0], state="waiting", not_before=moment))


def _set(session: Session, deliveries: Sequence[int | None], **values: Any) -> None:
    if deliveries:
        wanted = update(NoticeDelivery).where(col(NoticeDelivery.id).in_(deliveries)).values(**values)
        session.execute(wanted.execution_options(synchronize_session=False))
