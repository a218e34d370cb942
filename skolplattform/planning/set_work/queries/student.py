"""What a student has ahead, for the student and for the guardian."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.hand_in.queries.counts import own_notes
from skolplattform.planning.permissions import READ
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import set_for
from skolplattform.planning.set_work.queries.entries import by_week, days_of_week, lines_where
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.planning.set_work.views import Coming, WorkLine, WorkWeek
from skolplattform.registry.permissions import can_see_student


def _lines(session: Session, actor: Actor, student_id: UUID, first: date, last: date) -> list[WorkLine]:
    require(actor, READ)
    if not can_see_student(session, actor, student_id, clock.today()):
        raise NotFound
    return lines_where(session, actor, set_for(student_id) & col(SetWork.day).between(first, last))


def _with_own_notes(session: Session, actor: Actor, student_id: UUID, lines: list[WorkLine]) -> list[WorkLine]:
    """A task of one's own stands in the place of the group's, for those whom it concerns."""
    if not actor.has(Role.STUDENT, Role.GUARDIAN):
        return lines
    own = own_notes(session, student_id, {UUID(line.id) for line in lines})
    return [replace(line, note=own.get(UUID(line.id), line.note)) for line in lines]


def coming(session: Session, actor: Actor, student_id: UUID) -> Coming:
    """Tests and tasks from today on, week by week; weeks without any are left out.

    Raises:
        NotFound: the actor may not see the student.
    """
    today = clock.today()
    lines = _lines(session, actor, student_id, today, today + rules.AHEAD)
    weeks = by_week(_with_own_notes(session, actor, student_id, lines))
    return Coming(
        tuple(
            WorkWeek(monday.isoformat(), str(planning_rules.week_number(monday)), days_of_week(monday), lines)
            for monday, lines in weeks.items()
        )
    )
