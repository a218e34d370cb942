"""A larger class for the tests that count and measure."""

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session

from skolplattform.registry.tables import Enrolment, GroupMembership, Person, Responsibility
from tests.support.school import School


def add_students(session: Session, school: School, count: int) -> list[UUID]:
    """That many more students in 7A, each with a guardian. The caller commits."""
    ids = [uuid4() for _ in range(count)]
    guardians = [uuid4() for _ in range(count)]
    for at, (student, guardian) in enumerate(zip(ids, guardians, strict=True)):
        session.add(Person(id=student, given_name=f"Elev{at:02}", family_name="Ek", birth_date=date(2013, 1, 1)))
        session.add(Person(id=guardian, given_name=f"Vuxen{at:02}", family_name="Ek", birth_date=date(1980, 1, 1)))
    session.flush()
    for student, guardian in zip(ids, guardians, strict=True):
        began = date(2026, 7, 1)
        session.add(
            Enrolment(person_id=student, unit_id=school.unit, school_type="GR", school_year=7, start_date=began)
        )
        session.add(GroupMembership(group_id=school.class_7a, person_id=student, start_date=began))
        session.add(Responsibility(child_id=student, adult_id=guardian, relation_type="Vårdnadshavare"))
    session.flush()
    return ids
