"""The pages of consents, through the real gate and handlers."""

from __future__ import annotations

from datetime import date

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.registry.pages.consent_child import ChildConsentState
from skolplattform.registry.pages.consent_group import GroupConsentState
from skolplattform.registry.pages.consent_own import OwnConsentState
from skolplattform.registry.tables import Person
from skolplattform.ui.shell_state import ShellState
from tests.registry.consent_world import CODE, agree, may_be_seen, with_kinds
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie


def child_page(school: School, pages: Pages, adult: str, child: str = "alva") -> InProcessTab:
    tab = pages.tab(cookie(school.people[adult], Workspace.GUARDIAN))
    tab.open("/barn/[child_id]/samtycken", child_id=str(school.people[child]))
    return tab


def test_two_guardians_say_yes_and_one_takes_it_back(school: School, pages: Pages) -> None:
    with_kinds()
    rut, sten = (child_page(school, pages, adult) for adult in ("rut", "sten"))
    for tab in (rut, sten):
        tab.call(ChildConsentState.answer, code=CODE, gives=True)
    rut.call(ChildConsentState.refresh)
    assert [one.standing for one in rut.variable(ChildConsentState, "shown").questions] == ["given"]
    sten.call(ChildConsentState.answer, code=CODE, gives=False)
    assert sten.variable(ShellState, "message").said.sv == "Ditt nej är sparat och gäller nu"
    assert may_be_seen(school, "alva") == set()


def test_anothers_child_looks_like_none(school: School, pages: Pages) -> None:
    with_kinds()
    assert child_page(school, pages, "ulf").variable(ChildConsentState, "missing")


def test_a_student_of_age_answers_oneself(school: School, pages: Pages) -> None:
    with_kinds()
    with db.unit() as session:
        session.get_one(Person, school.people["alva"]).birth_date = date(2008, 3, 14)
    tab = pages.tab(cookie(school.people["alva"], Workspace.STUDENT))
    tab.open("/mina-samtycken")
    tab.call(OwnConsentState.answer, code=CODE, gives=True)
    assert tab.variable(OwnConsentState, "shown").questions[0].standing == "given"


def test_a_teacher_reads_the_groups_list(school: School, pages: Pages) -> None:
    agree(school, "bo")
    tab = pages.tab(cookie(school.people["teacher"], Workspace.TEACHER))
    tab.open("/samtycken/[group_id]", group_id=str(school.class_7a))
    assert tab.variable(GroupConsentState, "shown").without == 2
    tab.open("/samtycken/[group_id]", group_id=str(school.class_7b))
    assert tab.variable(GroupConsentState, "missing")
