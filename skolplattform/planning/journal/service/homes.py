"""What homes are told of the journal: once a day and home that there is something new, as long as there is."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.journal.service.held import children_of
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.registry.around import custodians_of_each
from skolplattform.registry.permissions import has_custody, holds_on
from skolplattform.registry.tables import GroupMembership, Responsibility

NEW = NoticeKind(
    name="planning.journal",
    label="journal.notice.label",
    title="journal.notice",
    route="/barn/{student}/dagbok",
    workspaces=(Workspace.GUARDIAN,),
    per_child=True,
)


def tell_homes(session: Session, row: JournalEntry) -> None:
    """The homes that read an entry that was just published, once a day."""
    day, today = row.day.isoformat(), clock.today()
    homes = custodians_of_each(session, children_of(session, row), today)
    outbox.queue(
        session,
        (
            outbox.Notice(NEW.name, adult, _key(adult, today), {"student": str(child), "day": day})
            for child, adults in sorted(homes.items())
            for adult in sorted(adults)
        ),
    )


def untell_homes(session: Session, row: JournalEntry, published: datetime) -> None:
    """The entry is taken back: homes that nothing else was published to that day have nothing new to read."""
    day = clock.local(published).date()
    told = _adults(session, children_of(session, row))
    still = _adults(session, _children_reached(session, told, day))
    gone = [_key(adult, day) for adult in sorted(told - still)]
    if gone:
        outbox.withdraw(session, col(OutboxMessage.dedupe_key).in_(gone))


def _key(adult: UUID, day: date) -> str:
    return f"{NEW.name}:{day.isoformat()}:{adult}"


def _adults(session: Session, children: Collection[UUID]) -> set[UUID]:
    return set().union(*custodians_of_each(session, children, clock.today()).values())


def _children_reached(session: Session, adults: Collection[UUID], day: date) -> list[UUID]:
    """The adults' children whose home reads an entry that was published that day, and is published now."""
    first, last = clock.day_bounds(day)
    theirs = select(Responsibility.child_id).where(
        col(Responsibility.adult_id).in_(list(adults)), has_custody(clock.today())
    )
    reached = (
        select(GroupMembership.person_id)
        .join(JournalEntry, col(JournalEntry.group_id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.person_id).in_(theirs),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, JournalEntry.day),
            col(JournalEntry.child_id).is_(None) | (col(JournalEntry.child_id) == col(GroupMembership.person_id)),
            col(JournalEntry.published_at) >= first,
            col(JournalEntry.published_at) < last,
        )
        .distinct()
    )
    return list(session.exec(reached).all())
