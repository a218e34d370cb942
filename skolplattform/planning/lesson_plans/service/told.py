"""Who hears that a sequence of lesson plans has changed."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import changes
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.planning.service.publish import students_of
from skolplattform.schedule.tables import ActivityGroup


def tell_moved(session: Session, activity_id: UUID) -> None:
    """The open pages of the activity's teachers, its students and their guardians: lessons have other plans."""
    changes.announce(session, f"lessons:{activity_id}", *_of_students(session, activity_id))


def tell_written(session: Session, plan: LessonPlan, *, shown: bool) -> None:
    """The open pages of the lesson and its sequence and, where students read the plan, theirs and their guardians'."""
    students = _of_students(session, plan.activity_id) if shown else []
    changes.announce(session, f"lesson_plan:{plan.lesson_id}", f"lessons:{plan.activity_id}", *students)


def tell_covered(session: Session, activity_id: UUID) -> None:
    """The coverage maps of the activity's groups: a lesson takes up other points, or was ticked off."""
    changes.announce(session, *(f"plans:{group}" for group in _groups(session, activity_id)))


def _of_students(session: Session, activity_id: UUID) -> list[str]:
    return [f"student:{student}" for student in students_of(session, _groups(session, activity_id))]


def _groups(session: Session, activity_id: UUID) -> list[UUID]:
    return list(
        session.scalars(select(col(ActivityGroup.group_id)).where(col(ActivityGroup.activity_id) == activity_id))
    )
