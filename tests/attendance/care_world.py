"""A förskola in the small school: Nils has two homes, Moa is his sister in one of them, Pia is protected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.core import db
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.registry.codes import DutyRole, GroupType, RelationType, SecurityMarking
from skolplattform.registry.tables import Duty, Enrolment, Group, GroupMembership, Person, Responsibility
from tests.support.school import School
from tests.support.school_rows import BEGAN, TERM_STARTS, named_id

CHILDREN = {"nils": ("Nils", date(2022, 4, 1)), "moa": ("Moa", date(2023, 9, 9)), "pia": ("Pia", date(2022, 1, 1))}
HOMES = [("nils", "rut"), ("nils", "sten"), ("moa", "rut"), ("pia", "vera")]
STAFF = {"hilda": (DutyRole.PRESCHOOL_TEACHER, "unit"), "gun": (DutyRole.CHILDCARE_WORKER, "other_unit")}


@dataclass(frozen=True, slots=True)
class Care:
    """The school with its förskola."""

    school: School
    part: UUID

    def child(self, name: str) -> UUID:
        """The child's id."""
        return named_id(name)

    def staff(self, name: str = "hilda") -> Actor:
        """Somebody who works at the förskola ("gun": at the other unit)."""
        unit = getattr(self.school, STAFF[name][1])
        return Actor(
            person_id=named_id(name),
            workspace=Workspace.TEACHER,
            roles=WORKSPACE_ROLES[Workspace.TEACHER],
            units=frozenset({unit}),
            session_key=name,
            loa=3,
        )


def add_care(session: Session, school: School) -> Care:
    """Write the förskola. The caller commits."""
    for name, (given, born) in CHILDREN.items():
        marking = SecurityMarking.SECRECY_MARKED if name == "pia" else SecurityMarking.NONE
        person = Person(
            id=named_id(name), given_name=given, family_name="Kvist", birth_date=born, security_marking=marking.value
        )
        session.add(person)
    for name in STAFF:
        session.add(Person(id=named_id(name), given_name=name.title(), family_name="Hav", birth_date=date(1980, 1, 1)))
    session.flush()
    part = Group(
        id=named_id("myran"),
        display_name="Myran",
        group_type=GroupType.DEPARTMENT.value,
        school_type="FS",
        unit_id=school.unit,
        start_date=TERM_STARTS,
    )
    session.add(part)
    for name, (role, unit) in STAFF.items():
        row = {"person_id": named_id(name), "unit_id": getattr(school, unit), "duty_role": role.value}
        session.add(Duty(id=named_id(f"duty {name}"), **row, start_date=BEGAN))
    session.flush()
    for name in CHILDREN:
        child = named_id(name)
        session.add(Enrolment(person_id=child, unit_id=school.unit, school_type="FS", start_date=BEGAN))
        session.add(GroupMembership(group_id=part.id, person_id=child, start_date=TERM_STARTS))
    for name, adult in HOMES:
        relation = {"child_id": named_id(name), "adult_id": school.people[adult]}
        session.add(Responsibility(**relation, relation_type=RelationType.GUARDIAN.value))
    session.flush()
    return Care(school, part.id)


def build_care(school: School) -> Care:
    """The same, committed."""
    with db.unit() as session:
        return add_care(session, school)
