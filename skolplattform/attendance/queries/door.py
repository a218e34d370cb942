"""The door of a förskola or fritidshem: who is coming, who is here, who picks up. A fixed number of statements."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.care_reach import care_units, one_unit, placed, shown_names
from skolplattform.attendance.care_views import Card, Door, Part
from skolplattform.attendance.permissions import NOTE
from skolplattform.attendance.queries.homes import hours_text, merged_days, still_guardian
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.words import time_text
from skolplattform.attendance.rules import presence
from skolplattform.attendance.rules.care import MergedDay
from skolplattform.attendance.rules.presence import CardState, Noted, Way
from skolplattform.attendance.tables import AbsenceReport, Passage, Pickup, PickupPerson, Presence
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import name_order
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Group, GroupMembership, Organisation
from skolplattform.registry.views import ShownPerson

CHILDREN = 400
COMING = (CardState.LATE, CardState.EXPECTED)
IN_HOUSE = (CardState.OVERDUE, CardState.HERE)
PARTS = (GroupType.DEPARTMENT.value, GroupType.CLASS.value)


@dataclass(slots=True)
class _Day:
    """What is known of the unit's children today."""

    expected: dict[UUID, MergedDay]
    events: dict[UUID, list[Noted]]
    away: set[UUID]
    picked_up: dict[UUID, list[tuple[UUID, str]]]
    part_of: dict[UUID, list[tuple[UUID, str]]]
    people: dict[UUID, ShownPerson] = field(default_factory=dict)


def door(session: Session, actor: Actor, unit_id: UUID | None, part_id: UUID | None = None) -> Door:
    """The unit's children at the door now, late ones first; of one part (avdelning) when it is named.

    Raises:
        NotFound: not a unit of the actor's, or the actor has none.
    """
    require(actor, NOTE)
    today, now = clock.today(), clock.now()
    unit = one_unit(session, actor, unit_id, today)
    children = list(session.exec(placed([unit], today).distinct().limit(CHILDREN)).all())
    found = _day(session, actor, unit, children, today)
    late_after = timedelta(minutes=policy_for(session, unit, today).door_late_minutes)
    told = {child: {"is_away": child in found.away, "now": now, "late_after": late_after} for child in children}
    seen = {child: (today, found.expected[child].spans, found.events[child]) for child in children}
    states = {child: presence.card_state(*seen[child], **told[child]) for child in children}
    turns = [presence.turns_at(*seen[child], **told[child]) for child in children]
    parts = _parts(found, states)
    chosen = part_id if part_id and str(part_id) in {part.id for part in parts} else None
    shown = [c for c in children if chosen is None or chosen in {group for group, _ in found.part_of[c]}]
    cards = sorted((_card(child, states[child], found) for child in shown), key=lambda card: name_order(card.name))
    units = care_units(session, actor, today)
    named = select(Organisation.id, Organisation.display_name).where(col(Organisation.id).in_(units))
    names = dict(session.exec(named).all())
    return Door(
        unit_id=str(unit),
        name=names[unit],
        part_id=str(chosen or ""),
        parts=parts,
        units=tuple((str(one), names[one]) for one in units),
        coming=_of(cards, COMING),
        here=_of(cards, IN_HOUSE),
        rest=_of(cards, (CardState.AWAY, CardState.HOME, CardState.FREE)),
        total_here=sum(1 for state in states.values() if state in IN_HOUSE),
        turns_at=min((turn for turn in turns if turn), default=None),
    )


def _of(cards: Sequence[Card], states: Sequence[CardState]) -> tuple[Card, ...]:
    order = {state.value: place for place, state in enumerate(states)}
    return tuple(sorted((card for card in cards if card.state in order), key=lambda card: order[card.state]))


def _day(session: Session, actor: Actor, unit: UUID, children: list[UUID], today: date) -> _Day:
    expected = {child: days[today] for child, days in merged_days(session, children, today, today).items()}
    picked_up = _pickups(session, unit, today)
    speakers = {guardian for said in picked_up.values() for guardian, _ in said}
    return _Day(
        expected=expected,
        events=events_of(session, unit, today),
        away=away_now(session, children, today),
        picked_up=picked_up,
        part_of=_groups(session, children, unit, today),
        people=shown_names(session, actor, {*children, *speakers}),
    )


def events_of(session: Session, unit: UUID, day: date) -> dict[UUID, list[Noted]]:
    """Each child's passages of the day."""
    found: defaultdict[UUID, list[Noted]] = defaultdict(list)
    rows = session.exec(
        select(Presence.child_id, Passage)
        .join(Passage, col(Passage.presence_id) == col(Presence.id))
        .where(Presence.unit_id == unit, Presence.day == day)
        .order_by(col(Passage.id))
        .limit(CHILDREN * 10)
    ).all()
    for child, row in rows:
        found[child].append(Noted(Way(row.way), row.at, row.id or 0, row.void_at is not None))
    return found


def away_now(session: Session, children: Sequence[UUID], today: date) -> set[UUID]:
    """The children of whom absence is told for what is left of the day."""
    _, tonight = clock.day_bounds(today)
    return set(
        session.exec(
            select(AbsenceReport.student_id).where(
                col(AbsenceReport.student_id).in_(children),
                col(AbsenceReport.starts_at) <= clock.now(),
                col(AbsenceReport.ends_at) > clock.now(),
                col(AbsenceReport.starts_at) < tonight,
                col(AbsenceReport.withdrawn_at).is_(None),
            )
        ).all()
    )


def _pickups(session: Session, unit: UUID, today: date) -> dict[UUID, list[tuple[UUID, str]]]:
    """For each child: which guardian says that who picks up; empty name: the guardian.

    Whoever is no guardian any more comes no more and sends nobody (R-C02).
    """
    found: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = session.exec(
        select(Pickup.child_id, Pickup.said_by, PickupPerson.name)
        .join(PickupPerson, col(PickupPerson.id) == col(Pickup.person_id), isouter=True)
        .where(
            Pickup.unit_id == unit,
            Pickup.day == today,
            still_guardian(col(Pickup.said_by), col(Pickup.child_id)),
        )
        .order_by(col(Pickup.said_at))
        .limit(CHILDREN * 2)
    ).all()
    for child, guardian, name in rows:
        found[child].append((guardian, name or ""))
    return found


def _groups(session: Session, children: Sequence[UUID], unit: UUID, today: date) -> dict[UUID, list[tuple[UUID, str]]]:
    found: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = session.exec(
        select(GroupMembership.person_id, Group.id, Group.display_name)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(
            col(GroupMembership.person_id).in_(children),
            Group.unit_id == unit,
            col(Group.group_type).in_(PARTS),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        )
        .order_by(col(Group.display_name))
        .limit(CHILDREN * 3)
    ).all()
    for child, group, name in rows:
        found[child].append((group, name))
    return found


def _parts(found: _Day, states: dict[UUID, CardState]) -> tuple[Part, ...]:
    members: defaultdict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    for child in states:
        for group, name in found.part_of[child]:
            members[name, group].append(child)
    return tuple(
        Part(str(group), name, sum(1 for child in those if states[child] in IN_HOUSE), len(those))
        for (name, group), those in sorted(members.items(), key=lambda pair: name_order(pair[0][0]))
    )


def _card(child: UUID, state: CardState, found: _Day) -> Card:
    person, day = found.people[child], found.expected[child]
    return Card(
        id=person.id,
        name=person.name,
        initials=person.initials,
        tone=str(sum(person.name.encode()) % 3 + 1),
        state=state.value,
        way=(Way.OUT if state in IN_HOUSE else Way.IN).value,
        line=_line(state, day, presence.latest(found.events[child])),
        picked_up=_picked_up(found, child),
        agreement=day.agreement.value,
    )


def _line(state: CardState, day: MergedDay, last: Noted | None) -> Text:
    hours = hours_text(day.spans)
    since = time_text(last.at) if last else NO_TEXT
    if state in IN_HOUSE:
        until = _until(day, last.at if last else clock.now())
        return (
            both("care.here.since_until", time=since, until=until) if until.sv else both("care.here.since", time=since)
        )
    if state is CardState.HOME and last is not None:
        return both("care.here.went", time=since)
    if state is CardState.AWAY:
        return both("care.here.told_away")
    return hours if hours.sv else both("care.here.free")


def _until(day: MergedDay, moment: datetime) -> Text:
    ends = [clock.at(day.day, span.end) for span in day.spans if clock.at(day.day, span.end) > moment]
    return time_text(ends[0]) if ends else NO_TEXT


def _picked_up(found: _Day, child: UUID) -> Text:
    said = [
        name or found.people[guardian].name
        for guardian, name in found.picked_up.get(child, ())
        if guardian in found.people
    ]
    return both("care.here.picked_up", who=", ".join(dict.fromkeys(said))) if said else NO_TEXT
