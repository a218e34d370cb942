"""What attendance watches by itself: who passes a limit, school by school (R-A03, FRN-07)."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from skolplattform.attendance.service.limits import look_at_limits
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor

EVERY_SECONDS = 4 * 60 * 60
RECENT = timedelta(days=7)


def watch_limits() -> None:
    """Every school with registers of the last week, each in a transaction of its own."""
    with db.reading() as session:
        since = clock.today() - RECENT
        units = session.scalars(
            select(col(LessonRegister.unit_id)).where(col(LessonRegister.day) >= since).distinct()
        ).all()
    for unit_id in sorted(units):
        with db.unit() as session:
            look_at_limits(session, system_actor("attendance.limits"), unit_id)
