"""What a person does with their notices: reads them, and chooses how they come."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, modules, notify, outbox
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.permissions import require
from skolplattform.core.tables import OutboxMessage
from skolplattform.i18n import LANGUAGES
from skolplattform.notices.permissions import OWN, kinds_of
from skolplattform.notices.queries import own
from skolplattform.notices.tables import NoticeChoice, WritingChoice
from skolplattform.registry.permissions import is_guardian_of

MOST_AT_ONCE = 500


def mark_read(session: Session, actor: Actor, numbers: Sequence[int]) -> None:
    """The person has read these notices; those that are read already stay as they are.

    Raises:
        Denied: nobody who has notices. NotFound: one of them is not theirs.
    """
    require(actor, OWN)
    wanted = set(numbers)
    question = select(OutboxMessage).where(own(actor), col(OutboxMessage.id).in_(wanted))
    found = session.exec(question.order_by(col(OutboxMessage.id)).limit(MOST_AT_ONCE)).all()
    if len(found) != len(wanted):
        raise NotFound
    _read(session, actor, [message for message in found if message.read_at is None])


def mark_all_read(session: Session, actor: Actor) -> int:
    """The person has read everything; how many were unread.

    Raises:
        Denied: nobody who has notices.
    """
    require(actor, OWN)
    question = select(OutboxMessage).where(own(actor), col(OutboxMessage.read_at).is_(None))
    found = list(session.exec(question.order_by(col(OutboxMessage.id)).limit(MOST_AT_ONCE)).all())
    _read(session, actor, found)
    return len(found)


def _read(session: Session, actor: Actor, messages: Sequence[OutboxMessage]) -> None:
    kinds = modules.notice_kinds()
    for message in messages:
        message.read_at = clock.now()
        if kinds[message.kind].repeats:
            message.dedupe_key = f"{message.dedupe_key}#{message.id}"[:160]
        session.add(message)
    if messages:
        notes = [audit.Noted(message.id, message.subject_id) for message in messages]
        audit.record_each(session, actor, "notices.read", "outbox_message", notes)
        changes.announce(session, outbox.topic(actor.person_id))


def choose(
    session: Session, actor: Actor, kind: str, about: UUID, *, channel: str, is_wanted: bool, version: int
) -> int:
    """Use a channel for a kind of notice about a child, or stop using it; the new version. The same again is the same.

    Raises:
        Denied: nobody who has notices. NotFound: no such kind for the actor, or not their child.
        Conflict: chosen differently in another tab meanwhile.
    """
    require(actor, OWN)
    declared = modules.notice_kinds().get(kind)
    if declared is None or kind not in kinds_of(actor) or channel not in notify.channels():
        raise NotFound
    of_child = declared.per_child and is_guardian_of(session, actor, about, clock.today())
    if not (of_child if declared.per_child else about == actor.person_id):
        raise NotFound
    row = session.get(NoticeChoice, (actor.person_id, kind, about))
    if (row.version if row else 0) != version:
        raise Conflict(row, "notices.conflict")
    now = set(row.channels if row else declared.channels)
    wanted = now | {channel} if is_wanted else now - {channel}
    row = row or NoticeChoice(person_id=actor.person_id, kind=kind, about_id=about, channels=[], version=0)
    row.channels, row.version = [name for name in notify.CHANNELS if name in wanted], version + 1
    session.add(row)
    detail = {"kind": kind, "channels": row.channels}
    subject = about if declared.per_child else None
    audit.record(session, actor, OWN.name, "notice_choice", kind, subject=subject, detail=detail)
    return row.version


def write_so(session: Session, actor: Actor, *, language: str, daily: bool, version: int) -> int:
    """The person chooses in which language they are written to, and whether mail that can wait comes once a day.

    Raises:
        Denied: nobody who has notices. NotFound: no such language. Conflict: changed in another tab.
    """
    require(actor, OWN)
    if language not in LANGUAGES:
        raise NotFound
    row = session.get(WritingChoice, actor.person_id)
    if (row.version if row else 0) != version:
        raise Conflict(row, "notices.conflict")
    row = row or WritingChoice(person_id=actor.person_id, language=language, daily=daily, version=0)
    row.language, row.daily, row.version = language, daily, version + 1
    session.add(row)
    detail = {"language": language, "daily": daily}
    audit.record(session, actor, OWN.name, "writing_choice", actor.person_id, detail=detail)
    return row.version
