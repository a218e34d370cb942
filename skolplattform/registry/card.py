"""One person with everything that the register knows, for those who keep it. Every look is audited."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.lists import employed, guardians, shown_children
from skolplattform.registry.permissions import VIEW_REGISTER, identity_shown
from skolplattform.registry.queries import unit_of
from skolplattform.registry.tables import (
    Contact,
    Duty,
    Enrolment,
    Group,
    GroupMembership,
    Organisation,
    Person,
    PrincipalName,
    Responsibility,
)

MOST = 100


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody or something the person belongs to, from a day to a day."""

    name: str
    line: str
    first: str
    last: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """The person as the register knows them."""

    id: str = ""
    name: str = ""
    civic_no: str = ""
    civic_no_kind: str = ""
    birth_date: str = ""
    sex: str = ""
    status: str = ""
    marking: str = ""
    is_protected: bool = False
    sign_in: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str, str]] = field(default_factory=list)
    adults: list[Related] = field(default_factory=list)
    children: list[Related] = field(default_factory=list)
    enrolments: list[Related] = field(default_factory=list)
    groups: list[Related] = field(default_factory=list)
    duties: list[Related] = field(default_factory=list)


def person_card(session: Session, actor: Actor, person_id: UUID) -> PersonCard:
    """The person, if they belong to the actor's units and may be known to the actor. The look is audited.

    Raises:
        Denied: the actor may not read the register. NotFound: no such person, elsewhere, or protected.
    """
    require(actor, VIEW_REGISTER)
    reachable = or_(
        col(Person.id).in_(shown_children(actor)),
        col(Person.id).in_(employed(actor)),
        col(Person.id).in_(select(guardians(actor, "").subquery().c.id)),
    )
    question = select(Person).where(Person.id == person_id, identity_shown(actor, clock.today()), reachable)
    person = session.exec(question).one_or_none()
    if person is None:
        raise NotFound
    unit = unit_of(session, person_id)
    audit.record(session, actor, VIEW_REGISTER.name, "person", person_id, subject=person_id, unit=unit)
    return _card(session, actor, person)


def _card(session: Session, actor: Actor, person: Person) -> PersonCard:
    names = session.exec(select(PrincipalName.value).where(PrincipalName.person_id == person.id).limit(MOST)).all()
    contacts = session.exec(
        select(Contact).where(Contact.person_id == person.id).order_by(col(Contact.id)).limit(MOST)
    ).all()
    return PersonCard(
        id=str(person.id),
        name=person.full_name,
        civic_no=_with_hyphen(person.civic_no or ""),
        civic_no_kind=person.civic_no_kind,
        birth_date=_day(person.birth_date),
        sex=person.sex,
        status=person.person_status,
        marking=person.security_marking,
        is_protected=person.is_protected,
        sign_in=sorted(names),
        contacts=[(c.kind, c.label, " ".join(filter(None, (c.value, c.postal_code, c.locality)))) for c in contacts],
        adults=_relatives(session, actor, Responsibility.adult_id, Responsibility.child_id, person.id),
        children=_relatives(session, actor, Responsibility.child_id, Responsibility.adult_id, person.id),
        enrolments=_enrolments(session, person.id),
        groups=_groups(session, person.id),
        duties=_duties(session, person.id),
    )


def _with_hyphen(number: str) -> str:
    return f"{number[:8]}-{number[8:]}" if number else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _relatives(session: Session, actor: Actor, who: Any, whose: Any, person_id: UUID) -> list[Related]:
    """Relatives whom the actor may know; a protected one is not mentioned."""
    rows = session.exec(
        select(
            Person.id, Person.given_name, Person.family_name, Responsibility.relation_type, Responsibility.start_date,
            Responsibility.end_date,
        )
        .join(Responsibility, col(who) == col(Person.id))
        .where(col(whose) == person_id, identity_shown(actor, clock.today()))
        .order_by(col(Person.family_name), col(Person.given_name))
        .limit(MOST)
    ).all()  # fmt: skip
    return [
        Related(f"{given} {family}", relation, _day(first), _day(last), f"/register/person/{relative}")
        for relative, given, family, relation, first, last in rows
    ]


def _enrolments(session: Session, person_id: UUID) -> list[Related]:
    rows = session.exec(
        select(
            Organisation.display_name, Enrolment.school_type, Enrolment.school_year, Enrolment.start_date,
            Enrolment.end_date,
        )
        .join(Organisation, col(Organisation.id) == col(Enrolment.unit_id))
        .where(Enrolment.person_id == person_id)
        .order_by(col(Enrolment.start_date).desc())
        .limit(MOST)
    ).all()  # fmt: skip
    return [
        Related(unit, kind if year is None else f"{kind} {year}", _day(first), _day(last))
        for unit, kind, year, first, last in rows
    ]


def _groups(session: Session, person_id: UUID) -> list[Related]:
    rows = session.exec(
        select(Group.display_name, Group.group_type, GroupMembership.start_date, GroupMembership.end_date)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .where(GroupMembership.person_id == person_id)
        .order_by(col(GroupMembership.start_date).desc(), col(Group.display_name))
        .limit(MOST)
    ).all()
    return [Related(name, kind, _day(first), _day(last)) for name, kind, first, last in rows]


def _duties(session: Session, person_id: UUID) -> list[Related]:
    rows = session.exec(
        select(Organisation.display_name, Duty.duty_role, Duty.start_date, Duty.end_date)
        .join(Organisation, col(Organisation.id) == col(Duty.unit_id))
        .where(Duty.person_id == person_id)
        .order_by(col(Duty.start_date).desc())
        .limit(MOST)
    ).all()
    return [Related(unit, role, _day(first), _day(last)) for unit, role, first, last in rows]
