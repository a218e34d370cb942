"""Days without school: what a lesson's organiser or unit has closed (lov, studiedag)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from typing import Any

from sqlmodel import col, select

from skolplattform.registry.tables import Organisation
from skolplattform.schedule.tables import CalendarEvent, ClosedDay

LEVELS_ABOVE = 3
"""A school unit lies at most three steps under its organiser: school, area, organiser."""


def closed_name() -> Any:
    """The name of the closed day a lesson lies on, none on a school day; inside a question about `CalendarEvent`."""
    place: Any = col(CalendarEvent.unit_id)
    places = [place]
    for _ in range(LEVELS_ABOVE):
        above = Organisation.__table__.alias()  # type: ignore[attr-defined]
        place = select(above.c.parent_id).where(above.c.id == place).correlate(CalendarEvent).scalar_subquery()
        places.append(place)
    return (
        select(ClosedDay.name)
        .where(ClosedDay.day == CalendarEvent.day, col(ClosedDay.organisation_id).in_(places))
        .order_by(col(ClosedDay.id))
        .limit(1)
        .correlate(CalendarEvent)
        .scalar_subquery()
    )
