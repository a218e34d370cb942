"""Who may see and act on a lesson: its teachers, its students, their guardians, the leaders of its unit."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right
from skolplattform.registry.permissions import holds_on, own_groups
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher, CalendarEvent, TeacherException

VIEW_TIMETABLE = right("schedule.view", *(role for role in Role if role not in (Role.SYSTEM, Role.TABLET)))
COVER = right("schedule.cover", Role.PRINCIPAL, Role.ADMINISTRATOR)
MANAGE_TIMETABLE = right("schedule.manage", Role.ADMINISTRATOR)


def teaches(session: Session, actor: Actor, activity_id: UUID, on: date) -> bool:
    """Does the actor teach this activity that day?"""
    return (
        actor.has(Role.TEACHER)
        and session.exec(taught(actor, on).where(Activity.id == activity_id)).first() is not None
    )


def taught(actor: Actor, on: date) -> SelectOfScalar[UUID]:
    """The activities that the actor teaches that day, as a query of ids."""
    return (
        select(Activity.id)
        .join(ActivityTeacher, col(ActivityTeacher.activity_id) == col(Activity.id))
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(
            Duty.person_id == actor.person_id,
            holds_on(Duty.start_date, Duty.end_date, on),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, on),
        )
    )


def taught_lessons(actor: Actor) -> ColumnElement[bool]:
    """The condition on `CalendarEvent` that the actor teaches it on its day, or substitutes in it.

    It is at a school where the actor works still: who has left opens no lesson that they once held there.
    """
    own = exists().where(
        col(ActivityTeacher.activity_id) == col(CalendarEvent.activity_id),
        col(Duty.id) == col(ActivityTeacher.duty_id),
        col(Duty.person_id) == actor.person_id,
        _held(Duty.start_date, Duty.end_date),
        _held(ActivityTeacher.start_date, ActivityTeacher.end_date),
    )
    here = col(CalendarEvent.unit_id).in_(actor.units)
    return and_(here, or_(own, _excepted(actor, True)), ~_excepted(actor, False))


def _held(start: object, end: object) -> ColumnElement[bool]:
    """The dated row holds on the lesson's day."""
    day = col(CalendarEvent.day)
    return and_(or_(col(start).is_(None), col(start) <= day), or_(col(end).is_(None), col(end) >= day))


def _excepted(actor: Actor, participates: bool) -> ColumnElement[bool]:
    return exists().where(
        col(TeacherException.calendar_event_id) == col(CalendarEvent.id),
        col(TeacherException.participates).is_(participates),
        col(Duty.id) == col(TeacherException.duty_id),
        col(Duty.person_id) == actor.person_id,
        _held(Duty.start_date, Duty.end_date),
    )


def visible_lessons(actor: Actor, on: date) -> ColumnElement[bool]:
    """The condition on `CalendarEvent` that the actor, as staff, may open the lesson.

    A teacher: lessons taught, and those of the own groups (a mentor sees the class's day). Leaders, administrators
    and student health: all of their units. Students and guardians reach lessons through `lessons_of_student`.
    """
    if actor.is_system:
        return true()
    if actor.has(Role.TEACHER, Role.MENTOR):
        of_own_groups = col(CalendarEvent.activity_id).in_(
            select(ActivityGroup.activity_id).where(col(ActivityGroup.group_id).in_(own_groups(actor, on)))
        )
        return or_(taught_lessons(actor), of_own_groups)
    if actor.has(Role.PRINCIPAL, Role.ADMINISTRATOR, Role.STUDENT_HEALTH):
        return col(CalendarEvent.unit_id).in_(actor.units)
    return false()
