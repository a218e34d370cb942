"""A head's view of the journals: how many entries each department has published by month. Numbers, no texts."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n.format import day_text
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.permissions import FOLLOW_JOURNAL, IS_PRESCHOOL
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.planning.journal.views import Board, BoardRow
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, Organisation

MONTHS, MOST_DEPARTMENTS, MOST_ROWS = 6, 200, 50_000


def board(session: Session, actor: Actor) -> Board:
    """The departments of the head's units, with the latest months, this one last."""
    require(actor, FOLLOW_JOURNAL)
    today = clock.today()
    months = rules.months_back(today, MONTHS)
    groups = session.execute(
        select(Group, col(Organisation.display_name))
        .join(Organisation, col(Organisation.id) == col(Group.unit_id))
        .where(
            col(Group.unit_id).in_(actor.units),
            col(Group.group_type) == GroupType.DEPARTMENT.value,
            IS_PRESCHOOL,
            holds_on(Group.start_date, Group.end_date, today),
        )
        .order_by(col(Organisation.display_name), col(Group.display_name), col(Group.id))
        .limit(MOST_DEPARTMENTS)
    ).all()
    days = session.execute(
        select(col(JournalEntry.group_id), col(JournalEntry.day))
        .where(
            col(JournalEntry.group_id).in_([group.id for group, _ in groups]),
            col(JournalEntry.published_at).is_not(None),
            col(JournalEntry.day) >= months[0],
        )
        .limit(MOST_ROWS)
    )
    counts: Counter[tuple[UUID, int, int]] = Counter((group, day.year, day.month) for group, day in days)
    rows = []
    for group, unit in groups:
        by_month = tuple(counts[group.id, month.year, month.month] for month in months)
        rows.append(BoardRow(group.display_name, unit, by_month, sum(by_month)))
    return Board(tuple(day_text(month, style="month") for month in months), tuple(rows))
