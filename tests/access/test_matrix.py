"""Every cell of `matrix.txt`, asked of the real services and queries on both databases; after coming of age as well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import NotFound
from skolplattform.registry.tables import Person, ProtectedGrant
from tests.access.probes import MASKED, PROBES, YES
from tests.support.school import School

FILE = Path(__file__).with_name("matrix.txt")
NO = "."


def parsed() -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """The actors of the head line, and data, about and marks of each row."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("# data "))
    actors = head.split()[3:]
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return actors, [(row[0], row[1], row[2:]) for row in rows]


ACTORS, ROWS = parsed()


def actor_of(name: str, school: School) -> Actor:
    own = {
        "t_granted": lambda: school.actor("teacher", Workspace.TEACHER, school.unit),
        "granted": lambda: school.colleague,
        "o_principal": lambda: school.other_principal,
        "admin": lambda: school.administrator,
        "nurse": lambda: school.student_health,
        "counsel": lambda: school.study_counsellor,
        "student2": lambda: school.classmate,
        "guardian2": lambda: school.other_guardian,
        "guardian3": lambda: school.foreign_guardian,
        "vera": lambda: school.actor("vera", Workspace.GUARDIAN),
    }.get(name)
    return own() if own else getattr(school, name)


def grant_for_cleo(session: Session, school: School, name: str) -> None:
    if name in ("granted", "t_granted"):
        session.add(
            ProtectedGrant(
                subject_id=school.people["cleo"],
                grantee_id=actor_of(name, school).person_id,
                reason="test",
                granted_by=school.people["principal"],
                start_date=clock.today(),
                end_date=clock.today() + timedelta(days=1),
            )
        )
        session.flush()


def mark_of(data: str, about: str, name: str, school: School) -> str:
    """What the actor gets: `+`, `m` or `.`; nothing of it is kept."""
    with Session(db.engine(), expire_on_commit=False) as session:
        grant_for_cleo(session, school, name)
        try:
            got = PROBES[data](session, actor_of(name, school), school, about)
        except NotFound:
            got = NO
        finally:
            session.rollback()
    return got if got in (YES, MASKED, NO) and isinstance(got, str) else YES if got else NO


@pytest.mark.parametrize(("data", "about", "marks"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_row(school: School, data: str, about: str, marks: list[str]) -> None:
    assert len(marks) == len(ACTORS)
    found = [mark_of(data, about, name, school) for name in ACTORS]
    assert dict(zip(ACTORS, found, strict=True)) == dict(zip(ACTORS, marks, strict=True))


def test_every_role_stands_in_the_matrix(school: School) -> None:
    present = {role for name in ACTORS for role in actor_of(name, school).roles}
    assert present >= set(Role) - {Role.SYSTEM, Role.TABLET}


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] == "alva"}))
def test_a_guardian_reaches_nothing_from_the_day_the_child_is_18(school: School, data: str) -> None:
    with db.unit() as session:
        alva = session.get(Person, school.people["alva"])
        assert alva is not None
        alva.birth_date = clock.today().replace(year=clock.today().year - 18)
        session.add(alva)
    for name in ("guardian", "guardian2"):
        assert mark_of(data, "alva", name, school) == NO


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] == "alva"}))
def test_a_withheld_relation_opens_nothing(school: School, data: str) -> None:
    from skolplattform.registry.tables import Responsibility

    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.withheld = True
        session.add(relation)
    assert mark_of(data, "alva", "guardian2", school) == NO


@pytest.mark.parametrize("data", sorted({row[0] for row in ROWS if row[1] in ("7a", "alva")}))
def test_a_teacher_whose_duty_has_ended_reaches_nothing(school: School, data: str) -> None:
    from skolplattform.registry.tables import Duty

    with db.unit() as session:
        duty = session.get(Duty, school.duties["teacher"])
        assert duty is not None
        duty.end_date = clock.today() - timedelta(days=1)
        session.add(duty)
    about = next(row[1] for row in ROWS if row[0] == data and row[1] in ("7a", "alva"))
    if data != "planning.draft":
        assert mark_of(data, about, "teacher", school) == NO
