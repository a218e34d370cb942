"""Which days a figure is about: a choice of period, cut at today, and the weekdays that count."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.insights.permissions import VIEW_SCHOOL
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.registry.codes import OrganisationType
from skolplattform.registry.tables import Organisation
from skolplattform.schedule.tables import Term

TERMS = 4
SCHOOL_DAYS = frozenset(range(5))
CHOICES = ("term", "week", "weeks4", "year", "previous")
NO_TERM_DAYS = timedelta(days=120)
UNITS = 50


@dataclass(frozen=True, slots=True)
class Window:
    """From a day to a day, both included, on these weekdays (Monday is 0). Never beyond today."""

    first: date
    last: date
    weekdays: frozenset[int] = SCHOOL_DAYS
    term: str = ""


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term that has begun: HT or VT and its year."""

    semester: str
    first: date
    last: date

    @property
    def name(self) -> str:
        """HT 2026."""
        return f"{self.semester} {self.first.year}"


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A school unit by name."""

    id: UUID
    name: str


def terms(session: Session, today: date) -> list[TermShown]:
    """The terms that have begun, newest first."""
    rows = session.execute(
        select(Term.semester, Term.start_date, Term.end_date)
        .where(col(Term.start_date) <= today)
        .distinct()
        .order_by(col(Term.start_date).desc())
        .limit(TERMS)
    ).all()
    return [TermShown(*row) for row in rows]


def window(choice: str, begun: list[TermShown], today: date, weekdays: frozenset[int] = SCHOOL_DAYS) -> Window:
    """The days of a choice. A term that has ended is shown whole; without a term, the last four months."""
    current = begun[0] if begun else TermShown("", today - NO_TERM_DAYS, today)
    last = min(current.last, today)
    if choice == "previous" and len(begun) > 1:
        return Window(begun[1].first, begun[1].last, weekdays, begun[1].name)
    if choice == "week":
        return Window(monday_of(last), last, weekdays, current.name)
    if choice == "weeks4":
        return Window(monday_of(last) - timedelta(weeks=3), last, weekdays, current.name)
    if choice == "year":
        return Window(_year_start(last), last, weekdays, current.name)
    return Window(current.first, last, weekdays, current.name)


def _year_start(day: date) -> date:
    """The academic year begins in August (R-T01)."""
    return date(day.year if day.month >= 8 else day.year - 1, 8, 1)


def units_of(session: Session, actor: Actor) -> list[UnitShown]:
    """The school units whose figures the actor may see, by name."""
    if not VIEW_SCHOOL.held_by(actor):
        return []
    rows = session.execute(
        select(Organisation.id, Organisation.display_name)
        .where(
            col(Organisation.id).in_(actor.units),
            col(Organisation.organisation_type) == OrganisationType.SCHOOL_UNIT.value,
        )
        .order_by(col(Organisation.display_name), col(Organisation.id))
        .limit(UNITS)
    ).all()
    return [UnitShown(*row) for row in rows]
