"""The pages of warnings, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.assessment.pages.risk_begin import RiskBeginState
from skolplattform.assessment.pages.risk_list import RiskListState
from skolplattform.assessment.pages.risk_one import RiskOneState
from skolplattform.assessment.pages.risk_own import RiskOwnState
from skolplattform.assessment.pages.risk_school import RiskSchoolState
from skolplattform.core.actor import Workspace
from skolplattform.ui.shell_state import ShellState
from tests.assessment.conftest import SECOND
from tests.assessment.risk_world import at_home, begun, seen, sent
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[[str, Workspace], InProcessTab]
ONE = "/varningar/[warning_id]"


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def one(tab: Tab, warning: object, name: str = "teacher", workspace: Workspace = Workspace.TEACHER) -> InProcessTab:
    page = tab(name, workspace)
    page.open(ONE, warning_id=str(warning))
    return page


def test_a_teacher_writes_sends_and_sees_who_has_read(tab: Tab, school: School) -> None:
    page = tab("teacher", Workspace.TEACHER)
    page.open("/varningar/skriv/[activity_id]", activity_id=str(school.activity))
    assert [row.name for row in page.variable(RiskBeginState, "group").students][:2] == ["Alva Ask", "Bo Björk"]
    page.call(RiskBeginState.begin, student_id=str(school.people["alva"]))
    assert any("redirect" in name for name in page.events())
    warning = begun(school)
    page.open(ONE, warning_id=str(warning))
    for field, value in (("missing", "Två prov."), ("support", "Stugtid."), ("next_step", "Omprov på fredag.")):
        page.call(RiskOneState.write, warning_id=str(warning), field=field, value=value)
    page.call(RiskOneState.tick, criterion_id=str(SECOND), picked=True)
    page.call(RiskOneState.send)
    shown = page.variable(RiskOneState, "shown")
    assert (shown.state, [item.name for item in shown.criteria]) == ("sent", ["Metodval"])
    assert page.variable(ShellState, "message").said.sv == "Varningen är skickad"
    home = tab("rut", Workspace.GUARDIAN)
    home.open("/mina-varningar")
    (read,) = home.variable(RiskOwnState, "warnings")
    home.call(RiskOwnState.confirm, warning_id=read.id)
    page.call(RiskOneState.refresh)
    readers = page.variable(RiskOneState, "shown").readers
    assert [reader.name for reader in readers if reader.has_read] == ["Rut Ask"]


def test_what_is_not_written_is_asked_for_at_its_field(tab: Tab, school: School) -> None:
    warning = begun(school)
    page = one(tab, warning)
    page.call(RiskOneState.write, warning_id=str(warning), field="missing", value="Två prov.")
    page.call(RiskOneState.send)
    assert list(page.variable(RiskOneState, "errors")) == ["support"]
    assert at_home(school.student) == ()


def test_of_two_who_write_neither_loses_a_word(tab: Tab, school: School) -> None:
    warning = begun(school)
    mine, theirs = one(tab, warning), one(tab, warning)
    theirs.call(RiskOneState.write, warning_id=str(warning), field="missing", value="Deras.")
    mine.call(RiskOneState.write, warning_id=str(warning), field="missing", value="Mitt.")
    assert mine.variable(RiskOneState, "theirs").missing == "Deras."
    mine.call(RiskOneState.write, warning_id=str(warning), field="missing", value="Mitt!")
    assert (seen(school.teacher, warning).missing, mine.variable(RiskOneState, "theirs").id) == ("Mitt!", "")


def test_late_letters_never_reach_another_students_warning(tab: Tab, school: School) -> None:
    warning = begun(school)
    page = one(tab, begun(school, "bo"))
    page.call(RiskOneState.write, warning_id=str(warning), field="missing", value="Om Alva.")
    assert page.variable(RiskOneState, "shown").missing == ""


def test_it_ends_with_a_reason_that_home_reads(tab: Tab, school: School) -> None:
    page = one(tab, sent(school))
    page.call(RiskOneState.end, form_data={"ending": "caught_up", "why": ""})
    assert list(page.variable(RiskOneState, "errors")) == ["why"]
    page.call(RiskOneState.end, form_data={"ending": "caught_up", "why": "Klart."})
    assert page.variable(RiskOneState, "shown").state == "ended"
    student = tab("alva", Workspace.STUDENT)
    student.open("/mina-varningar")
    assert student.variable(RiskOwnState, "warnings")[0].ended_why == "Klart."


def test_a_draft_is_thrown_away(tab: Tab, school: School) -> None:
    warning = begun(school)
    page = one(tab, warning)
    page.call(RiskOneState.drop)
    page.open(ONE, warning_id=str(warning))
    assert page.variable(RiskOneState, "missing")


def test_the_list_follows_what_is_confirmed(tab: Tab, school: School) -> None:
    warning = sent(school)
    page = tab("teacher", Workspace.TEACHER)
    page.open("/varningar")
    (row,) = page.variable(RiskListState, "holding")
    assert (row.student, row.confirmed, row.expected) == ("Alva Ask", 0, 3)
    assert [group.name for group in page.variable(RiskListState, "groups")] == ["Matematik 7A"]
    student = tab("alva", Workspace.STUDENT)
    student.open("/mina-varningar")
    student.call(RiskOwnState.confirm, warning_id=str(warning))
    page.call(RiskListState.refresh)
    assert page.variable(RiskListState, "holding")[0].confirmed == 1


def test_a_head_sees_the_school_opens_one_and_decides_the_wait(tab: Tab, school: School) -> None:
    warning = sent(school)
    page = tab("principal", Workspace.PRINCIPAL)
    page.open("/varningar-i-skolan")
    assert page.variable(RiskSchoolState, "shown").warned == 1
    page.call(RiskSchoolState.decide, form_data={"remind_after": "många", "valid_from": "2026-11-18"})
    assert list(page.variable(RiskSchoolState, "errors")) == ["remind_after"]
    page.call(RiskSchoolState.decide, form_data={"remind_after": "3", "valid_from": "2026-11-18"})
    assert page.variable(RiskSchoolState, "shown").remind_after == 3
    opened = one(tab, warning, "principal", Workspace.PRINCIPAL)
    assert (opened.variable(RiskOneState, "shown").can_write, opened.variable(RiskOneState, "list_route")) == (
        False,
        "/varningar-i-skolan",
    )


def test_another_teachers_warning_is_as_if_it_did_not_exist(tab: Tab, school: School) -> None:
    page = one(tab, sent(school), "colleague")
    assert page.variable(RiskOneState, "missing")
    page.open("/varningar/skriv/[activity_id]", activity_id=str(school.activity))
    assert page.variable(RiskBeginState, "missing")
