"""The city's schools side by side: sums only, never a person (R-X09)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.insights.permissions import VIEW_CITY
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.rules.calendar import monday_of
from skolplattform.insights.rules.counts import MEASURES, Counts, total
from skolplattform.insights.rules.findings import WeekShare, compared, is_small
from skolplattform.insights.tables import WHOLE_WEEK, AttendancePeriod
from skolplattform.registry.codes import OrganisationType
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
    weeks = _weeks(session, units, window, today)
    sizes = _sizes(session, units, today)
    schools = [_school(unit, name, sizes.get(unit, 0), weeks.get(unit, {})) for unit, name in units.items()]
    known = [school for school in schools if school.counts.offered or school.hidden]
    shown = [weeks.get(school.unit_id, {}) for school in known if not school.hidden]
    city: defaultdict[date, list[Counts]] = defaultdict(list)
    for mine in shown:
        for monday, counts in mine.items():
            city[monday].append(counts)
    shares = tuple(WeekShare(monday, total(parts).presence) for monday, parts in sorted(city.items()))
    everything = total(counts for mine in shown for counts in mine.values())
    return CityOverview(tuple(known), everything, shares)


def _school(unit: UUID, name: str, students: int, weeks: dict[date, Counts]) -> SchoolRow:
    if students and is_small(students):
        return SchoolRow(unit, name, 0, Counts(), None, (), hidden=True)
    shares = tuple(WeekShare(monday, counts.presence) for monday, counts in sorted(weeks.items()))
    return SchoolRow(unit, name, students, total(weeks.values()), compared(shares), shares)


def _weeks(session: Session, units: dict[UUID, str], window: Window, today: date) -> dict[UUID, dict[date, Counts]]:
    """Each unit's weeks. The actor's units are sifted here: a list of hundreds of ids is slower than the table.

    Of the week that is not over only what has been reported counts as offered.
    """
    measures = [col(getattr(AttendancePeriod, name)) for name in MEASURES]
    rows = session.execute(
        select(col(AttendancePeriod.unit_id), col(AttendancePeriod.day), *measures).where(
            col(AttendancePeriod.hour) == WHOLE_WEEK,
            col(AttendancePeriod.day).between(monday_of(window.first), window.last),
        )
    )
    found: defaultdict[UUID, dict[date, Counts]] = defaultdict(dict)
    for unit, monday, *counts in rows:
        if unit in units:
            sums = Counts(*counts)
            current = monday == monday_of(today)
            found[unit][monday] = (
                replace(sums, offered=sums.reported, lessons=sums.reported_lessons) if current else sums
            )
    return found


def _sizes(session: Session, units: dict[UUID, str], today: date) -> dict[UUID, int]:
    """Students enrolled at each unit today."""
    rows = session.execute(
        select(col(Enrolment.unit_id), func.count(func.distinct(col(Enrolment.person_id))))
        .where(
            col(Enrolment.cancelled).is_(False),
            col(Enrolment.start_date) <= today,
            or_(col(Enrolment.end_date).is_(None), col(Enrolment.end_date) >= today),
        )
        .group_by(col(Enrolment.unit_id))
    )
    return {unit: students for unit, students in rows if unit in units}
