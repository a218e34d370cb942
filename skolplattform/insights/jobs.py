"""What follow-up does by itself: the last and the coming weeks counted anew, so that the sums cannot drift."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from skolplattform.core import clock, db
from skolplattform.insights import service
from skolplattform.schedule.tables import CalendarEvent

EVERY_SECONDS = 6 * 60 * 60
AROUND = timedelta(days=14)


def recount() -> None:
    """Units with lessons around today, each in a transaction of its own.

    A changed timetable, a student who moved to another class: what no saved register tells shows here.
    """
    today = clock.today()
    for unit_id in _units_at_work():
        with db.unit() as session:
            service.rebuild(session, unit_id, today - AROUND, today + AROUND)


def _units_at_work() -> list[UUID]:
    today = clock.today()
    days = [today + timedelta(days=offset) for offset in range(-3, 4)]
    with db.reading() as session:
        found = session.scalars(select(col(CalendarEvent.unit_id)).where(col(CalendarEvent.day).in_(days)).distinct())
        return sorted(found)
