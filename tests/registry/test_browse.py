"""The register as an administrator reads it: own units, search, order, and protected persons in nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.core import db
from skolplattform.core.errors import Denied, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.registry.card import person_card
from skolplattform.registry.lists import KINDS, PAGE, page_of
from skolplattform.registry.tables import Person, ProtectedGrant
from skolplattform.workspaces.administrator import start_view
from tests.support.school import School


def _names(actor, kind: str, **how: object) -> list[str]:
    with db.reading() as session:
        return [row.name for row in page_of(session, actor, kind, **how).rows]


def test_an_administrator_sees_the_persons_of_their_units(school: School) -> None:
    names = " ".join(_names(school.administrator, "personer"))
    with db.reading() as session:
        alva, elsa = (session.get_one(Person, school.people[n]) for n in ("alva", "elsa"))
    assert f"{alva.family_name}, {alva.given_name}" in names
    assert f"{elsa.family_name}, {elsa.given_name}" not in names


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_protected_person_is_in_no_list_search_or_count(school: School, kind: str) -> None:
    with db.unit() as session:
        cleo, vera = (session.get_one(Person, school.people[n]) for n in ("cleo", "vera"))
        cleo.family_name = vera.family_name = "Hemligsson"
        session.add_all([cleo, vera])
    with db.reading() as session:
        everything = page_of(session, school.administrator, kind)
        found = page_of(session, school.administrator, kind, search="Hemligsson")
    assert "Hemligsson" not in repr(everything)
    assert (found.rows, found.count) == ((), 0)


def test_a_protected_person_is_counted_in_no_group(school: School) -> None:
    with db.reading() as session:
        rows = {row.name: row.cells for row in page_of(session, school.administrator, "grupper").rows}
    assert rows["7A"][1] == "2"


def _grant(school: School) -> None:
    with db.unit() as session:
        session.add(
            ProtectedGrant(
                subject_id=school.people["cleo"],
                grantee_id=school.people["administrator"],
                reason="skolval",
                granted_by=school.people["principal"],
                start_date=date(2026, 11, 1),
                end_date=date(2026, 11, 30),
            )
        )


def test_a_grant_opens_a_protected_person_and_the_look_is_audited(school: School) -> None:
    actor, cleo = school.administrator, school.people["cleo"]
    with pytest.raises(NotFound), db.unit() as session:
        person_card(session, actor, cleo)
    _grant(school)
    with db.unit() as session:
        card = person_card(session, actor, cleo)
    assert card.is_protected
    with db.reading() as session:
        look = session.exec(select(AuditEntry).where(AuditEntry.subject_id == cleo)).one()
        assert (look.verb, look.actor_id) == ("registry.view", actor.person_id)


def test_a_person_elsewhere_and_a_person_who_is_not_look_the_same(school: School) -> None:
    for person_id in (school.people["elsa"], UUID(int=7)):
        with pytest.raises(NotFound), db.unit() as session:
            person_card(session, school.administrator, person_id)


def test_a_guardian_of_a_protected_child_is_not_told(school: School) -> None:
    with pytest.raises(NotFound), db.unit() as session:
        person_card(session, school.administrator, school.people["vera"])


def test_a_card_has_the_relations_of_the_person(school: School) -> None:
    with db.unit() as session:
        card = person_card(session, school.administrator, school.people["alva"])
    assert len(card.adults) == 2
    assert [group.name for group in card.groups if group.line == "Klass"] == ["7A"]
    assert card.enrolments


def test_search_finds_parts_and_takes_signs_as_they_are(school: School) -> None:
    with db.unit() as session:
        alva = session.get_one(Person, school.people["alva"])
        alva.given_name, alva.family_name = "Åsa_1", "Öst%"
        session.add(alva)
    for search in ("åsa", "ÅSA", "öst%", "sa_1 öst"):
        assert _names(school.administrator, "personer", search=search) == ["Öst%, Åsa_1"]
    assert _names(school.administrator, "personer", search="%%%") == []


def test_the_order_turns_round(school: School) -> None:
    up = _names(school.administrator, "personer", order="birth")
    assert _names(school.administrator, "personer", order="birth", descending=True) == up[::-1]
    assert len(up) <= PAGE


@pytest.mark.parametrize("who", ["teacher", "guardian", "student", "student_health", "central"])
def test_nobody_else_reads_the_register(school: School, who: str) -> None:
    for kind in KINDS:
        with pytest.raises(Denied), db.reading() as session:
            page_of(session, getattr(school, who), kind)


def test_an_unknown_list_is_not_found(school: School) -> None:
    with pytest.raises(NotFound), db.reading() as session:
        page_of(session, school.administrator, "hemligheter")


def test_the_start_counts_nobody_protected(school: School) -> None:
    with db.reading() as session:
        shown = start_view(session, school.administrator)
        assert shown.students == 3
        nowhere = start_view(session, replace(school.administrator, units=frozenset()))
    assert (nowhere.students, nowhere.staff, nowhere.guardians) == (0, 0, 0)


@pytest.mark.parametrize("who", ["teacher", "central", "guardian", "student"])
def test_the_administrators_day_is_the_offices_only(school: School, who: str) -> None:
    with pytest.raises(Denied), db.reading() as session:
        start_view(session, getattr(school, who))
