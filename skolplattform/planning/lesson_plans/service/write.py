"""A teacher writes a lesson's plan, field by field: two who write in different fields both keep their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.planning.lesson_plans.permissions import TEACH, activity_of, held_activity, own_plan
from skolplattform.planning.lesson_plans.queries.lessons import picked_points, planned
from skolplattform.planning.lesson_plans.service.told import tell_covered, tell_written
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.lesson_plans.views import Planned
from skolplattform.planning.lesson_plans.words import LENGTHS, still_done
from skolplattform.planning.permissions import editable
from skolplattform.planning.service.edit import FieldEdit, clashes
from skolplattform.planning.tables import UnitPlan, UnitPlanContent, UnitPlanGroup
from skolplattform.registry.queries import names
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent

NO_UNIT = UUID(int=0)
"""The lesson belongs to no unit plan."""
COVERED = {"contents", "plan_id", "shown"}
"""What a coverage map is drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEdit(FieldEdit):
    """Values of some fields of a lesson's plan. `plan_id` is the unit plan it belongs to, `NO_UNIT` for none."""

    title: str | None = None
    steps: str | None = None
    material: str | None = None
    homework: str | None = None
    bring: str | None = None
    plan_id: UUID | None = None
    shown: bool | None = None
    pinned: bool | None = None
    contents: frozenset[UUID] | None = None


def save_plan(
    session: Session, actor: Actor, plan_id: UUID, *, before: LessonEdit, after: LessonEdit, version: int
) -> Planned:
    """Save what the teacher wrote in a plan, wherever it stands by now.

    `before` is what the fields said when they began, for `version`. Somebody else's save in other fields stands
    beside it; in the same field nothing is written over.

    Raises:
        NotFound: not a plan that the actor writes, or a unit or point that is not its own.
        Conflict: the same field was changed by somebody else; `current` is the plan as it stands.
        Invalid: too long.
    """
    return _save(session, actor, own_plan(session, actor, plan_id), before, after, version)


def begin_plan(session: Session, actor: Actor, lesson_id: UUID, *, after: LessonEdit) -> Planned:
    """The first words for a lesson. Where a colleague was first, as `save_plan` in an empty plan.

    Raises:
        NotFound: not a lesson of an activity that the actor teaches.
        Conflict: the colleague wrote in the same field.
        Invalid: too long, or the lesson is cancelled.
    """
    activity = held_activity(session, actor, activity_of(session, actor, lesson_id=lesson_id))
    question = select(LessonPlan).where(col(LessonPlan.lesson_id) == lesson_id).with_for_update()
    plan = session.scalars(question).one_or_none() or _new(session, actor, activity, lesson_id)
    empty: dict[str, Any] = {name: "" if isinstance(value, str) else None for name, value in after.touched().items()}
    return _save(session, actor, plan, LessonEdit(**empty), after, 0)


def _new(session: Session, actor: Actor, activity: Activity, lesson_id: UUID) -> LessonPlan:
    lesson = session.get_one(CalendarEvent, lesson_id)
    if lesson.cancelled:
        raise Invalid("lesson", "lesson.error.cancelled")
    plan = LessonPlan(
        id=new_id(),
        unit_id=activity.unit_id,
        activity_id=activity.id,
        lesson_id=lesson_id,
        stands_at=lesson.starts_at,
        plan_id=_unit_that_day(session, actor, activity, lesson),
        edited_by=actor.person_id,
        edited_at=clock.now(),
        version=0,
    )
    session.add(plan)
    session.flush()
    return plan


def _unit_that_day(session: Session, actor: Actor, activity: Activity, lesson: CalendarEvent) -> UUID | None:
    """The unit plan that goes on that day is proposed; of several, the one that began last."""
    return session.scalars(
        select(col(UnitPlan.id))
        .where(
            _of_groups(activity),
            col(UnitPlan.start_date) <= lesson.day,
            col(UnitPlan.end_date) >= lesson.day,
            editable(actor, clock.today()),
        )
        .order_by(col(UnitPlan.start_date).desc(), col(UnitPlan.id))
        .limit(1)
    ).one_or_none()


def _of_groups(activity: Activity) -> Any:
    """The condition on `UnitPlan` that it is for a group of the activity, in its subject."""
    groups = select(col(ActivityGroup.group_id)).where(col(ActivityGroup.activity_id) == activity.id)
    plans = select(col(UnitPlanGroup.plan_id)).where(col(UnitPlanGroup.group_id).in_(groups))
    return col(UnitPlan.id).in_(plans) & (col(UnitPlan.syllabus_id) == activity.syllabus_id)


def _save(
    session: Session, actor: Actor, plan: LessonPlan, before: LessonEdit, after: LessonEdit, version: int
) -> Planned:
    now = _standing(session, plan, after)
    if plan.version != version and clashes(now, before, after):
        by = names(session, actor, [plan.edited_by]).get(plan.edited_by) if plan.edited_by != actor.person_id else None
        raise Conflict(planned(plan, edited_by=by), "planning.error.clash")
    _check(session, actor, plan, after)
    changed = {name: value for name, value in after.touched().items() if now[name] != value}
    if changed:
        was_shown = plan.shown
        _apply(session, plan, changed)
        plan.version += 1
        plan.edited_by, plan.edited_at = actor.person_id, clock.now()
        session.add(plan)
        session.flush()
        detail = {"fields": sorted(changed), "version": plan.version}
        audit.record(session, actor, TEACH.name, "lesson_plan", plan.id, unit=plan.unit_id, detail=detail)
        tell_written(session, plan, shown=was_shown or plan.shown)
        if changed.keys() & COVERED:
            tell_covered(session, plan.activity_id)
    return planned(plan)


def _standing(session: Session, plan: LessonPlan, edit: LessonEdit) -> dict[str, Any]:
    """What the plan says now in the fields that the edit touches."""
    now = {name: getattr(plan, name) for name in edit.touched() if name not in ("plan_id", "contents")}
    now["plan_id"] = plan.plan_id or NO_UNIT
    now["contents"] = frozenset(picked_points(session, [plan.id])[plan.id]) if edit.contents is not None else None
    return {name: now[name] for name in edit.touched()}


def _check(session: Session, actor: Actor, plan: LessonPlan, edit: LessonEdit) -> None:
    for name, value in edit.touched().items():
        if name in LENGTHS and len(value) > LENGTHS[name]:
            raise Invalid(name, "lesson.error.long", most=LENGTHS[name])
    if edit.plan_id not in (None, NO_UNIT, plan.plan_id):
        activity = session.get_one(Activity, plan.activity_id)
        mine = select(col(UnitPlan.id)).where(
            col(UnitPlan.id) == edit.plan_id, _of_groups(activity), editable(actor, clock.today())
        )
        if session.scalars(mine).one_or_none() is None:
            raise NotFound
    if edit.contents:
        own = session.scalars(
            select(col(UnitPlanContent.content_id)).where(col(UnitPlanContent.plan_id) == plan.plan_id)
        )
        if not edit.contents <= frozenset(own):
            raise NotFound


def _apply(session: Session, plan: LessonPlan, changed: Mapping[str, Any]) -> None:
    if "steps" in changed:
        plan.done = still_done(plan.steps, changed["steps"], plan.done)
    for name, value in changed.items():
        if name == "plan_id":
            plan.plan_id = None if value == NO_UNIT else value
        elif name != "contents":
            setattr(plan, name, value)
    if "contents" in changed or "plan_id" in changed:
        _relink(session, plan.id, changed.get("contents", frozenset()))


def _relink(session: Session, plan_id: UUID, contents: frozenset[UUID]) -> None:
    """A lesson that goes over to another unit takes up nothing of the one it left."""
    session.execute(delete(LessonPlanContent).where(col(LessonPlanContent.lesson_plan_id) == plan_id))
    if contents:
        rows = [{"lesson_plan_id": plan_id, "content_id": content} for content in sorted(contents)]
        session.execute(insert(LessonPlanContent), rows)
