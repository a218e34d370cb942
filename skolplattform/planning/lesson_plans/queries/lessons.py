"""What the reads and writes of lesson plans share: an activity's lessons, and its plans as the rules know them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.lesson_plans import rules
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.lesson_plans.views import Planned, Taken
from skolplattform.planning.lesson_plans.words import keys_of, left_of, minutes_of
from skolplattform.planning.tables import UnitPlanContent
from skolplattform.registry.views import ShownPerson
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.tables import CalendarEvent
from skolplattform.schedule.views import LessonView

MOST_LESSONS, MOST_PLANS, MOST_POINTS = 400, 400, 4_000


def plans_of(session: Session, activity_id: UUID) -> list[LessonPlan]:
    """The activity's plans, in the order of the sequence."""
    question = select(LessonPlan).where(col(LessonPlan.activity_id) == activity_id)
    return list(session.scalars(question.order_by(col(LessonPlan.stands_at), col(LessonPlan.id)).limit(MOST_PLANS)))


def known_lessons(session: Session, activity_id: UUID) -> list[rules.Lesson]:
    """The activity's lessons from today on, and those that its plans stand on."""
    planned = select(col(LessonPlan.lesson_id)).where(col(LessonPlan.activity_id) == activity_id)
    rows = session.execute(
        select(col(CalendarEvent.id), col(CalendarEvent.starts_at), takes_place())
        .where(
            col(CalendarEvent.activity_id) == activity_id,
            or_(col(CalendarEvent.day) >= clock.today(), col(CalendarEvent.id).in_(planned)),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(MOST_LESSONS)
    )
    return [rules.Lesson(id_, starts, bool(holds)) for id_, starts, holds in rows]


def as_rules(plans: Sequence[LessonPlan]) -> list[rules.Plan]:
    """The plans as the rules know them."""
    return [
        rules.Plan(plan.id, plan.lesson_id, plan.stands_at, pinned=plan.pinned, taught=plan.taught_at is not None)
        for plan in plans
    ]


def points_of(session: Session, plans: Collection[LessonPlan]) -> dict[UUID, tuple[Taken, ...]]:
    """For each plan the core content of its unit, and what the lesson takes up of it. Two statements."""
    units = {plan.plan_id for plan in plans if plan.plan_id}
    if not units:
        return {}
    offered: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for unit, id_, text in session.execute(
        select(col(UnitPlanContent.plan_id), col(CoreContent.id), col(CoreContent.text))
        .join(CoreContent, col(CoreContent.id) == col(UnitPlanContent.content_id))
        .where(col(UnitPlanContent.plan_id).in_(units))
        .order_by(col(CoreContent.position), col(CoreContent.id))
        .limit(MOST_POINTS)
    ):
        offered[unit].append((id_, text))
    picked = picked_points(session, [plan.id for plan in plans])
    return {
        plan.id: tuple(Taken(str(id_), text, id_ in picked[plan.id]) for id_, text in offered[plan.plan_id])
        for plan in plans
        if plan.plan_id
    }


def picked_points(session: Session, plans: Collection[UUID]) -> defaultdict[UUID, set[UUID]]:
    """The points that each plan takes up."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = session.execute(
        select(col(LessonPlanContent.lesson_plan_id), col(LessonPlanContent.content_id))
        .where(col(LessonPlanContent.lesson_plan_id).in_(plans))
        .limit(MOST_POINTS)
    )
    for plan, point in rows:
        found[plan].add(point)
    return found


def planned(plan: LessonPlan, points: tuple[Taken, ...] = (), edited_by: ShownPerson | None = None) -> Planned:
    """A plan as its teacher sees it; `edited_by` is somebody else who saved last."""
    return Planned(
        id=str(plan.id),
        title=plan.title,
        steps=plan.steps,
        material=plan.material,
        homework=plan.homework,
        bring=plan.bring,
        unit=str(plan.plan_id or ""),
        shown=plan.shown,
        pinned=plan.pinned,
        taught=plan.taught_at is not None,
        minutes=minutes_of(plan.steps),
        points=points,
        version=plan.version,
        edited_at=clock.local(plan.edited_at).strftime("%H:%M"),
        edited_by=edited_by.name if edited_by else "",
    )


def left_lines(plan: LessonPlan) -> list[str]:
    """What was planned and not done: the steps without a tick, or the whole of a plan without steps."""
    if keys_of(plan.steps):
        return left_of(plan.steps, plan.done)
    return [plan.title] if plan.title and plan.taught_at is None else []


def why_off(lesson: LessonView, *, holds: bool) -> Text:
    """Why a lesson is not held; nothing when it is."""
    if holds:
        return NO_TEXT
    return both("lesson.off.cancelled") if lesson.cancelled else both("lesson.off.closed")


def state_of(starts_at: datetime, ends_at: datetime) -> str:
    """past, now or coming."""
    now = clock.now()
    return "coming" if starts_at > now else "now" if ends_at > now else "past"


def hhmm(moment: datetime) -> str:
    """The local time, HH:MM."""
    return clock.local(moment).strftime("%H:%M")
