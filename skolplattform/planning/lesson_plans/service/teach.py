"""In the classroom: steps are ticked off as done, and what was left is taken on to this lesson."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlmodel import Session, col

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.planning.lesson_plans.permissions import TEACH, own_plan, plan_in_hand
from skolplattform.planning.lesson_plans.queries.lessons import left_lines
from skolplattform.planning.lesson_plans.service.told import tell_covered, tell_written
from skolplattform.planning.lesson_plans.service.write import LessonEdit, begin_plan, save_plan
from skolplattform.planning.lesson_plans.tables import LessonPlan, LessonPlanContent
from skolplattform.planning.lesson_plans.words import carried_first, keys_of
from skolplattform.schedule.tables import CalendarEvent


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken on, to take it back by: from which plan to which, and what that one said before.

    `version` 0: the plan was begun for it.
    """

    source_id: UUID
    plan_id: UUID
    steps_before: str
    version: int


def tick(session: Session, actor: Actor, lesson_id: UUID, *, step: str, done: bool) -> None:
    """A step was done, or was not after all; an empty `step` means the whole lesson.

    The first tick makes the plan taught: from then on it stays on its lesson, whatever the timetable does. Ticking
    the same twice changes nothing.

    Raises:
        NotFound: not a lesson that the actor holds, or no such step.
        Invalid: the lesson is of a day to come.
    """
    plan = plan_in_hand(session, actor, lesson_id)
    if session.get_one(CalendarEvent, lesson_id).day > clock.today():
        raise Invalid("lesson", "lesson.error.not_begun")
    keys = keys_of(plan.steps)
    if step and step not in keys:
        raise NotFound
    asked = {step} if step else set(keys)
    now = [key for key in keys if (key in asked and done) or (key not in asked and key in plan.done)]
    taught = bool(now) or (done and not keys)
    if now == plan.done and taught == (plan.taught_at is not None):
        return
    if taught != (plan.taught_at is not None):
        tell_covered(session, plan.activity_id)
    plan.done = now
    plan.taught_at = (plan.taught_at or clock.now()) if taught else None
    _saved(session, actor, plan, "tick")


def carry_over(session: Session, actor: Actor, lesson_id: UUID, *, source_id: UUID, key: str) -> Carried:
    """What was left of an earlier plan comes first in this lesson's; it is not offered again.

    Raises:
        NotFound: not a lesson or a plan of an activity that the actor teaches, or nothing is left of it.
        Invalid: it becomes too long, or the lesson is cancelled.
    """

    def carry() -> dict[str, str]:
        source = own_plan(session, actor, source_id)
        left = [] if source.carried else left_lines(source)
        plan = session.scalars(select(LessonPlan).where(col(LessonPlan.lesson_id) == lesson_id)).one_or_none()
        if not left or source.lesson_id == lesson_id or (plan and plan.activity_id != source.activity_id):
            raise NotFound
        before = plan.steps if plan else ""
        edit = LessonEdit(steps=carried_first(left, before))
        if plan is None:
            saved = begin_plan(session, actor, lesson_id, after=LessonEdit(title=source.title, steps=edit.steps))
        else:
            began = LessonEdit(steps=before)
            saved = save_plan(session, actor, plan.id, before=began, after=edit, version=plan.version)
        source.carried = True
        _saved(session, actor, source, "carry")
        version = str(saved.version) if plan else "0"
        return {"plan": saved.id, "before": before, "version": version}

    done = idempotency.once(session, actor, key, f"planning.carry_lesson:{lesson_id}", carry)
    return Carried(source_id, UUID(done["plan"]), done["before"], int(done["version"]))


def put_back(session: Session, actor: Actor, carried: Carried) -> None:
    """Undo: this lesson's plan says what it said, and what was left is offered again.

    Raises:
        NotFound: not a plan of the actor's.
        Conflict: somebody has written in it since.
    """
    plan, source = own_plan(session, actor, carried.plan_id), own_plan(session, actor, carried.source_id)
    if carried.version == 0:
        _remove_new(session, actor, plan)
    elif plan.version != carried.version:
        raise Conflict(None, "lesson.error.changed")
    else:
        plan.steps = carried.steps_before
        _saved(session, actor, plan, "put_back")
    source.carried = False
    _saved(session, actor, source, "put_back")


def _remove_new(session: Session, actor: Actor, plan: LessonPlan) -> None:
    """The plan that was begun for what was left, and that nobody has written in since."""
    if plan.version != 1 or plan.taught_at is not None:
        raise Conflict(None, "lesson.error.changed")
    session.execute(delete(LessonPlanContent).where(col(LessonPlanContent.lesson_plan_id) == plan.id))
    detail = {"did": "remove"}
    audit.record(session, actor, TEACH.name, "lesson_plan", plan.id, unit=plan.unit_id, detail=detail)
    tell_written(session, plan, shown=plan.shown)
    session.delete(plan)
    session.flush()


def _saved(session: Session, actor: Actor, plan: LessonPlan, did: str) -> None:
    plan.version += 1
    plan.edited_by, plan.edited_at = actor.person_id, clock.now()
    session.add(plan)
    session.flush()
    detail = {"did": did, "version": plan.version}
    audit.record(session, actor, TEACH.name, "lesson_plan", plan.id, unit=plan.unit_id, detail=detail)
    tell_written(session, plan, shown=False)
