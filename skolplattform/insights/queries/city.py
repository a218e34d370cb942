"""The city's schools side by side: sums only, never a person (R-X09)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, literal, or_, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.insights.permissions import VIEW_CITY
from skolplattform.insights.queries.class_days import ClassDays, read
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts
from skolplattform.insights.rules.findings import WeekShare, compared, is_small
from skolplattform.insights.tables import WHOLE_WEEK, AttendancePeriod
from skolplattform.registry.codes import NOT_SCHOOL, OrganisationType
from skolplattform.registry.tables import Enrolment, Organisation

UNITS = 400


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school unit in the city. `hidden`: too few students to say anything about (R-X04)."""

    unit_id: UUID
    name: str
    students: int
    counts: Counts
    change: float | None
    weeks: tuple[WeekShare, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CityOverview:
    """All schools, and the sums of those that are shown: a hidden school cannot be had by subtraction."""

    schools: tuple[SchoolRow, ...]
    total: Counts
    weeks: tuple[WeekShare, ...]


def city_overview(session: Session, actor: Actor, window: Window, *, today: date) -> CityOverview:
    """Every unit of the actor's organisations over whole weeks. Three statements, whatever the size.

    Raises:
        NotFound: the actor may not see the city.
    """
    require(actor, VIEW_CITY)
    units = dict(
        session.execute(
            select(col(Organisation.id), col(Organisation.display_name))
            .where(
                col(Organisation.id).in_(actor.units),
                col(Organisation.organisation_type) == OrganisationType.SCHOOL_UNIT.value,
            )
            .order_by(col(Organisation.display_name), col(Organisation.id))
            .limit(UNITS)
        ).all()
    )
    weeks = _weeks(session, window, today)
    sizes = _sizes(session, units, today)
    sums, shares = weeks.by_class(), weeks.week_shares_by_class()
    schools = [
        _school(unit, name, sizes.get(unit, 0), sums.get(unit, Counts()), shares.get(unit, ()))
        for unit, name in units.items()
    ]
    known = [school for school in schools if school.counts.offered or school.hidden]
    shown = weeks.of({school.unit_id for school in known if not school.hidden})
    return CityOverview(tuple(known), shown.total(), tuple(shown.week_shares()))


def _school(unit: UUID, name: str, students: int, counts: Counts, weeks: tuple[WeekShare, ...]) -> SchoolRow:
    if students and is_small(students):
        return SchoolRow(unit, name, 0, Counts(), None, (), hidden=True)
    return SchoolRow(unit, name, students, counts, compared(weeks), weeks)


def _weeks(session: Session, window: Window, today: date) -> ClassDays:
    """Every unit's weeks, units in place of classes: sifting them here is faster than asking for hundreds of ids.

    Of the week that is not over only what has been reported counts as offered.
    """
    measures = [col(getattr(AttendancePeriod, name)) for name in MEASURES]
    weeks = read(
        session,
        select(col(AttendancePeriod.unit_id), col(AttendancePeriod.hour), col(AttendancePeriod.day), *measures).where(
            # Written out: with a value given later the index of the weeks alone could not be used.
            col(AttendancePeriod.hour) == literal(WHOLE_WEEK, literal_execute=True),
            col(AttendancePeriod.day).between(monday_of(window.first), window.last),
        ),
    )
    return weeks.due_only(monday_of(today))


def _sizes(session: Session, units: dict[UUID, str], today: date) -> dict[UUID, int]:
    """Students enrolled at each unit today, leisure time not counted."""
    rows = session.execute(
        select(col(Enrolment.unit_id), func.count())
        .where(
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.school_type).not_in(NOT_SCHOOL),
            col(Enrolment.start_date) <= today,
            or_(col(Enrolment.end_date).is_(None), col(Enrolment.end_date) >= today),
        )
        .group_by(col(Enrolment.unit_id))
    )
    return {unit: students for unit, students in rows if unit in units}
