"""Move a unit along the weeks, or make it longer or shorter: the days are saved as the editor saves them."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict
from skolplattform.planning.permissions import writable_plan
from skolplattform.planning.queries.editor import assessment_rows
from skolplattform.planning.service import Edit, Saved, save_draft
from skolplattform.planning.tables import UnitPlan
from skolplattform.planning.timeline import rules
from skolplattform.planning.timeline.rules import Days
from skolplattform.registry.queries import names


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody else has put the unit meanwhile, who and when (HH:MM), and the version to answer with."""

    days: Days
    version: int
    by: str
    at: str


def move_plan(session: Session, actor: Actor, plan_id: UUID, *, was: Days, to: Days, version: int) -> Saved:
    """Let the unit be on other days. When the whole unit moves, what is done in its weeks moves along.

    `was` is where it stood when the person took hold of it. What students read is as it was until it is published.

    Raises:
        NotFound: not a plan the actor writes in.
        Conflict: somebody else has moved it; `current` is a `Standing`.
        Invalid: a period that cannot be.
    """
    plan = writable_plan(session, actor, plan_id)
    stands = Days(plan.start_date, plan.end_date)
    if plan.version != version and stands not in (was, to):
        by = names(session, actor, [plan.edited_by]).get(plan.edited_by)
        at = clock.local(plan.edited_at).strftime("%H:%M")
        raise Conflict(Standing(stands, plan.version, by.name if by else "", at), "planning.error.clash")
    before, after = _edits(plan, stands, to)
    return save_draft(session, actor, plan_id, before=before, after=after, version=plan.version)


def _edits(plan: UnitPlan, stands: Days, to: Days) -> tuple[Edit, Edit]:
    """What stands, and what shall: the days, and with a unit that moves whole its weeks and ways to show."""
    before, after = (Edit(start=days.start, end=days.end) for days in (stands, to))
    if not (far := rules.moved_weeks(stands, to)):
        return before, after
    weeks, shows = rules.moved_texts(plan.weeks, far), assessment_rows(plan.assessments)
    moved = tuple(replace(row, day=rules.moved_day(row.day, far)) for row in shows)
    return before, replace(after, weeks=weeks, assessments=moved)
