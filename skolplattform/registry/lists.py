"""The register's lists as an administrator or principal reads them: own units, pages of fifty, protected left out.

A protected person without a grant is in no row, no search and no count (R-X04).
"""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_
from sqlmodel import Session, col, select

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import (
    VIEW_REGISTER,
    holds_on,
    identity_shown,
    visible_students,
)
from skolplattform.registry.search import named
from skolplattform.registry.tables import (
    Duty,
    Enrolment,
    Group,
    GroupMembership,
    Organisation,
    Person,
    Responsibility,
)
from skolplattform.schedule.tables import Activity, CalendarEvent, CalendarEventRoom, Room

PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row as shown: its name, where it leads (empty: nowhere) and the other columns."""

    name: str
    href: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of a list."""

    kind: str = "personer"
    rows: tuple[RegisterRow, ...] = ()
    count: int = 0
    number: int = 1
    last: int = 1
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """How a list is asked for: question, sort columns (the first is the usual one), and a row as shown."""

    question: Callable[[Actor, str], Select[Any]]
    orders: dict[str, tuple[Any, ...]]
    row: Callable[[Any], RegisterRow]


def page_of(
    session: Session,
    actor: Actor,
    kind: str,
    *,
    search: str = "",
    order: str = "",
    descending: bool = False,
    page: int = 1,
) -> RegisterPage:
    """A page of the list `kind`, those whose name holds `search`.

    Raises:
        Denied: the actor may not read the register. NotFound: there is no such list.
    """
    require(actor, VIEW_REGISTER)
    chosen = KINDS.get(kind)
    if chosen is None:
        raise NotFound
    question = chosen.question(actor, search.strip())
    count = session.scalar(select(func.count()).select_from(question.order_by(None).subquery())) or 0
    last = max(1, -(-count // PAGE))
    number = min(max(1, page), last)
    columns = chosen.orders.get(order) or next(iter(chosen.orders.values()))
    ordered = [column.desc() if descending else column.asc() for column in columns]
    found = session.execute(question.order_by(*ordered).limit(PAGE).offset((number - 1) * PAGE)).all()
    persons = {row[0] for row in found if isinstance(row[0], UUID)}
    readings.opened(session, actor, "registry.read_list", "list", kind, persons=persons)
    return RegisterPage(kind, tuple(chosen.row(row) for row in found), count, number, last, is_ready=True)


def _person_named(text: str) -> ColumnElement[bool]:
    return named(text, Person.given_name, Person.family_name)


BY_NAME = (col(Person.family_name), col(Person.given_name), col(Person.id))


def _person_row(person_id: Any, given: str, family: str, *cells: Any) -> RegisterRow:
    return RegisterRow(f"{family}, {given}", f"/register/person/{person_id}", [_word(cell) for cell in cells])


def _word(value: Any) -> str:
    return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _class_names(day: Any) -> Any:
    """Each student's class that day."""
    return (
        select(func.min(Group.display_name))
        .join(GroupMembership, col(GroupMembership.group_id) == col(Group.id))
        .where(
            GroupMembership.person_id == Person.id,
            Group.group_type == "Klass",
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .correlate(Person)
        .scalar_subquery()
    )


def _persons(actor: Actor, search: str) -> Select[Any]:
    today = clock.today()
    return select(
        Person.id, Person.given_name, Person.family_name, _class_names(today), Person.birth_date, Person.person_status
    ).where(
        or_(
            col(Person.id).in_(visible_students(actor, today)),
            col(Person.id).in_(employed(actor)),
        ),
        identity_shown(actor, today),
        _person_named(search),
    )


def employed(actor: Actor) -> Select[Any]:
    """Those employed at the actor's units."""
    return select(Duty.person_id).where(
        col(Duty.unit_id).in_(actor.units), holds_on(Duty.start_date, Duty.end_date, clock.today())
    )


def shown_children(actor: Actor) -> Select[Any]:
    """Children whom the actor may see by name."""
    today = clock.today()
    return select(Person.id).where(col(Person.id).in_(visible_students(actor, today)), identity_shown(actor, today))


def guardians(actor: Actor, search: str) -> Select[Any]:
    """Adults of children whom the actor may know: the guardian of a protected child would give the child away."""
    today = clock.today()
    adults = select(Responsibility.adult_id).where(
        col(Responsibility.child_id).in_(shown_children(actor)),
        holds_on(Responsibility.start_date, Responsibility.end_date, today),
    )
    children = (
        select(func.count(func.distinct(Responsibility.child_id)))
        .where(
            Responsibility.adult_id == Person.id,
            col(Responsibility.child_id).in_(shown_children(actor)),
            holds_on(Responsibility.start_date, Responsibility.end_date, today),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    return select(Person.id, Person.given_name, Person.family_name, children, Person.person_status).where(
        col(Person.id).in_(adults), identity_shown(actor, today), _person_named(search)
    )


def _groups(actor: Actor, search: str) -> Select[Any]:
    today = clock.today()
    members = (
        select(func.count(col(GroupMembership.id)))
        .join(Person, col(Person.id) == col(GroupMembership.person_id))
        .where(
            GroupMembership.group_id == Group.id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
            identity_shown(actor, today),
        )
        .correlate(Group)
        .scalar_subquery()
    )
    return (
        select(
            Group.display_name, Group.group_type, members, Organisation.display_name, Group.start_date, Group.end_date
        )
        .join(Organisation, col(Organisation.id) == col(Group.unit_id))
        .where(col(Group.unit_id).in_(actor.units), named(search, Group.display_name))
    )


def _duties(actor: Actor, search: str) -> Select[Any]:
    return (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Duty.duty_role,
            Duty.signature,
            Organisation.display_name,
            Duty.start_date,
            Duty.end_date,
        )
        .join(Person, col(Person.id) == col(Duty.person_id))
        .join(Organisation, col(Organisation.id) == col(Duty.unit_id))
        .where(col(Duty.unit_id).in_(actor.units), identity_shown(actor, clock.today()), _person_named(search))
    )


def _enrolments(actor: Actor, search: str) -> Select[Any]:
    return (
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Enrolment.school_type,
            Enrolment.school_year,
            Organisation.display_name,
            Enrolment.start_date,
            Enrolment.end_date,
        )
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .join(Organisation, col(Organisation.id) == col(Enrolment.unit_id))
        .where(col(Enrolment.unit_id).in_(actor.units), identity_shown(actor, clock.today()), _person_named(search))
    )


def _lessons(actor: Actor, search: str) -> Select[Any]:
    """The lessons from today on, the next first."""
    rooms = (
        select(func.min(Room.display_name))
        .join(CalendarEventRoom, col(CalendarEventRoom.room_id) == col(Room.id))
        .where(CalendarEventRoom.calendar_event_id == CalendarEvent.id)
        .correlate(CalendarEvent)
        .scalar_subquery()
    )
    return (
        select(Activity.display_name, CalendarEvent.starts_at, CalendarEvent.ends_at, rooms, CalendarEvent.cancelled)
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .where(
            col(CalendarEvent.unit_id).in_(actor.units),
            CalendarEvent.day >= clock.today(),
            named(search, Activity.display_name),
        )
    )


def _lesson_row(row: Any) -> RegisterRow:
    name, starts, ends, room, cancelled = row
    start, end = clock.local(starts), clock.local(ends)
    time = f"{start:%H.%M}–{end:%H.%M}"
    return RegisterRow(name, "", [start.date().isoformat(), time, room or "", "×" if cancelled else ""])


KINDS: dict[str, _List] = {
    "personer": _List(
        _persons,
        {"name": BY_NAME, "birth": (col(Person.birth_date), col(Person.id))},
        lambda row: _person_row(*row),
    ),
    "vardnadshavare": _List(guardians, {"name": BY_NAME}, lambda row: _person_row(*row)),
    "grupper": _List(
        _groups,
        {"name": (col(Group.display_name), col(Group.id)), "kind": (col(Group.group_type), col(Group.display_name))},
        lambda row: RegisterRow(row[0], "", [_word(cell) for cell in row[1:]]),
    ),
    "tjanster": _List(
        _duties,
        {"name": BY_NAME, "role": (col(Duty.duty_role), *BY_NAME), "start": (col(Duty.start_date), *BY_NAME)},
        lambda row: _person_row(*row),
    ),
    "inskrivningar": _List(
        _enrolments,
        {
            "name": BY_NAME,
            "year": (col(Enrolment.school_year), *BY_NAME),
            "start": (col(Enrolment.start_date), *BY_NAME),
        },
        lambda row: _person_row(*row),
    ),
    "lektioner": _List(
        _lessons,
        {
            "time": (col(CalendarEvent.day), col(CalendarEvent.starts_at), col(CalendarEvent.id)),
            "name": (col(Activity.display_name), col(CalendarEvent.starts_at), col(CalendarEvent.id)),
        },
        _lesson_row,
    ),
}
