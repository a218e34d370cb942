"""Entries as they are read: with their goals, pictures that may be seen, and how many took part."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.i18n import Text
from skolplattform.i18n.format import day_text
from skolplattform.planning.journal.tables import (
    JournalChild,
    JournalEntry,
    JournalEntryGoal,
    JournalGoal,
    JournalPicture,
)
from skolplattform.planning.journal.views import Entry
from skolplattform.planning.pictures.queries import looked_at
from skolplattform.registry.queries import names

MOST = 5_000


def entries_of(
    session: Session, actor: Actor, rows: Sequence[JournalEntry], *, child_id: UUID | None = None
) -> tuple[Entry, ...]:
    """These in their order, to a home with whether its `child_id` took part. The caller has decided who reads them."""
    ids = [row.id for row in rows]
    goals, children = _goals(session, ids), children_in(session, ids)
    pictures = looked_at(session, JournalPicture, {row.id: row.child_id for row in rows})
    known = names(session, actor, {row.written_by for row in rows} | {row.child_id for row in rows if row.child_id})
    name = lambda person: known[person].name if person in known else ""  # noqa: E731
    return tuple(
        Entry(
            id=str(row.id),
            title=row.title,
            text=row.text,
            day=day_text(row.day, style="date"),
            is_published=row.published_at is not None,
            by=name(row.written_by),
            about=name(row.child_id) if row.child_id else "",
            goals=tuple(goals[row.id]),
            took_part=0 if child_id else len(children[row.id]),
            own_took_part=child_id in children[row.id],
            pictures=pictures[row.id],
        )
        for row in rows
    )


def children_in(session: Session, entries: Collection[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Who took part in each."""
    rows = session.execute(
        select(col(JournalChild.entry_id), col(JournalChild.child_id))
        .where(col(JournalChild.entry_id).in_(list(entries)))
        .limit(MOST)
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for entry, child in rows:
        found[entry].add(child)
    return found


def _goals(session: Session, entries: Collection[UUID]) -> defaultdict[UUID, list[Text]]:
    rows = session.execute(
        select(col(JournalEntryGoal.entry_id), col(JournalGoal.name_sv), col(JournalGoal.name_en))
        .join(JournalGoal, col(JournalGoal.code) == col(JournalEntryGoal.goal_code))
        .where(col(JournalEntryGoal.entry_id).in_(list(entries)))
        .order_by(col(JournalGoal.position))
        .limit(MOST)
    )
    found: defaultdict[UUID, list[Text]] = defaultdict(list)
    for entry, swedish, english in rows:
        found[entry].append(Text(swedish, english))
    return found
