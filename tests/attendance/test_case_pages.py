"""The pages of follow-up, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from skolplattform.attendance import service
from skolplattform.attendance.pages import cases
from skolplattform.attendance.pages.cases import CasesState
from skolplattform.attendance.pages.family_cases import FamilyCasesState
from skolplattform.attendance.pages.one_case_state import CaseState
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.ui.shell_state import ShellState
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


@pytest.fixture
def case(school: School) -> UUID:
    with db.unit() as session:
        return service.open_case(session, school.teacher, school.people["alva"], key=uuid4().hex)


def opened(tab: Tab, case: UUID, name: str = "teacher", workspace: Workspace = Workspace.TEACHER) -> InProcessTab:
    page = tab(name, workspace)
    page.open("/franvaroarenden/[case_id]", case_id=str(case))
    return page


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_student_is_searched_and_followed_up(tab: Tab, school: School):
    page = tab("teacher", Workspace.TEACHER)
    page.open("/franvaroarenden")
    page.call(CasesState.search, words="alva")
    (found,) = page.variable(CasesState, "found")
    page.call(CasesState.begin, student_id=found.id)
    page.open("/franvaroarenden")
    assert [row.name for row in page.variable(CasesState, "rows")] == ["Alva Ask"]
    page.call(CasesState.begin, student_id=str(school.people["dag"]))
    assert said(page) == "Det finns inte, eller är inte till för dig."


def test_steps_entries_and_the_follow_up_are_saved_and_shown(tab: Tab, case: UUID, school: School):
    page = opened(tab, case)
    day = school.day.isoformat()
    page.call(CaseState.step, form_data={"step": "investigate", "on": day})
    assert page.variable(CaseState, "case").stage == "investigation"
    page.call(CaseState.add, form_data={"kind": "meeting", "on": day, "words": "Möte", "present-guardian": "yes"})
    (entry,) = page.variable(CaseState, "case").written
    assert (entry.words, entry.present, entry.is_shared) == ("Möte", ("cases.present.guardian",), True)
    page.call(CaseState.plan, form_data={"follow_up_on": (school.day + timedelta(days=7)).isoformat()})
    assert page.variable(CaseState, "case").follow_up_on == "2026-11-25"
    page.call(CaseState.step, form_data={"step": "decide", "on": day, "decision": ""})
    assert page.variable(CaseState, "errors")["decision"].sv == "Välj vad som beslutades."


def test_the_day_the_home_municipality_was_told_is_noted_and_stands_before_school_and_family(
    tab: Tab, case: UUID, school: School
):
    page, day = opened(tab, case), school.day.isoformat()
    for step, decision in (("investigate", ""), ("report", ""), ("decide", "municipality")):
        page.call(CaseState.step, form_data={"step": step, "on": day, "decision": decision})
    assert (page.variable(CaseState, "case").steps, page.variable(CaseState, "is_sent")) == (("municipality",), False)
    page.call(CaseState.step, form_data={"step": "municipality", "on": day})
    assert (page.variable(CaseState, "case").steps, page.variable(CaseState, "is_sent")) == (("close",), True)
    family = tab("rut", Workspace.GUARDIAN)
    family.open("/franvarouppfoljning")
    assert "18 nov" in family.variable(FamilyCasesState, "cases")[0].municipality.sv


@pytest.mark.parametrize("form", [{}, {"step": "burn", "on": "2026-11-18"}, {"step": "investigate", "on": "i går"}])
def test_what_is_no_step_is_said_at_its_field(tab: Tab, case: UUID, form: dict[str, str]):
    page = opened(tab, case)
    page.call(CaseState.step, form_data=form)
    assert page.variable(CaseState, "errors")
    assert page.variable(CaseState, "case").stage == "follow_up"


@pytest.mark.parametrize(("answer", "stands"), [("keep_mine", "min"), ("take_theirs", "deras")])
def test_of_two_texts_both_are_shown_and_one_is_chosen(tab: Tab, case: UUID, answer: str, stands: str):
    mine, other = opened(tab, case), opened(tab, case, "principal", Workspace.PRINCIPAL)
    other.call(CaseState.write, words="deras")
    mine.call(CaseState.refresh)
    mine.call(CaseState.write, words="min")
    assert mine.variable(CaseState, "has_clash")
    assert (mine.variable(CaseState, "theirs"), mine.variable(CaseState, "theirs_by")) == ("deras", "Rektor Ros")
    mine.call(getattr(CaseState, answer))
    assert not mine.variable(CaseState, "has_clash")
    assert opened(tab, case).variable(CaseState, "case").analysis == stands


def test_who_does_not_follow_up_the_student_meets_a_case_that_is_not_there(tab: Tab, case: UUID):
    for name, workspace in (("colleague", Workspace.TEACHER), ("administrator", Workspace.ADMINISTRATOR)):
        page = opened(tab, case, name, workspace)
        page.call(CaseState.step, form_data={"step": "close", "on": "2026-11-18"})
        assert "Alva" not in str(page.state())
    assert opened(tab, case).variable(CaseState, "case").stage == "follow_up"


def test_the_family_opens_its_own_page(tab: Tab, case: UUID):
    page = tab("rut", Workspace.GUARDIAN)
    page.open("/franvarouppfoljning")
    assert [one.name for one in page.variable(FamilyCasesState, "cases")] == ["Alva Ask"]


def test_a_page_that_could_not_be_read_says_so_until_it_can(tab: Tab, case: UUID, monkeypatch: pytest.MonkeyPatch):
    """What nobody foresaw: the page does not wait for ever, and the next one is not blamed for it."""
    page = tab("teacher", Workspace.TEACHER)
    with monkeypatch.context() as broken:
        broken.setattr(cases, "passed_limits", lambda *_: 1 / 0)
        page.open("/franvaroarenden")
    assert said(page) == "Det gick inte den här gången. Inget har ändrats. Försök igen."
    page.call(ShellState.dismiss)
    assert (page.variable(CasesState, "ready"), page.variable(ShellState, "has_failed")) == (False, True)
    page.open("/franvaroarenden")
    assert (page.variable(CasesState, "ready"), page.variable(ShellState, "has_failed")) == (True, False)
