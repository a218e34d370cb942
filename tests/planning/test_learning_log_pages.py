"""The pages of the learning log, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.log_child import ChildLogState
from skolplattform.planning.pages.log_entry import LogEntryState
from skolplattform.planning.pages.log_group import GroupLogState
from skolplattform.planning.pages.log_own import OwnLogState
from skolplattform.ui.shell_state import ShellState
from tests.planning.log_world import draft, opened, shown, write
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Open:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def entry_page(tab: Open, entry: object, who: str = "alva") -> InProcessTab:
    page = tab(who, Workspace.STUDENT)
    page.open("/loggen/[entry_id]", entry_id=str(entry))
    return page


def group_page(tab: Open, school: School, who: str = "teacher") -> InProcessTab:
    page = tab(who, Workspace.TEACHER)
    page.open("/logg/[group_id]/[syllabus_id]", group_id=str(school.class_7a), syllabus_id=str(school.syllabus))
    return page


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_student_begins_writes_shows_and_takes_back(tab: Open, school: School) -> None:
    own = tab("alva", Workspace.STUDENT)
    own.open("/loggen")
    own.call(OwnLogState.begin, key=own.variable(OwnLogState, "key"))
    own.call(OwnLogState.refresh)
    ((log,),) = (own.variable(OwnLogState, "subjects"),)
    page = entry_page(tab, log.written[0].id)
    page.call(LogEntryState.write, entry_id=log.written[0].id, field="title", text="Om bråk")
    assert page.variable(LogEntryState, "saved_at") == "10:15"
    fields = {"title": "Om bråk", "text": "Vi delade en pizza.", "learnt": "", "next_step": ""}
    page.call(LogEntryState.show, form_data=fields)
    assert list(page.variable(LogEntryState, "errors")) == ["place"]
    page.call(LogEntryState.move, place=f"{school.class_7a}:{school.syllabus}")
    page.call(LogEntryState.show, form_data=fields)
    assert said(page) == "Inlägget visas för läraren"
    found = page.variable(LogEntryState, "shown")
    assert (found.may_write, found.may_take_back, found.entry.text) == (False, True, "Vi delade en pizza.")
    page.call(LogEntryState.take_back)
    assert page.variable(LogEntryState, "shown").may_write
    page.call(LogEntryState.move, place="free")
    assert page.variable(LogEntryState, "shown").place == ""


def test_of_two_devices_both_texts_are_shown_and_one_is_chosen(tab: Open, school: School) -> None:
    entry = draft(school, school.student)
    phone, computer = entry_page(tab, entry), entry_page(tab, entry)
    computer.call(LogEntryState.write, entry_id=str(entry), field="text", text="På datorn")
    phone.call(LogEntryState.write, entry_id=str(entry), field="text", text="På mobilen")
    assert phone.variable(LogEntryState, "clash").theirs == "På datorn"
    phone.call(LogEntryState.keep_mine)
    assert opened(school.student, entry).entry.text == "På mobilen"
    computer.call(LogEntryState.write, entry_id=str(entry), field="text", text="På datorn igen")
    computer.call(LogEntryState.take_theirs)
    assert computer.variable(LogEntryState, "shown").entry.text == "På mobilen"


def test_anothers_entry_is_as_if_it_did_not_exist(tab: Open, school: School) -> None:
    entry = shown(school, school.student)
    assert entry_page(tab, entry, "bo").variable(LogEntryState, "missing")
    assert entry_page(tab, "nonsens").variable(LogEntryState, "missing")
    assert group_page(tab, school, "colleague").variable(GroupLogState, "missing")


def test_a_teacher_comments_and_observes_and_the_open_page_of_the_student_follows(tab: Open, school: School) -> None:
    entry = shown(school, school.student)
    student, page = entry_page(tab, entry), group_page(tab, school)
    page.call(GroupLogState.comment, form_data={"entry": str(entry), "comment": "Fint tänkt"})
    assert said(page) == "Kommentaren är skickad"
    student.call(LogEntryState.refresh)
    assert [note.text for note in student.variable(LogEntryState, "shown").entry.notes] == ["Fint tänkt"]
    form = {"student": "", "title": "Hjälpte", "text": "Förklarade lugnt."}
    page.call(GroupLogState.observe, form_data=form)
    assert list(page.variable(GroupLogState, "errors")) == ["student"]
    page.call(GroupLogState.observe, form_data=form | {"student": str(school.people["alva"])})
    assert [one.title for one in page.variable(GroupLogState, "shown").written] == ["Hjälpte", "Om bråk"]
    page.call(GroupLogState.turn, number=2)
    assert page.variable(GroupLogState, "shown").number == 1


def test_a_guardian_reads_what_each_child_shows_and_no_draft(tab: Open, school: School) -> None:
    entry = draft(school, school.student)
    write(school.student, entry, "text", "Hemligt utkast")
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/logg", child_id=str(school.people["alva"]))
    assert guardian.variable(ChildLogState, "subjects") == ()
    shown(school, school.student, "Det här visar jag")
    guardian.call(ChildLogState.refresh)
    ((log,),) = (guardian.variable(ChildLogState, "subjects"),)
    assert [one.title for one in log.written] == ["Det här visar jag"]
    assert "Hemligt" not in str(guardian.updates)
    guardian.open("/barn/[child_id]/logg", child_id=str(school.people["bo"]))
    assert guardian.variable(ChildLogState, "missing")
