"""Who plans lessons: those who teach the activity. Who opens one: its teacher, or a substitute in it. Who reads what is
shown: the students in it and their guardians."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require, right
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.schedule.permissions import taught, taught_lessons
from skolplattform.schedule.tables import Activity, CalendarEvent

TEACH = right("planning.teach", Role.TEACHER)


def held_activity(session: Session, actor: Actor, activity_id: UUID) -> Activity:
    """The activity whose lessons the actor plans; held until the transaction ends, so that its plans move in turn.

    Raises:
        NotFound: missing, or not taught by the actor today.
    """
    require(actor, TEACH)
    question = select(Activity).where(
        col(Activity.id) == activity_id, col(Activity.id).in_(taught(actor, clock.today()))
    )
    found = session.scalars(question.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def activity_of(session: Session, actor: Actor, *, lesson_id: UUID) -> UUID:
    """The activity of a lesson that the actor plans.

    Raises:
        NotFound: missing, or of an activity that the actor does not teach today.
    """
    require(actor, TEACH)
    question = select(col(CalendarEvent.activity_id)).where(
        col(CalendarEvent.id) == lesson_id, col(CalendarEvent.activity_id).in_(taught(actor, clock.today()))
    )
    found = session.scalars(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def own_plan(session: Session, actor: Actor, plan_id: UUID) -> LessonPlan:
    """A lesson plan that the actor writes; held until the transaction ends.

    Raises:
        NotFound: missing, or of an activity that the actor does not teach today.
    """
    require(actor, TEACH)
    return _held(
        session, and_(col(LessonPlan.id) == plan_id, col(LessonPlan.activity_id).in_(taught(actor, clock.today())))
    )


def plan_in_hand(session: Session, actor: Actor, lesson_id: UUID) -> LessonPlan:
    """The plan of a lesson that the actor holds, as its teacher or as a substitute; held until the transaction ends.

    Raises:
        NotFound: there is none, or the lesson is another's.
    """
    require_holder(session, actor, lesson_id)
    return _held(session, col(LessonPlan.lesson_id) == lesson_id)


def _held(session: Session, condition: ColumnElement[bool]) -> LessonPlan:
    question = select(LessonPlan).where(condition).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(question).one_or_none()
    if found is None:
        raise NotFound
    return found


def require_holder(session: Session, actor: Actor, lesson_id: UUID) -> None:
    """May the actor open this lesson as the one who holds it?

    Raises:
        NotFound: missing, or another's. A mentor who sees the class's day does not hold its lessons.
    """
    require(actor, TEACH)
    mine = select(col(CalendarEvent.id)).where(col(CalendarEvent.id) == lesson_id, taught_lessons(actor))
    if session.scalars(mine).one_or_none() is None:
        raise NotFound
