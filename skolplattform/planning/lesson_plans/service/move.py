"""Plans move: by themselves when the timetable changes, or because a teacher says so; and back again.

All moves of an activity take turns: the activity is held while they are thought out.
"""

from collections.abc import Callable, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.planning.lesson_plans import rules
from skolplattform.planning.lesson_plans.permissions import TEACH, held_activity, own_plan
from skolplattform.planning.lesson_plans.queries.lessons import as_rules, known_lessons, plans_of
from skolplattform.planning.lesson_plans.service.told import tell_moved
from skolplattform.planning.lesson_plans.tables import LessonMove, LessonPlan
from skolplattform.registry.contract import RegisterImported

Way = Literal["later", "up", "down", "place"]
MOST_ACTIVITIES = 2_000
Sequenced = Sequence[rules.Plan]
Rule = Callable[[Sequenced, Sequence[rules.Lesson]], rules.Moves]


def settle(session: Session, actor: Actor, activity_id: UUID) -> None:
    """Let the plans move along with what the timetable has become, before their teacher sees them.

    Raises:
        NotFound: not taught by the actor.
    """
    held_activity(session, actor, activity_id)
    _move_along(session, actor, activity_id)


def settle_imported(session: Session, actor: Actor, event: RegisterImported) -> None:
    """An import may have moved or cancelled lessons of these schools: students read the right plan at once."""
    touched = (
        select(col(LessonPlan.activity_id))
        .where(col(LessonPlan.unit_id).in_(event.units), col(LessonPlan.taught_at).is_(None))
        .distinct()
        .order_by(col(LessonPlan.activity_id))
        .limit(MOST_ACTIVITIES)
    )
    for activity_id in session.scalars(touched).all():
        _move_along(session, actor, activity_id)


def _move_along(session: Session, actor: Actor, activity_id: UUID) -> None:
    moves = _moved_by(session, actor, activity_id, lambda p, m: rules.moved_along(p, m, clock.now()), by_timetable=True)
    if not moves:
        _follow_times(session, activity_id)


def _follow_times(session: Session, activity_id: UUID) -> None:
    """A lesson that begins at another time and keeps its place among the others takes its plan's time along."""
    begins = {lesson.id: lesson.starts_at for lesson in known_lessons(session, activity_id)}
    for plan in plans_of(session, activity_id):
        starts = begins.get(plan.lesson_id) if plan.lesson_id else None
        if starts is not None and starts != plan.stands_at:
            plan.stands_at = starts
            session.add(plan)
    session.flush()


def move_plan(session: Session, actor: Actor, plan_id: UUID, *, way: Way, key: str) -> UUID:
    """One lesson later with those after it, up or down past its neighbour, or from waiting to the next free lesson.

    Answers what to take it back by.

    Raises:
        NotFound: not a plan that the actor writes.
        Invalid: it is not moved.
    """
    activity_id = own_plan(session, actor, plan_id).activity_id
    held_activity(session, actor, activity_id)

    def moved(plans: Sequenced, lessons: Sequence[rules.Lesson]) -> rules.Moves:
        now = clock.now()
        if way == "later":
            return rules.shifted(plans, lessons, plan_id, now)
        if way == "place":
            return rules.put_in_place(plans, lessons, plan_id, now)
        return rules.swapped(plans, lessons, plan_id, -1 if way == "up" else 1, now)

    def move() -> dict[str, str]:
        _move_along(session, actor, activity_id)
        return {"move": str(_moved_by(session, actor, activity_id, moved, by_timetable=False))}

    return UUID(idempotency.once(session, actor, key, f"planning.move_lesson:{plan_id}", move)["move"])


def take_back(session: Session, actor: Actor, move_id: UUID) -> None:
    """Undo: the plans stand where they stood; what stood on a lesson that is not held waits for another.

    Raises:
        NotFound: not a move of the actor's activities, or taken back already.
        Invalid: somebody has moved or taught one of them since.
    """
    move, unit = _open_move(session, actor, move_id)
    before, after = _stored(move.before), _stored(move.after)
    rule: Rule = lambda plans, lessons: rules.taken_back(before, after, plans, lessons)  # noqa: E731
    _place(session, move.activity_id, _asked(session, move.activity_id, rule))
    _close(session, actor, move, unit, "take_back")
    tell_moved(session, move.activity_id)


def note_moved(session: Session, actor: Actor, move_id: UUID) -> None:
    """The teacher has seen what the timetable moved, and lets it stand.

    Raises:
        NotFound: not a move of the actor's activities, or noted already.
    """
    move, unit = _open_move(session, actor, move_id)
    _close(session, actor, move, unit, "note")


def _open_move(session: Session, actor: Actor, move_id: UUID) -> tuple[LessonMove, UUID]:
    """The move, and the school whose it is."""
    move = session.get(LessonMove, move_id, populate_existing=True)
    if move is None or move.closed:
        raise NotFound
    return move, held_activity(session, actor, move.activity_id).unit_id


def _close(session: Session, actor: Actor, move: LessonMove, unit: UUID, did: str) -> None:
    """What the timetable did before is closed with it: only the latest is shown."""
    of_timetable = select(LessonMove).where(
        col(LessonMove.activity_id) == move.activity_id,
        col(LessonMove.by_timetable).is_(True),
        col(LessonMove.closed).is_(False),
    )
    closing = session.scalars(of_timetable.limit(MOST_ACTIVITIES)).all() if move.by_timetable else ()
    for one in (*closing, move):
        one.closed = True
        session.add(one)
    session.flush()
    audit.record(session, actor, TEACH.name, "lesson_move", move.id, unit=unit, detail={"did": did})


def _asked(session: Session, activity_id: UUID, rule: Rule) -> rules.Moves:
    try:
        return rule(as_rules(plans_of(session, activity_id)), known_lessons(session, activity_id))
    except rules.Fixed as fixed:
        raise Invalid("plan", "lesson.error.fixed") from fixed


def _moved_by(session: Session, actor: Actor, activity_id: UUID, rule: Rule, *, by_timetable: bool) -> UUID | None:
    """Move what the rule says, and keep what it was; None: nothing moved."""
    moves = _asked(session, activity_id, rule)
    if not moves:
        return None
    plans = {plan.id: plan for plan in plans_of(session, activity_id)}
    before = {plan_id: plans[plan_id].lesson_id for plan_id in moves}
    unit = plans[next(iter(moves))].unit_id
    _place(session, activity_id, moves)
    move = LessonMove(
        id=new_id(),
        activity_id=activity_id,
        by_timetable=by_timetable,
        before=_storable(before),
        after=_storable(moves),
        moved_by=actor.person_id,
        moved_at=clock.now(),
    )
    session.add(move)
    session.flush()
    detail = {"did": "timetable" if by_timetable else "move", "plans": sorted(_storable(moves))}
    audit.record(session, actor, TEACH.name, "lesson_move", move.id, unit=unit, detail=detail)
    tell_moved(session, activity_id)
    return move.id


def _place(session: Session, activity_id: UUID, moves: rules.Moves) -> None:
    """Lift all that move, then put each down: two may change places."""
    begins = {lesson.id: lesson.starts_at for lesson in known_lessons(session, activity_id)}
    moving = [plan for plan in plans_of(session, activity_id) if plan.id in moves]
    for plan in moving:
        plan.lesson_id = None
        session.add(plan)
    session.flush()
    for plan in moving:
        plan.lesson_id = moves[plan.id]
        plan.stands_at = begins.get(plan.lesson_id, plan.stands_at) if plan.lesson_id else plan.stands_at
        session.add(plan)
    session.flush()


def _storable(moves: rules.Moves) -> dict[str, str]:
    return {str(plan): str(lesson or "") for plan, lesson in moves.items()}


def _stored(kept: dict[str, str]) -> dict[UUID, UUID | None]:
    return {UUID(plan): UUID(lesson) if lesson else None for plan, lesson in kept.items()}
