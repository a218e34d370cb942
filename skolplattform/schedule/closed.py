"""Days without school: what a lesson's organiser or unit has closed (lov, studiedag)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, tuple_
from sqlmodel import Session, col, select

from skolplattform.registry.tables import Organisation
from skolplattform.schedule.tables import CalendarEvent, ClosedDay

DAYS_LIMIT = 1_000
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


def takes_place() -> ColumnElement[bool]:
    """The condition on `CalendarEvent` that the lesson takes place: not cancelled, not on a closed day.

    Only such a lesson is offered to anybody; whatever its register says, nobody was away from one that was not (R-A15).
    """
    return and_(col(CalendarEvent.cancelled).is_(False), closed_name().is_(None))


def not_closed(units: Select[Any] | Iterable[UUID], first: date, last: date) -> ColumnElement[bool]:
    """The condition on `CalendarEvent` that the lesson, of one of these units and days, lies on no closed day.

    For questions about thousands of lessons: the closed days are read once, not looked for at each lesson.
    """
    unit, closed_for = _closed_for_units()
    closed = (
        select(unit.c.id, ClosedDay.day)
        .select_from(closed_for)
        .where(unit.c.id.in_(units), col(ClosedDay.day).between(first, last))
    )
    return tuple_(col(CalendarEvent.unit_id), col(CalendarEvent.day)).not_in(closed)


def _closed_for_units() -> tuple[Any, Any]:
    """(unit, source): each organisation with the closed days of its own and of those that lie above it."""
    unit = Organisation.__table__.alias()  # type: ignore[attr-defined]
    source, levels = unit, [unit]
    for _ in range(LEVELS_ABOVE):
        above = Organisation.__table__.alias()  # type: ignore[attr-defined]
        source = source.outerjoin(above, above.c.id == levels[-1].c.parent_id)
        levels.append(above)
    closed_for = or_(*(col(ClosedDay.organisation_id) == level.c.id for level in levels))
    return unit, source.join(ClosedDay.__table__, closed_for)  # type: ignore[attr-defined]


def closed_days(session: Session, unit_id: UUID, first: date, last: date) -> dict[date, str]:
    """The days from `first` to `last` that a school unit has closed, and what each is called, in order."""
    unit, closed_for = _closed_for_units()
    rows = session.execute(
        select(ClosedDay.day, ClosedDay.name)
        .select_from(closed_for)
        .where(unit.c.id == unit_id, col(ClosedDay.day).between(first, last))
        .order_by(col(ClosedDay.day), col(ClosedDay.id).desc())
        .limit(DAYS_LIMIT)
    ).all()
    return dict(rows)
