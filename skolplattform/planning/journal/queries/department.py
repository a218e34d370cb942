"""The departments where the actor works, and the journal of one of them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import timedelta
from uuid import UUID

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.i18n.format import day_text
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, kept_departments, require_department
from skolplattform.planning.journal.queries.entries import children_in, entries_of
from skolplattform.planning.journal.tables import JournalEntry
from skolplattform.planning.journal.views import Department, Journal
from skolplattform.registry.tables import Group, Organisation

MOST_DEPARTMENTS, MOST_DRAFTS = 40, 20
IS_DRAFT = col(JournalEntry.published_at).is_(None)


def departments(session: Session, actor: Actor) -> tuple[Department, ...]:
    """The departments whose journal the actor keeps, by name."""
    require(actor, KEEP_JOURNAL)
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    this_week = ~IS_DRAFT & (col(JournalEntry.day) >= monday)
    rows = session.execute(
        select(
            Group,
            col(Organisation.display_name),
            func.count(case((IS_DRAFT, JournalEntry.id))),
            func.count(case((this_week, JournalEntry.id))),
            func.max(case((~IS_DRAFT, JournalEntry.day))),
        )
        .join(Organisation, col(Organisation.id) == col(Group.unit_id))
        .outerjoin(JournalEntry, col(JournalEntry.group_id) == col(Group.id))
        .where(col(Group.id).in_(kept_departments(actor, today)))
        .group_by(Group, col(Organisation.display_name))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(MOST_DEPARTMENTS)
    ).all()
    return tuple(
        Department(
            str(group.id),
            group.display_name,
            unit,
            drafts,
            week,
            day_text(latest, style="date") if latest else NO_TEXT,
        )
        for group, unit, drafts, week, latest in rows
    )


def journal(session: Session, actor: Actor, group_id: UUID, number: int = 1) -> Journal:
    """A page of what is published in a department, the newest first, and its drafts.

    Raises:
        Denied, NotFound: not a department where the actor works.
    """
    require(actor, KEEP_JOURNAL)
    group = require_department(session, actor, group_id)
    ours = col(JournalEntry.group_id) == group_id
    last = rules.pages(session.scalar(select(func.count()).select_from(JournalEntry).where(ours, ~IS_DRAFT)) or 0)
    number = min(number, last)
    newest = select(JournalEntry).order_by(col(JournalEntry.day).desc(), col(JournalEntry.id).desc())
    drafts = session.scalars(newest.where(ours, IS_DRAFT).limit(MOST_DRAFTS)).all()
    written = newest.where(ours, ~IS_DRAFT).limit(rules.PAGE).offset((number - 1) * rules.PAGE)
    rows = session.scalars(written).all()
    everything = [*drafts, *rows]
    children = children_in(session, [row.id for row in everything])
    persons = set[UUID]().union(*children.values()) | {row.child_id for row in everything if row.child_id}
    readings.opened(session, actor, KEEP_JOURNAL.name, "journal", group_id, persons=persons, unit=group.unit_id)
    return Journal(
        group_id=str(group_id),
        group=group.display_name,
        unit=session.get_one(Organisation, group.unit_id).display_name,
        drafts=entries_of(session, actor, drafts),
        written=entries_of(session, actor, rows),
        number=number,
        last=last,
    )
