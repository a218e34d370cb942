"""A department's term against the curriculum: which goals its journal has met, and which it has not."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.planning.journal import rules
from skolplattform.planning.journal.permissions import KEEP_JOURNAL, require_department
from skolplattform.planning.journal.tables import JournalEntry, JournalEntryGoal, JournalGoal
from skolplattform.planning.journal.views import AreaMet, Coverage, GoalMet
from skolplattform.registry.permissions import holds_on
from skolplattform.schedule.terms import term_of

MOST_GOALS, MOST_ROWS = 200, 10_000
BETWEEN_TERMS = timedelta(days=120)
"""In a holiday between terms, so many days are looked at."""


def coverage(session: Session, actor: Actor, group_id: UUID) -> Coverage:
    """How often each goal is documented in the department this term, in what is published.

    Raises:
        Denied, NotFound: not a department where the actor works.
    """
    require(actor, KEEP_JOURNAL)
    group, today = require_department(session, actor, group_id), clock.today()
    term = term_of(session, group.unit_id, today)
    first = term.start_date if term else today - BETWEEN_TERMS
    these = (
        col(JournalEntry.group_id) == group_id,
        col(JournalEntry.published_at).is_not(None),
        col(JournalEntry.day).between(first, today),
    )
    goals = session.scalars(
        select(JournalGoal)
        .where(holds_on(JournalGoal.start_date, JournalGoal.end_date, today))
        .order_by(col(JournalGoal.position))
        .limit(MOST_GOALS)
    ).all()
    touched = session.execute(
        select(col(JournalEntryGoal.goal_code), col(JournalEntry.day))
        .join(JournalEntry, col(JournalEntry.id) == col(JournalEntryGoal.entry_id))
        .where(*these)
        .order_by(col(JournalEntry.day))
        .limit(MOST_ROWS)
    ).all()
    times, latest = (
        rules.times_met((goal.code for goal in goals), (code for code, _ in touched)),
        dict(map(tuple, touched)),
    )
    return Coverage(
        group_id=str(group_id),
        group=group.display_name,
        term=day_text(first, style="date"),
        documented=session.scalar(select(func.count()).select_from(JournalEntry).where(*these)) or 0,
        met=sum(found > 0 for found in times.values()),
        total=len(goals),
        areas=tuple(_area(list(found), times, latest) for _, found in groupby(goals, key=lambda goal: goal.area)),
    )


def _area(goals: list[JournalGoal], times: dict[str, int], latest: dict[str, date]) -> AreaMet:
    met = tuple(
        GoalMet(
            Text(goal.name_sv, goal.name_en),
            times[goal.code],
            day_text(latest[goal.code], style="date") if goal.code in latest else NO_TEXT,
        )
        for goal in goals
    )
    return AreaMet(Text(goals[0].area_sv, goals[0].area_en), sum(goal.times > 0 for goal in met), met)
