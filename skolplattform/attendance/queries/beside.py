"""What lies one click from a lesson's attendance: the group's plan that goes on, and its matrix."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import ProgressFigures
from skolplattform.attendance.permissions import OPEN_REGISTER
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.permissions import require
from skolplattform.planning.contract import PlanningContract, UnitSummary
from skolplattform.schedule.permissions import taught_lessons, teaches
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, Syllabus

GROUPS = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the lesson's other work is. Empty: there is none, or the module is not installed."""

    plan: str = ""
    title: str = ""
    matrix: str = ""


def beside_lesson(session: Session, actor: Actor, lesson_id: UUID) -> Beside:
    """The way to the plan and the matrix, for the lesson's own teacher; nothing for whoever opens it as lead."""
    require(actor, OPEN_REGISTER)
    if actor.workspace is not Workspace.TEACHER:
        return Beside()
    rows = session.execute(
        select(CalendarEvent.activity_id, CalendarEvent.day, Syllabus.subject_name, ActivityGroup.group_id)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .where(CalendarEvent.id == lesson_id, taught_lessons(actor))
        .order_by(col(ActivityGroup.group_id))
        .limit(GROUPS)
    ).all()
    if not rows or rows[0].subject_name is None:
        return Beside()
    first = rows[0]
    going_on = _plan(session, actor, [row.group_id for row in rows], first.subject_name, first.day)
    plan = f"/planeringar/{going_on.id}" if going_on else "/planering" if modules.get(PlanningContract) else ""
    return Beside(plan, going_on.title if going_on else "", _matrix(session, actor, first.activity_id))


def _matrix(session: Session, actor: Actor, activity_id: UUID) -> str:
    """The matrix is the teacher's own: a substitute has none."""
    if modules.get(ProgressFigures) is None or not teaches(session, actor, activity_id, clock.today()):
        return ""
    return f"/bedomning/{activity_id}"


def _plan(session: Session, actor: Actor, groups: list[UUID], subject: str, day: date) -> UnitSummary | None:
    """The published unit of the day, in the lesson's subject."""
    planning = modules.get(PlanningContract)
    if planning is None:
        return None
    units = (unit for group in groups for unit in planning.units_of_group(session, actor, group, day, day))
    return next((unit for unit in units if unit.subject == subject), None)
