"""The header's search: only names that the actor may see, and a way that they may go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session

from skolplattform.core.actor import Actor, Workspace
from skolplattform.ui.search import SearchState, found_by
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie

EVERY_CHILD = ("Alva", "Bo", "Cleo", "Cypress", "Dag", "Elsa")


@pytest.fixture
def names(session: Session, school: School) -> Callable[[Actor, str], set[str]]:
    """`names(actor, "al")`: whom the search finds."""
    return lambda actor, text: {hit.name for hit in found_by(session, actor, text)}


def test_a_teacher_finds_the_students_of_the_own_groups_and_no_others(
    names: Callable[[Actor, str], set[str]], school: School
) -> None:
    found = set().union(*(names(school.teacher, child) for child in EVERY_CHILD))
    assert "Alva Ask" in found
    assert not {name for name in found if name.startswith(("Dag", "Elsa"))}


def test_a_hit_of_a_teacher_leads_to_a_matrix_of_the_own_groups(session: Session, school: School) -> None:
    hits = found_by(session, school.teacher, "al")
    assert hits
    assert all(hit.href.startswith("/bedomning/") for hit in hits)


def test_a_protected_person_is_found_by_nobody_without_a_grant(
    names: Callable[[Actor, str], set[str]], school: School
) -> None:
    for actor in (school.teacher, school.principal, school.administrator):
        assert not names(actor, "Cypress") | names(actor, "Cleo")


def test_a_school_leader_finds_students_staff_and_classes_of_the_own_unit(session: Session, school: School) -> None:
    alva = found_by(session, school.principal, "Alva As")
    assert [(hit.kind, hit.name, hit.href) for hit in alva] == [
        ("person", "Alva Ask", f"/register/person/{school.people['alva']}")
    ]
    classes = found_by(session, school.principal, "7a")
    assert ("group", f"/narvaro-oversikt?klass={school.class_7a}") in {(hit.kind, hit.href) for hit in classes}
    assert not {hit.name for hit in found_by(session, school.principal, "Elsa")}


def test_families_find_nothing(names: Callable[[Actor, str], set[str]], school: School) -> None:
    for actor in (school.guardian, school.student):
        assert not names(actor, "Alva")


def test_what_stands_for_anything_is_a_character_like_others(
    names: Callable[[Actor, str], set[str]], school: School
) -> None:
    for text in ("%%", "__", "\\\\"):
        assert not names(school.principal, text)


def test_the_field_asks_through_the_gate_and_forgets_when_it_is_emptied(school: School, pages: Pages) -> None:
    tab = pages.tab(cookie(school.people["teacher"], Workspace.TEACHER))
    tab.open("/min-dag")
    tab.call(SearchState.look, text="a")
    assert tab.variable(SearchState, "hits") == ()
    tab.call(SearchState.look, text=" alva ")
    assert tab.variable(SearchState, "asked") == "alva"
    assert "Alva Ask" in {hit.name for hit in tab.variable(SearchState, "hits")}
    tab.call(SearchState.look, text="")
    assert (tab.variable(SearchState, "asked"), tab.variable(SearchState, "hits")) == ("", ())


def test_a_guardian_may_not_even_ask(school: School, pages: Pages) -> None:
    tab = pages.tab(cookie(school.people["rut"], Workspace.GUARDIAN))
    tab.open("/hem")
    tab.call(SearchState.look, text="alva")
    assert "/register/person/" not in str(tab.state())
    assert "/bedomning/" not in str(tab.state())
