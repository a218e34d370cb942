"""The pages of tests and tasks, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.work_calendar import WorkCalendarState
from skolplattform.planning.pages.work_child import ChildWorkState
from skolplattform.planning.pages.work_editor import NEW, WorkEditorState
from skolplattform.planning.pages.work_own import OwnWorkState
from skolplattform.planning.pages.work_school import SchoolWorkState
from skolplattform.planning.set_work.forms import GROUP
from skolplattform.ui.shell_state import ShellState
from tests.planning.work_world import TUESDAY, add_spanish, ahead, put, put_spanish, wanted
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str, Workspace], InProcessTab]
ROUTE = "/provkalender/[group_id]/[work_id]"


@pytest.fixture
def tab(school: School, pages: Pages) -> Open:
    with db.unit() as session:
        add_spanish(session, school)
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def edit(tab: Open, school: School, work: object = NEW, who: str = "teacher") -> InProcessTab:
    page = tab(who, Workspace.TEACHER)
    page.open(ROUTE, group_id=str(school.class_7a), work_id=str(work))
    return page


def sent(school: School, **fields: str) -> dict[str, str]:
    return {"kind": "test", "title": "Bråk", "day": TUESDAY.isoformat(), f"{GROUP}{school.class_7a}": "on"} | fields


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_teacher_is_warned_when_the_day_is_chosen_and_sets_the_test_all_the_same(tab: Open, school: School) -> None:
    put_spanish(school)
    page = edit(tab, school)
    page.call(WorkEditorState.choose, field="day", value=TUESDAY.isoformat())
    weighed = page.variable(WorkEditorState, "weighed")
    assert weighed.warnings[0].sv == "1 av 3 elever får fler än 1 prov samma dag, som mest 2."
    assert [(line.title, line.subject) for line in weighed.lines] == [("Glosor", "Spanska")]
    page.call(WorkEditorState.choose, field="kind", value="hand_in")
    assert page.variable(WorkEditorState, "weighed").is_clear
    page.call(WorkEditorState.save, form_data=sent(school))
    assert said(page) == "Sparat i kalendern"
    assert any("redirect" in name for name in page.events())
    assert ahead(school.student, school.people["alva"]) == ["Bråk", "Glosor"]


def test_a_day_that_is_being_typed_and_a_group_unticked_are_no_errors(tab: Open, school: School) -> None:
    page = edit(tab, school)
    page.call(WorkEditorState.choose, field="day", value="")
    page.call(WorkEditorState.choose, field="day", value=TUESDAY.isoformat())
    page.call(WorkEditorState.tick, group_id=str(school.class_7a), picked=False)
    assert page.variable(WorkEditorState, "weighed").week == ""
    assert page.variable(WorkEditorState, "errors") == {}


@pytest.mark.parametrize(("field", "value"), [("title", " "), ("day", "i morgon"), ("plan", "ingen"), ("kind", "")])
def test_what_is_wrong_is_said_at_its_field(tab: Open, school: School, field: str, value: str) -> None:
    page = edit(tab, school)
    page.call(WorkEditorState.save, form_data=sent(school, **{field: value}))
    assert list(page.variable(WorkEditorState, "errors")) == [field]
    assert ahead(school.student, school.people["alva"]) == []


def test_of_two_savings_the_second_is_shown_what_the_first_wrote(tab: Open, school: School) -> None:
    work = put(school, wanted(school.class_7a))
    mine, theirs = edit(tab, school, work), edit(tab, school, work)
    theirs.call(WorkEditorState.save, form_data=sent(school, title="Deras"))
    mine.call(WorkEditorState.save, form_data=sent(school, title="Mitt"))
    assert mine.variable(WorkEditorState, "theirs").title == "Deras"
    assert ahead(school.student, school.people["alva"]) == ["Deras"]
    mine.call(WorkEditorState.save, form_data=sent(school, title="Mitt"))
    assert ahead(school.student, school.people["alva"]) == ["Mitt"]


def test_what_is_taken_away_can_be_undone(tab: Open, school: School) -> None:
    page = edit(tab, school, put(school, wanted(school.class_7a)))
    page.call(WorkEditorState.take_away)
    assert (said(page), page.variable(ShellState, "message").can_undo) == ("Borttaget ur kalendern", True)
    assert ahead(school.student, school.people["alva"]) == []
    page.call(WorkEditorState.undo)
    assert page.variable(WorkEditorState, "taken") == 0
    assert ahead(school.student, school.people["alva"]) == ["Bråk"]


def test_the_calendar_shows_the_weeks_and_more_of_them(tab: Open, school: School) -> None:
    put(school, wanted(school.class_7a))
    page = tab("teacher", Workspace.TEACHER)
    page.open("/provkalender/[group_id]", group_id=str(school.class_7a))
    shown = page.variable(WorkCalendarState, "shown")
    assert (len(shown.weeks), shown.has_more, shown.weeks[1].lines[0].own) == (8, True, True)
    page.call(WorkCalendarState.more)
    put(school, wanted(school.class_7a, title="Procent"))
    page.call(WorkCalendarState.refresh)
    shown = page.variable(WorkCalendarState, "shown")
    assert (len(shown.weeks), len(shown.weeks[1].lines)) == (31, 2)


def test_another_teachers_group_and_work_are_as_if_they_did_not_exist(tab: Open, school: School) -> None:
    page = edit(tab, school, put(school, wanted(school.class_7a)), who="colleague")
    assert page.variable(WorkEditorState, "missing")
    page.open("/provkalender/[group_id]", group_id=str(school.class_7a))
    assert page.variable(WorkCalendarState, "missing")
    page.open(ROUTE, group_id=str(school.class_7b), work_id="nonsens")
    assert page.variable(WorkEditorState, "missing")


def test_student_and_guardian_see_what_comes_and_no_other_childs(tab: Open, school: School) -> None:
    put(school, wanted(school.class_7a))
    student = tab("alva", Workspace.STUDENT)
    student.open("/prov")
    assert [line.title for line in student.variable(OwnWorkState, "coming").weeks[0].lines] == ["Bråk"]
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/prov", child_id=str(school.people["alva"]))
    assert guardian.variable(ChildWorkState, "coming").weeks[0].lines[0].own is False
    put(school, wanted(school.class_7a, title="Procent"))
    guardian.call(ChildWorkState.refresh)
    assert len(guardian.variable(ChildWorkState, "coming").weeks[0].lines) == 2
    guardian.open("/barn/[child_id]/prov", child_id=str(school.people["bo"]))
    assert guardian.variable(ChildWorkState, "missing")
    assert guardian.variable(ChildWorkState, "coming").weeks == ()


def test_a_head_sees_the_classes_and_decides_the_numbers(tab: Open, school: School) -> None:
    put_spanish(school)
    page = tab("principal", Workspace.PRINCIPAL)
    page.open("/provbelastning")
    assert [row.name for row in page.variable(SchoolWorkState, "shown").classes] == ["7A", "7B"]
    numbers = {"tests_a_day": "2", "tests_a_week": "4", "work_a_week": "6", "valid_from": "2026-11-18"}
    page.call(SchoolWorkState.decide, form_data=numbers | {"work_a_week": "många"})
    assert list(page.variable(SchoolWorkState, "errors")) == ["work_a_week"]
    page.call(SchoolWorkState.decide, form_data=numbers)
    assert page.variable(SchoolWorkState, "shown").tests_a_day == "2"
    assert said(page) == "Gränserna är sparade"
