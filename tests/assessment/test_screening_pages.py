"""The pages of screening, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.assessment.pages.screening_care import ScreeningCareState
from skolplattform.assessment.pages.screening_child import ScreeningChildState
from skolplattform.assessment.pages.screening_grid import ScreeningGridState
from skolplattform.assessment.pages.screening_home import ScreeningHomeState
from skolplattform.assessment.pages.screening_list import ScreeningListState
from skolplattform.assessment.pages.screening_school import ScreeningSchoolState
from skolplattform.assessment.pages.subjects_child import ChildSubjectsState
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from tests.assessment.screening_world import MATERIAL, PART, cell, child, in_year_one, save
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[[str, Workspace], InProcessTab]
GRID, CHILD, HOME = "/kartlaggning/[group_id]/[material]", "/tidigt-stod/[student_id]", "/barn/[child_id]/kartlaggning"


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person. The classes are in year 1."""
    with db.unit() as session:
        in_year_one(session)
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def test_a_teacher_records_in_the_grid_and_sees_what_a_colleague_wrote(tab: Tab, school: School) -> None:
    page = tab("teacher", Workspace.TEACHER)
    page.open("/kartlaggning")
    assert MATERIAL in {line.material for line in page.variable(ScreeningListState, "mandatory")}
    page.open(GRID, group_id=str(school.class_7a), material=MATERIAL)
    shown, alva = page.variable(ScreeningGridState, "board"), str(school.people["alva"])
    typed = {"student_id": alva, "criterion_id": PART, "code": "4", "comment": "", "version": 0}
    page.call(ScreeningGridState.save, board_id=shown.id, cells=[typed], key="typed-0001")
    answer = page.variable(ScreeningGridState, "answer")
    assert (answer.key, answer.failed, answer.cells[0]["code"]) == ("typed-0001", False, "4")
    page.call(ScreeningGridState.tell, student_id=alva, criterion_id=PART)
    history = page.variable(ScreeningGridState, "history")
    assert (history.student, [line.code.sv for line in history.lines]) == ("Alva Ask", ["4"])
    save(school, cell(school.people["bo"], "9"))
    page.call(ScreeningGridState.refresh)
    codes = {row.name: row.cells[0].code for row in page.variable(ScreeningGridState, "board").rows}
    assert (codes["Alva Ask"], codes["Bo Björk"]) == ("4", "9")
    wrong = dict(typed, code="99", version=1)
    page.call(ScreeningGridState.save, board_id=shown.id, cells=[wrong], key="typed-0002")
    assert page.variable(ScreeningGridState, "answer").failed


def test_the_homes_of_a_class_are_told_from_the_grid(tab: Tab, school: School) -> None:
    page = tab("teacher", Workspace.TEACHER)
    page.open(GRID, group_id=str(school.class_7a), material="matematik-1-ht")
    alva = str(school.people["alva"])
    typed = [
        {"student_id": alva, "criterion_id": part, "code": code, "comment": "", "version": 0}
        for part, code in (("ramsa", "3"), ("antal", "12"), ("rakna", "16"))
    ]
    shown = page.variable(ScreeningGridState, "board")
    page.call(ScreeningGridState.save, board_id=shown.id, cells=typed, key="typed-0003")
    page.call(ScreeningGridState.tell_homes, form_data={"seen": "Räknar säkert.", "next_step": ""})
    assert list(page.variable(ScreeningGridState, "errors")) == ["next_step"]
    page.call(ScreeningGridState.tell_homes, form_data={"seen": "Räknar säkert.", "next_step": "Spela kort."})
    assert page.variable(ScreeningGridState, "board").told_together == 0
    home = tab("sten", Workspace.GUARDIAN)
    home.open(HOME, child_id=alva)
    assert [one.seen for one in home.variable(ScreeningHomeState, "told")] == ["Räknar säkert."]


def test_an_address_that_is_not_ones_own_shows_nothing(tab: Tab, school: School) -> None:
    page = tab("teacher", Workspace.TEACHER)
    page.open(GRID, group_id=str(school.class_7b), material=MATERIAL)
    assert page.variable(ScreeningGridState, "board").rows == ()
    page.open(CHILD, student_id=str(school.people["dag"]))
    assert page.variable(ScreeningChildState, "missing")
    home = tab("ulf", Workspace.GUARDIAN)
    home.open(HOME, child_id=str(school.people["alva"]))
    assert home.variable(ScreeningHomeState, "missing")


def test_a_signal_is_followed_up_and_home_is_told(tab: Tab, school: School) -> None:
    save(school, cell(school.people["alva"], "4"))
    page = tab("teacher", Workspace.TEACHER)
    page.open("/tidigt-stod")
    assert [line.step for line in page.variable(ScreeningCareState, "lines")] == ["assess"]
    page.open(CHILD, student_id=str(school.people["alva"]))
    page.call(ScreeningChildState.write, form_data={"subject": "swedish", "assessment": "Hör inte ljuden.", "need": ""})
    assert list(page.variable(ScreeningChildState, "errors")) == ["need"]
    said = {"subject": "swedish", "assessment": "Hör inte ljuden.", "need": "adaptations", "consulted": "on"}
    page.call(ScreeningChildState.write, form_data=said)
    assert page.variable(ScreeningChildState, "shown").subjects[0].step == "plan"
    page.call(ScreeningChildState.tell, form_data={"subject": "swedish", "seen": "", "next_step": ""})
    assert list(page.variable(ScreeningChildState, "errors")) == ["seen"]
    words = {"subject": "swedish", "seen": "Läser korta ord.", "next_step": "Läs hemma."}
    page.call(ScreeningChildState.tell, form_data=words)
    home = tab("rut", Workspace.GUARDIAN)
    home.open("/barn/[child_id]/bedomning", child_id=str(school.people["alva"]))
    assert home.variable(ChildSubjectsState, "is_screened")
    home.open(HOME, child_id=str(school.people["alva"]))
    assert [one.seen for one in home.variable(ScreeningHomeState, "told")] == ["Läser korta ord."]


def test_a_form_that_a_colleague_came_before_is_refused(tab: Tab, school: School) -> None:
    save(school, cell(school.people["alva"], "4"))
    mine, theirs = tab("teacher", Workspace.TEACHER), tab("teacher", Workspace.TEACHER)
    for page in (mine, theirs):
        page.open(CHILD, student_id=str(school.people["alva"]))
    said = {"subject": "swedish", "assessment": "Deras.", "need": "none"}
    theirs.call(ScreeningChildState.write, form_data=said)
    mine.call(ScreeningChildState.write, form_data=dict(said, assessment="Mitt."))
    assert child(school).subjects[0].assessment == "Deras."


def test_the_head_sees_counts_and_student_health_its_children(tab: Tab, school: School) -> None:
    save(school, cell(school.people["alva"], "4"))
    head = tab("principal", Workspace.PRINCIPAL)
    head.open("/kartlaggning-i-skolan")
    lines = head.variable(ScreeningSchoolState, "shown").lines
    assert {line.class_name for line in lines} == {"7A", "7B"}
    health = tab("nurse", Workspace.STUDENT_HEALTH)
    health.open("/tidigt-stod")
    assert [line.name for line in health.variable(ScreeningCareState, "lines")] == ["Alva Ask"]
