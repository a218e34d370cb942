"""The term that a day lies in at a unit, and the school days between two days."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import Session, col, select

from skolplattform.registry.tables import Organisation
from skolplattform.schedule.tables import ClosedDay, Term

SCHOOL_WEEK = 5


def _with_those_above(unit_id: UUID) -> Select[Any]:
    """The unit and every organisation above it, by id."""
    place = (
        select(col(Organisation.id).label("id"), col(Organisation.parent_id).label("parent_id"))
        .where(col(Organisation.id) == unit_id)
        .cte("place", recursive=True)
    )
    above = select(Organisation.id, Organisation.parent_id).join(place, col(Organisation.id) == place.c.parent_id)
    return select(place.union(above).c.id)


def term_of(session: Session, unit_id: UUID, day: date) -> Term | None:
    """The term of the unit's organiser that the day lies in; none in a holiday between terms."""
    question = select(Term).where(
        col(Term.organiser_id).in_(_with_those_above(unit_id)), Term.start_date <= day, Term.end_date >= day
    )
    return session.exec(question.order_by(col(Term.start_date).desc()).limit(1)).first()


def school_days(session: Session, unit_id: UUID, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, when the unit has school: weekdays that nobody has closed."""
    closed = set(
        session.exec(
            select(ClosedDay.day).where(
                col(ClosedDay.organisation_id).in_(_with_those_above(unit_id)), col(ClosedDay.day).between(first, last)
            )
        ).all()
    )
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SCHOOL_WEEK and day not in closed]
