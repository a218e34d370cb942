"""A person's own notices: how many wait, what they say, by which ways they come."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, time
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from skolplattform.core import clock, modules, notify
from skolplattform.core.actor import Actor
from skolplattform.core.modules import NoticeKind
from skolplattform.core.permissions import require
from skolplattform.core.tables import OutboxMessage
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import clock_time, day_text
from skolplattform.notices import rules
from skolplattform.notices.contract import QuietHours
from skolplattform.notices.permissions import OWN, kinds_of
from skolplattform.notices.plan import addresses_of
from skolplattform.notices.tables import NoticeChoice, WritingChoice
from skolplattform.notices.views import AboutChoice, ChannelChoice, Choices, KindChoice, NoticeList, ShownNotice
from skolplattform.registry.permissions import visible_students
from skolplattform.registry.queries import children_of, names, unit_of
from skolplattform.registry.views import ShownPerson

PAGE = 25


def own(actor: Actor) -> ColumnElement[bool]:
    """The condition that a notice is the actor's to read: theirs, of their workspace, not withdrawn.

    A notice about a student is there only for as long as the reader may see the student (R-C03).
    """
    return (
        (col(OutboxMessage.recipient_id) == actor.person_id)
        & col(OutboxMessage.kind).in_(kinds_of(actor))
        & col(OutboxMessage.withdrawn_at).is_(None)
        & or_(
            col(OutboxMessage.subject_id).is_(None),
            col(OutboxMessage.subject_id).in_(visible_students(actor, clock.today())),
        )
    )


def unread(session: Session, actor: Actor) -> int:
    """How many notices wait for the person, for the bell."""
    if not OWN.held_by(actor):
        return 0
    question = select(func.count()).select_from(OutboxMessage).where(own(actor), col(OutboxMessage.read_at).is_(None))
    return session.exec(question).one()


def notice_list(session: Session, actor: Actor, pages: int = 1) -> NoticeList:
    """The person's notices, newest first.

    Raises:
        Denied: nobody who has notices.
    """
    require(actor, OWN)
    limit = PAGE * pages
    question = select(OutboxMessage).where(own(actor)).order_by(col(OutboxMessage.id).desc()).limit(limit + 1)
    found = list(session.exec(question).all())
    about = names(session, actor, {message.subject_id for message in found if message.subject_id})
    kinds = modules.notice_kinds()
    rows = tuple(_shown(message, kinds[message.kind], about) for message in found[:limit])
    return NoticeList(rows, unread(session, actor), len(found) > limit)


def _shown(message: OutboxMessage, kind: NoticeKind, about: dict[UUID, ShownPerson]) -> ShownNotice:
    person = about.get(message.subject_id) if message.subject_id else None
    return ShownNotice(
        id=message.id or 0,
        title=both(kind.title, **_words(message)),
        name=person.name if person else "",
        when=_when(message),
        href=kind.route.format(**message.payload),
        is_read=message.read_at is not None,
        is_urgent=kind.same_day,
    )


def _words(message: OutboxMessage) -> dict[str, object]:
    """The words of the payload that a title may hold; a day is written out."""
    words: dict[str, object] = dict(message.payload)
    if "day" in words:
        words["day"] = day_text(date.fromisoformat(str(words["day"])))
    return words


def _when(message: OutboxMessage) -> Text:
    local = clock.local(message.created_at)
    if local.date() == clock.today():
        return both("notices.today", time=_time(local.time()))
    return both("notices.earlier", day=day_text(local.date(), style="short"), time=_time(local.time()))


def _time(value: time) -> Text:
    return Text(clock_time(value, "sv"), clock_time(value, "en"))


def choices(session: Session, actor: Actor) -> Choices:
    """By which channels the person is told of what, for each child where it is about children.

    Raises:
        Denied: nobody who has notices.
    """
    require(actor, OWN)
    known = addresses_of(session, {actor.person_id})[actor.person_id]
    stored = select(NoticeChoice).where(NoticeChoice.person_id == actor.person_id).order_by(NoticeChoice.kind)
    chosen = {(row.kind, row.about_id): row for row in session.exec(stored.limit(500)).all()}
    children = children_of(session, actor)
    rows: list[KindChoice] = []
    for name in kinds_of(actor):
        kind = modules.notice_kinds()[name]
        abouts = [(UUID(child.id), child.name) for child in children] if kind.per_child else [(actor.person_id, "")]
        each = (_choice(kind, about, who, chosen.get((name, about)), known) for about, who in abouts)
        rows.append(KindChoice(name, both(kind.label), kind.same_day, tuple(each)))
    quiet = _quiet(session, actor, children)
    hours = both("notices.quiet", starts=_time(quiet.starts), ends=_time(quiet.ends))
    writing = session.get(WritingChoice, actor.person_id)
    chosen_so = (writing.language, writing.daily, writing.version) if writing else ()
    return Choices(tuple(rows), known.get("email", ""), known.get("sms", ""), hours, *chosen_so)


def _quiet(session: Session, actor: Actor, children: list[ShownPerson]) -> rules.Quiet:
    """The quiet hours of the school: of the eldest child's for a guardian, of one's own for staff."""
    unit = unit_of(session, UUID(children[0].id)) if children else min(actor.units, default=None)
    school = modules.get(QuietHours)
    return rules.Quiet(*school.quiet_hours(session, unit, clock.today())) if school and unit else rules.Quiet()


def _choice(
    kind: NoticeKind, about: UUID, name: str, stored: NoticeChoice | None, known: dict[str, str]
) -> AboutChoice:
    wanted = stored.channels if stored else kind.channels
    return AboutChoice(
        kind=kind.name,
        about=str(about),
        name=name,
        channels=tuple(
            ChannelChoice(channel, channel in wanted and channel in known, channel in known)
            for channel in notify.channels()
        ),
        version=stored.version if stored else 0,
    )
