"""A lesson that moves to another day takes its register along: nobody was away on the day it is not held."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlalchemy import update
from sqlmodel import Session, col, select

from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core.actor import Actor
from skolplattform.schedule.contract import LessonsMoved
from skolplattform.schedule.tables import CalendarEvent


def move_registers(session: Session, _actor: Actor, event: LessonsMoved) -> None:
    """Give the registers and deviations of these lessons the lessons' own day, school and activity. Two statements."""
    of_lesson = col(CalendarEvent.id) == col(LessonRegister.calendar_event_id)
    its = {
        name: select(getattr(CalendarEvent, name)).where(of_lesson).correlate(LessonRegister).scalar_subquery()
        for name in ("day", "unit_id", "activity_id")
    }
    moved = col(LessonRegister.calendar_event_id).in_(event.lessons)
    session.execute(update(LessonRegister).where(moved).values(its).execution_options(synchronize_session=False))
    day = (
        select(CalendarEvent.day)
        .where(col(CalendarEvent.id) == col(Deviation.calendar_event_id))
        .correlate(Deviation)
        .scalar_subquery()
    )
    away = update(Deviation).where(col(Deviation.calendar_event_id).in_(event.lessons)).values(day=day)
    session.execute(away.execution_options(synchronize_session=False))
