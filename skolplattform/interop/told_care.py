"""Places, passages, hours of care and sums of attendance as SS 12000 lists: handed out, never read in again."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.contract.lent import AttendanceLending, LentHours
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.insights.queries.periods import terms, window
from skolplattform.interop import shown_attendance as shown
from skolplattform.registry.codes import GroupType, OrganisationType, SchoolType
from skolplattform.registry.permissions import CUSTODIAL
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Organisation, Responsibility

Rows = list[dict[str, Any]]
BATCH = 500
CARE_FORMS = (SchoolType.PRESCHOOL.value, SchoolType.LEISURE_CENTRE.value, SchoolType.OPEN_LEISURE.value)


def placements(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Enrolments in förskola and fritidshem, with department and guardians."""
    question = select(Enrolment).where(col(Enrolment.school_type).in_(CARE_FORMS), col(Enrolment.cancelled).is_(False))
    question, last = question.order_by(col(Enrolment.id)).limit(BATCH), None
    while True:
        rows = session.exec(question if last is None else question.where(col(Enrolment.id) > last)).all()
        if not rows:
            return
        last = rows[-1].id
        seen = [row for row in rows if row.person_id not in hidden]
        groups, adults = _departments(session, seen), _guardians(session, seen)
        yield [
            shown.placement(
                row.model_dump(),
                groups.get((row.person_id, row.unit_id)),
                (adult for adult in adults[row.person_id] if adult not in hidden),
            )
            for row in seen
        ]


def _departments(session: Session, rows: Iterable[Enrolment]) -> dict[tuple[UUID, UUID], UUID]:
    """The department of each child at each unit; of several the one joined last."""
    found = session.execute(
        select(GroupMembership.person_id, Group.unit_id, GroupMembership.group_id)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.person_id).in_({row.person_id for row in rows}),
            Group.group_type == GroupType.DEPARTMENT.value,
        )
        .order_by(col(GroupMembership.start_date), col(GroupMembership.group_id))
    )
    return {(person, unit): group for person, unit, group in found}


def _guardians(session: Session, rows: Iterable[Enrolment]) -> defaultdict[UUID, list[UUID]]:
    today = clock.today()
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    question = (
        select(Responsibility.child_id, Responsibility.adult_id, Responsibility.end_date)
        .where(
            col(Responsibility.child_id).in_({row.person_id for row in rows}),
            col(Responsibility.relation_type).in_(CUSTODIAL),
            col(Responsibility.withheld).is_(False),
        )
        .order_by(col(Responsibility.child_id), col(Responsibility.adult_id))
    )
    for child, adult, end in session.exec(question).all():
        if end is None or end >= today:
            found[child].append(adult)
    return found


def attendance_events(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Passages at the door. The standard asks for a group: a child in none that day is left out."""
    lending, last = modules.get(AttendanceLending), 0
    while lending is not None and (found := lending.passages(session, actor, last)):
        last = found[-1].number
        yield [
            shown.attendance_event(one, hidden)
            for one in found
            if one.child_id not in hidden and one.group_id is not None
        ]


def attendance_schedules(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Hours of care: the homes' weeks, then the days that differ from them."""
    lending = modules.get(AttendanceLending)
    if lending is None:
        return
    for source in (lending.base_hours, lending.changed_hours):
        yield from _schedules(session, actor, hidden, source)


Source = Callable[[Session, Actor, UUID | None], list[LentHours]]


def _schedules(session: Session, actor: Actor, hidden: frozenset[UUID], source: Source) -> Iterator[Rows]:
    last = None
    while found := source(session, actor, last):
        last = found[-1].id
        places = _places(session, found)
        rows = ((one, _place_of(one, places[one.child_id, one.unit_id])) for one in found if one.child_id not in hidden)
        yield [shown.attendance_schedule(one, place, hidden) for one, place in rows if place is not None]


def _places(session: Session, found: Sequence[LentHours]) -> defaultdict[tuple[UUID, UUID], list[Enrolment]]:
    places: defaultdict[tuple[UUID, UUID], list[Enrolment]] = defaultdict(list)
    question = select(Enrolment).where(
        col(Enrolment.person_id).in_({one.child_id for one in found}),
        col(Enrolment.school_type).in_(CARE_FORMS),
        col(Enrolment.cancelled).is_(False),
    )
    for row in session.exec(question.order_by(col(Enrolment.start_date), col(Enrolment.id))).all():
        places[row.person_id, row.unit_id].append(row)
    return places


def _place_of(hours: LentHours, places: Sequence[Enrolment]) -> UUID | None:
    """The place the hours are of: the one that had begun last when they begin, else the first. None: no place left."""
    begun = [row for row in places if row.start_date <= hours.first] or places[:1]
    return begun[-1].id if begun else None


def aggregated_attendances(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    """Each student's minutes by activity in the term that goes on, until today; a school unit at a time."""
    lending, today = modules.get(AttendanceLending), clock.today()
    if lending is None:
        return
    days = window("term", terms(session, today), today)
    last = min(days.last, today)
    units = select(Organisation.id).where(Organisation.organisation_type == OrganisationType.SCHOOL_UNIT.value)
    for unit in session.exec(units.order_by(col(Organisation.id))).all():
        found = lending.sums(session, actor, unit, days.first, last)
        yield [shown.aggregated_attendance(one, days.first, last) for one in found if one.student_id not in hidden]
