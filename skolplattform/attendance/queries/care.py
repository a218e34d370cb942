"""What a guardian meets under Vistelsetid: the children with a place, their hours in both homes, who picks up."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, col, or_, select

from skolplattform.attendance.care_reach import own_place, own_places
from skolplattform.attendance.care_views import CareChild, CarePage, DayFields, MergedRow, Picker, WeekFields
from skolplattform.attendance.permissions import OWN_CARE
from skolplattform.attendance.queries.homes import hours_text, merged_days, weeks_of
from skolplattform.attendance.queries.needs import needs_of, waiting_needs
from skolplattform.attendance.rules import care
from skolplattform.attendance.rules.care import Agreement, MergedDay, Span, Week
from skolplattform.attendance.rules.entitlement import Ground, entitlement, weeks_over
from skolplattform.attendance.tables import CareChange, CareSchedule, Pickup, PickupPerson
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.codes import NOT_SCHOOL
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Enrolment, Organisation, Person

PEOPLE = 20
MERGED_WEEKS = 4


def care_children(session: Session, actor: Actor) -> list[CareChild]:
    """The guardian's children with a place, youngest last, each with tomorrow's hours and who picks up then."""
    require(actor, OWN_CARE)
    today = clock.today()
    places = own_places(session, actor, today)
    tomorrow = next_day(today)
    merged = merged_days(session, places, tomorrow, tomorrow)
    given = dict(
        session.exec(
            select(Person.id, Person.given_name)
            .where(col(Person.id).in_(places))
            .order_by(col(Person.birth_date), col(Person.id))
        ).all()
    )
    units = _unit_names(session, set(places.values()))
    shown, needs = names(session, actor, places), waiting_needs(session, actor)
    return [
        CareChild(
            id=str(child),
            name=shown[child].name,
            given=given[child],
            initials=shown[child].initials,
            tone=str(place % 3 + 1),
            unit=units[places[child]],
            day=tomorrow.isoformat(),
            day_name=day_text(tomorrow, style="short"),
            hours=_hours(merged[child][tomorrow]),
            agreement=merged[child][tomorrow].agreement.value,
            pickers=(people := pickers(session, actor, child, tomorrow)),
            picked_up=_chosen(people),
            needs=needs.get(child, 0),
        )
        for place, child in enumerate(given)
    ]


def next_day(today: date) -> date:
    """Tomorrow, or Monday when tomorrow is a weekend."""
    day = today + timedelta(days=1)
    return day if day.weekday() < care.WEEKDAYS else care.monday(day) + timedelta(days=7)


def _unit_names(session: Session, units: set[UUID]) -> dict[UUID, str]:
    question = select(Organisation.id, Organisation.display_name).where(col(Organisation.id).in_(units))
    return dict(session.exec(question).all())


def _hours(day: MergedDay) -> Text:
    if day.agreement is Agreement.GAP:
        return both("care.nobody_said")
    return hours_text(day.spans) if day.spans else both("care.at_home")


def _chosen(people: tuple[Picker, ...]) -> Text:
    return next((Text(one.name, one.name) for one in people if one.chosen), NO_TEXT)


def pickers(session: Session, actor: Actor, child_id: UUID, day: date) -> tuple[Picker, ...]:
    """The guardian first, then those named by them, then those the other guardian shares; the chosen one is marked.

    What the other guardian has not shared does not exist here (R-C05).
    """
    rows = session.exec(
        select(PickupPerson)
        .where(
            PickupPerson.child_id == child_id,
            or_(PickupPerson.named_by == actor.person_id, col(PickupPerson.shared)),
            col(PickupPerson.first_day) <= day,
            or_(col(PickupPerson.last_day).is_(None), col(PickupPerson.last_day) >= day),
        )
        .order_by(col(PickupPerson.name), col(PickupPerson.id))
        .limit(PEOPLE)
    ).all()
    said = session.exec(
        select(Pickup).where(Pickup.child_id == child_id, Pickup.day == day, Pickup.said_by == actor.person_id)
    ).first()
    oneself = names(session, actor, [actor.person_id])[actor.person_id].name
    return (
        Picker("", oneself, said is not None and said.person_id is None),
        *(
            Picker(
                id=str(row.id),
                name=row.name,
                chosen=said is not None and said.person_id == row.id,
                version=row.version,
                until=both("care.pickup.until", day=day_text(row.last_day, style="short")) if row.last_day else NO_TEXT,
                own=row.named_by == actor.person_id,
                shared=row.shared,
            )
            for row in rows
        ),
    )


def care_page(session: Session, actor: Actor, child_id: UUID) -> CarePage:
    """A child's hours: this home's own weeks to write in, and both homes' four weeks ahead side by side.

    Raises:
        NotFound: not the guardian's child, or without a place.
    """
    require(actor, OWN_CARE)
    today = clock.today()
    unit = own_place(session, actor, child_id, today)
    own = _own_schedule(session, actor, child_id, today)
    places = own_places(session, actor, today)
    given = dict(session.exec(select(Person.id, Person.given_name).where(col(Person.id).in_(places))).all())
    rows = _merged_rows(session, actor, child_id, today)
    soon = (care.monday(today) + timedelta(days=2 * care.DAYS)).isoformat()
    weeks = weeks_of(own.weeks) if own else (FIRST_WEEK,)
    return CarePage(
        id=str(child_id),
        name=names(session, actor, [child_id])[child_id].name,
        given=given[child_id],
        unit=_unit_names(session, {unit})[unit],
        valid_from=max(own.valid_from, today).isoformat() if own else today.isoformat(),
        valid_until=own.valid_until.isoformat() if own and own.valid_until else "",
        ground=own.ground if own else Ground.WORK.value,
        version=own.version if own and own.valid_from >= today else 0,
        weeks=tuple(_week_fields(number, week) for number, week in enumerate(_from_today(own, weeks, today))),
        over=_over(own, weeks) if own else NO_TEXT,
        rows=tuple(row for row in rows if row.day < soon),
        later=tuple(row for row in rows if row.day >= soon),
        two_periods=_is_leisure(session, child_id, unit),
        gaps=sum(1 for row in rows if row.agreement == Agreement.GAP and not row.weekend),
        clashes=sum(1 for row in rows if row.agreement == Agreement.CLASH),
        siblings=tuple((str(one), name) for one, name in given.items() if one != child_id),
        people=pickers(session, actor, child_id, today),
        needs=needs_of(session, actor, child_id),
    )


def _is_leisure(session: Session, child_id: UUID, unit: UUID) -> bool:
    """Fritidshem has hours before and after school, förskola one stretch a day."""
    leisure = select(Enrolment.id).where(
        Enrolment.person_id == child_id,
        Enrolment.unit_id == unit,
        col(Enrolment.school_type).in_(NOT_SCHOOL),
        holds_on(Enrolment.start_date, Enrolment.end_date, clock.today()),
    )
    return session.exec(leisure.limit(1)).first() is not None


def _own_schedule(session: Session, actor: Actor, child_id: UUID, today: date) -> CareSchedule | None:
    """This home's newest weeks that still hold or are to come."""
    return session.exec(
        select(CareSchedule)
        .where(
            CareSchedule.child_id == child_id,
            CareSchedule.home_id == actor.person_id,
            or_(col(CareSchedule.valid_until).is_(None), col(CareSchedule.valid_until) >= today),
        )
        .order_by(col(CareSchedule.valid_from).desc())
        .limit(1)
    ).first()


FIRST_WEEK: Week = (*[(Span(time(8), time(16)),)] * care.WEEKDAYS, None, None)
"""What the form begins with: ordinary weekdays."""


def _from_today(own: CareSchedule | None, weeks: tuple[Week, ...], today: date) -> tuple[Week, ...]:
    """The weeks turned so that the first is the one of the day from which a new schedule would hold."""
    if own is None or own.valid_from >= today:
        return weeks
    turn = care.week_number(own.valid_from, len(weeks), today)
    return (*weeks[turn:], *weeks[:turn])


def _week_fields(number: int, week: Week) -> WeekFields:
    monday = date(2024, 1, 1)
    return WeekFields(
        number + 1,
        tuple(_day_fields(number, place, monday + timedelta(days=place), spans) for place, spans in enumerate(week)),
    )


def _day_fields(number: int, place: int, day: date, spans: tuple[Span, ...] | None) -> DayFields:
    times = [f"{moment:%H:%M}" for span in spans or () for moment in (span.start, span.end)]
    times += [""] * (4 - len(times))
    kind = "none" if spans is None else "hours" if spans else "home"
    name = both(f"care.day.{place}")
    return DayFields(f"{number}-{place}", name, kind, *times)


def _over(own: CareSchedule, weeks: tuple[Week, ...]) -> Text:
    row = entitlement(Ground(own.ground), clock.today())
    over = weeks_over(weeks, own.valid_from, row)
    if not over:
        return NO_TEXT
    return both("care.over", weeks=", ".join(map(str, over)), rule=row.source)


def _merged_rows(session: Session, actor: Actor, child_id: UUID, today: date) -> tuple[MergedRow, ...]:
    first = care.monday(today)
    last = first + timedelta(days=care.DAYS * MERGED_WEEKS - 1)
    days = merged_days(session, [child_id], first, last)[child_id]
    changed = set(
        session.exec(
            select(CareChange.day).where(CareChange.child_id == child_id, col(CareChange.day).between(first, last))
        ).all()
    )
    people = names(session, actor, {home for day in days.values() for home, _ in day.said})

    def words(home: UUID, spans: tuple[Span, ...], *, alone: bool) -> Text:
        if alone:
            return both("care.self") if home == actor.person_id else Text(people[home].name, people[home].name)
        hours = hours_text(spans) if spans else both("care.at_home")
        if home == actor.person_id:
            return both("care.said_self", hours=hours)
        return both("care.said", name=people[home].name, hours=hours)

    return tuple(
        MergedRow(
            day=day.isoformat(),
            name=day_text(day, style="short"),
            hours=_hours(merged),
            agreement=merged.agreement.value,
            said=tuple(words(*one, alone=merged.agreement is not Agreement.CLASH) for one in merged.said),
            changed=day in changed,
            weekend=day.weekday() >= care.WEEKDAYS,
        )
        for day, merged in days.items()
        if day >= today and (day.weekday() < care.WEEKDAYS or merged.said)
    )
