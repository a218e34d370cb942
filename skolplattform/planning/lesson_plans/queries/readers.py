"""What a student, and a guardian for a child, reads of the lesson plans: what is shown, and nothing else of them."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.planning.lesson_plans.queries.lessons import hhmm
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.planning.lesson_plans.views import ShownDay, ShownLesson
from skolplattform.planning.permissions import READ
from skolplattform.schedule.queries import lessons_of_student
from skolplattform.schedule.views import LessonView

SHOWN_AHEAD = timedelta(days=13)


def shown_plans(session: Session, actor: Actor, lessons: Collection[UUID]) -> dict[UUID, LessonPlan]:
    """The plans of these lessons that are shown, in one statement. The caller has opened the lessons for the actor."""
    require(actor, READ)
    question = select(LessonPlan).where(col(LessonPlan.lesson_id).in_(lessons), col(LessonPlan.shown).is_(True))
    return {plan.lesson_id: plan for plan in session.scalars(question.limit(len(lessons))) if plan.lesson_id}


def shown_days(session: Session, actor: Actor, student_id: UUID) -> tuple[ShownDay, ...]:
    """The coming two weeks, day by day; days that say nothing are left out. Five statements.

    Raises:
        NotFound: the actor may not see the student.
    """
    today = clock.today()
    lessons = lessons_of_student(session, actor, student_id, today, today + SHOWN_AHEAD)
    shown = shown_plans(session, actor, [lesson.id for lesson in lessons])
    days: defaultdict[str, list[ShownLesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.id in shown:
            days[lesson.day.isoformat()].append(_lesson(lesson, shown[lesson.id]))
    return tuple(ShownDay(day, tuple(found)) for day, found in days.items())


def _lesson(lesson: LessonView, plan: LessonPlan) -> ShownLesson:
    return ShownLesson(
        starts=hhmm(lesson.starts_at),
        ends=hhmm(lesson.ends_at),
        rooms=lesson.rooms,
        subject=lesson.subject or lesson.name,
        cancelled=lesson.cancelled,
        title=plan.title,
        homework=plan.homework,
        bring=plan.bring,
    )
