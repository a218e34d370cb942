"""Lessons that wait for their register, of today and of earlier days, until they are done (FRN-12)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import Session, col

from skolplattform.attendance.contract import DayLesson
from skolplattform.attendance.permissions import RECORD
from skolplattform.attendance.queries.opening import rooms_of
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import Text
from skolplattform.registry.tables import Duty, GroupMembership
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.permissions import taught_lessons
from skolplattform.schedule.tables import (
    Activity,
    ActivityGroup,
    ActivityTeacher,
    CalendarEvent,
    StudentException,
    TeacherException,
)

SHOWN = 60
YEAR_BEGINS = (8, 1)


def earlier_unreported(session: Session, actor: Actor, on: date) -> tuple[tuple[DayLesson, ...], int]:
    """The actor's lessons before `on` in the academic year that nobody has reported, the oldest first; one statement.

    Also how many there are beyond those shown.
    """
    require(actor, RECORD)
    question = _unreported(actor, and_(col(CalendarEvent.day) >= year_start(on), col(CalendarEvent.day) < on))
    rows = session.execute(
        question.add_columns(
            col(CalendarEvent.id),
            col(Activity.display_name).label("name"),
            col(CalendarEvent.day),
            col(CalendarEvent.starts_at),
            col(CalendarEvent.ends_at),
            rooms_of().label("rooms"),
            func.count().over().label("of"),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(SHOWN)
    ).all()
    return tuple(_waiting(row) for row in rows), (rows[0].of - len(rows)) if rows else 0


def waiting_lessons(session: Session, actor: Actor) -> int:
    """How many of the actor's lessons wait: of today those that have begun, of earlier days all. For the menu."""
    require(actor, RECORD)
    begun = and_(col(CalendarEvent.day) >= year_start(clock.today()), CalendarEvent.starts_at <= clock.now())
    question = _unreported(actor, begun)
    return session.execute(question.add_columns(func.count(col(CalendarEvent.id)))).scalar_one()


def year_start(on: date) -> date:
    """1 August of the academic year that a day lies in."""
    return date(on.year if (on.month, on.day) >= YEAR_BEGINS else on.year - 1, *YEAR_BEGINS)


def _unreported(actor: Actor, when: ColumnElement[bool]) -> Select[Any]:
    """The actor's lessons without a register that can have one: held, on a school day, with somebody in them.

    Found from what the actor teaches: a city has four million lessons.
    """
    return (
        select()
        .select_from(CalendarEvent)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(
            or_(
                col(CalendarEvent.activity_id).in_(_of(actor, ActivityTeacher, ActivityTeacher.activity_id)),
                col(CalendarEvent.id).in_(_of(actor, TeacherException, TeacherException.calendar_event_id)),
            ),
            when,
            col(CalendarEvent.unit_id).in_(actor.units),
            takes_place(),
            col(LessonRegister.calendar_event_id).is_(None),
            taught_lessons(actor),
            has_somebody(),
        )
    )


def _of(actor: Actor, table: Any, column: Any) -> Any:
    return select(column).join(Duty, col(Duty.id) == col(table.duty_id)).where(Duty.person_id == actor.person_id)


def has_somebody() -> ColumnElement[bool]:
    """Somebody takes part in the lesson that day."""
    day = col(CalendarEvent.day)
    member = (
        exists()
        .where(
            col(ActivityGroup.activity_id) == col(CalendarEvent.activity_id),
            col(GroupMembership.group_id) == col(ActivityGroup.group_id),
            col(GroupMembership.start_date) <= day,
            or_(col(GroupMembership.end_date).is_(None), col(GroupMembership.end_date) >= day),
        )
        .correlate(CalendarEvent)
    )
    invited = exists().where(
        col(StudentException.calendar_event_id) == col(CalendarEvent.id), col(StudentException.participates).is_(True)
    )
    return or_(member, invited)


def _waiting(row: Any) -> DayLesson:
    return DayLesson(
        id=str(row.id),
        name=row.name,
        day=row.day.isoformat(),
        starts=f"{clock.local(row.starts_at):%H:%M}",
        ends=f"{clock.local(row.ends_at):%H:%M}",
        line=Text(sv=row.rooms or "", en=row.rooms or ""),
        state="need",
        may_report=True,
    )
