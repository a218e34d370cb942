"""Reads of the register that every module needs: names, children, classes, units. Always as an actor."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import enrolment_holds, holds_on, identity_shown, own_children, visible_students
from skolplattform.registry.tables import Enrolment, Group, GroupMembership, Organisation, Person
from skolplattform.registry.views import PROTECTED_INITIALS, PROTECTED_NAME, ClassOf, ShownPerson

CHILDREN_LIMIT = 30
MAX_TREE_DEPTH = 8


def names(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, ShownPerson]:
    """How these persons are shown to the actor. Ids that do not exist are left out; protected ones are masked.

    The caller has already decided that the persons may appear at all; this decides only whether by name.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    rows = session.exec(
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.security_marking,
            identity_shown(actor, clock.today()).label("shown"),
        ).where(col(Person.id).in_(wanted))
    ).all()
    return {row[0]: shown_person(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}


def shown_person(person_id: UUID, given: str, family: str, marking: str, shown: bool) -> ShownPerson:
    """One person as shown; `shown` is `identity_shown` for this actor."""
    protected = marking != "Ingen"
    if not shown:
        return ShownPerson(str(person_id), PROTECTED_NAME, PROTECTED_INITIALS, protected, masked=True)
    return ShownPerson(str(person_id), f"{given} {family}", f"{given[:1]}{family[:1]}".upper(), protected)


def children_of(session: Session, actor: Actor) -> list[ShownPerson]:
    """The guardian's children, eldest first."""
    rows = session.exec(
        select(Person.id, Person.given_name, Person.family_name, Person.security_marking)
        .where(col(Person.id).in_(own_children(actor, clock.today())))
        .order_by(col(Person.birth_date), col(Person.id))
        .limit(CHILDREN_LIMIT)
    ).all()
    return [shown_person(*row, shown=True) for row in rows]


def class_of(session: Session, student_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, ClassOf]:
    """Each student's class and school year that day; students without a class are left out.

    Fritidshem has no year: the enrolment that has one counts.
    """
    day, wanted = on or clock.today(), set(student_ids)
    if not wanted:
        return {}
    rows = session.exec(
        select(GroupMembership.person_id, Group.id, Group.display_name, Enrolment.school_year)
        .join(Group, col(Group.id) == col(GroupMembership.group_id))
        .join(Enrolment, col(Enrolment.person_id) == col(GroupMembership.person_id), isouter=True)
        .where(
            col(GroupMembership.person_id).in_(wanted),
            Group.group_type == GroupType.CLASS.value,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .order_by(col(Enrolment.school_year).is_not(None), col(Enrolment.start_date))
    ).all()
    return {row[0]: ClassOf(*row) for row in rows}


def unit_of(session: Session, student_id: UUID) -> UUID | None:
    """The unit where the student is enrolled today; the latest enrolment when there are several."""
    return session.exec(
        select(Enrolment.unit_id)
        .where(
            Enrolment.person_id == student_id,
            enrolment_holds(clock.today()),
        )
        .order_by(col(Enrolment.start_date).desc())
        .limit(1)
    ).first()


def units_below(session: Session, roots: Iterable[UUID]) -> frozenset[UUID]:
    """The organisations themselves and all below them in the tree."""
    found = level = set(roots)
    for _ in range(MAX_TREE_DEPTH):
        rows = (
            session.exec(select(Organisation.id).where(col(Organisation.parent_id).in_(level))).all() if level else []
        )
        level = set(rows) - found
        found = found | level
        if not level:
            break
    return frozenset(found)


def students_shown(session: Session, actor: Actor, limit: int = 50, offset: int = 0) -> list[ShownPerson]:
    """A page of the students the actor may see, by family name; protected ones without a grant are left out."""
    day = clock.today()
    rows = session.exec(
        select(Person.id, Person.given_name, Person.family_name, Person.security_marking)
        .where(col(Person.id).in_(visible_students(actor, day)), identity_shown(actor, day))
        .order_by(col(Person.family_name), col(Person.given_name), col(Person.id))
        .limit(limit)
        .offset(offset)
    ).all()
    return [shown_person(*row, shown=True) for row in rows]
