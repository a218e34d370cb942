"""The pages of discussions, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.discussion_child import ChildDiscussionsState
from skolplattform.planning.pages.discussion_list import DiscussionsState
from skolplattform.planning.pages.discussion_thread import ThreadState
from skolplattform.planning.pages.discussion_unit import OpenDiscussionState
from skolplattform.planning.pages.published import PublishedState
from skolplattform.ui.shell_state import ShellState
from tests.planning.plans import filled, publish
from tests.planning.talk_world import QUESTION, opened, say, texts
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(planned: School, pages: Pages) -> Open:
    return lambda name, workspace: pages.tab(cookie(planned.people[name], workspace))


def thread_page(tab: Open, talk: object, who: str = "alva") -> InProcessTab:
    page = tab(who, Workspace.TEACHER if who in {"teacher", "colleague"} else Workspace.STUDENT)
    page.open("/diskussioner/[discussion_id]", discussion_id=str(talk))
    return page


def send(page: InProcessTab, task: str, about: object, text: str) -> None:
    page.call(ThreadState.send, form_data={"task": task, "about": str(about), "text": text})


def seen(page: InProcessTab) -> list[str]:
    return [one.text for one in page.variable(ThreadState, "shown").said]


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_teacher_asks_and_the_students_unit_and_list_show_it(tab: Open, planned: School) -> None:
    plan = filled(planned)
    page = tab("teacher", Workspace.TEACHER)
    page.open("/planering/[plan_id]/diskussion", plan_id=str(plan))
    assert page.variable(OpenDiscussionState, "shown").groups == ()
    publish(planned, plan)
    page.call(OpenDiscussionState.refresh)
    form = {"question": "", "closes_on": "2026-11-25", "link": "", f"group-{planned.class_7a}": True}
    page.call(OpenDiscussionState.open, form_data=form)
    assert list(page.variable(OpenDiscussionState, "errors")) == ["question"]
    page.call(OpenDiscussionState.open, form_data=form | {"question": QUESTION, "link": "http://mote.example.se"})
    assert list(page.variable(OpenDiscussionState, "errors")) == ["link"]
    page.call(OpenDiscussionState.open, form_data=form | {"question": QUESTION, "answers_first": True})
    assert said(page) == "Diskussionen är öppen"
    assert [one.question for one in page.variable(OpenDiscussionState, "shown").opened] == [QUESTION]
    student = tab("alva", Workspace.STUDENT)
    student.open("/diskussioner")
    (line,) = student.variable(DiscussionsState, "shown").lines
    assert (line.question, line.waits) == (QUESTION, True)
    student.open("/planeringar/[plan_id]", plan_id=str(plan))
    assert [one.id for one in student.variable(PublishedState, "talks")] == [line.id]
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/planeringar/[plan_id]", plan_id=str(plan))
    assert guardian.variable(PublishedState, "talks") == ()


def test_students_write_answer_change_and_take_back_and_open_pages_follow(tab: Open, planned: School) -> None:
    talk = opened(planned)
    alva, bo = thread_page(tab, talk), thread_page(tab, talk, "bo")
    send(alva, "new", talk, " ")
    assert list(alva.variable(ThreadState, "errors")) == ["text"]
    send(alva, "new", talk, "Minustecknet")
    assert said(alva) == "Inlägget är skickat"
    bo.call(ThreadState.write, task="new", about=str(talk), text="Halvskrivet")
    bo.call(ThreadState.refresh)
    assert (seen(bo), bo.variable(ThreadState, "writing").task) == (["Minustecknet"], "new")
    root = bo.variable(ThreadState, "shown").said[0].id
    bo.call(ThreadState.begin, task="answer", about=root)
    send(bo, "answer", root, "Samma här")
    assert bo.variable(ThreadState, "writing").text == "Halvskrivet"
    alva.call(ThreadState.refresh)
    assert seen(alva) == ["Minustecknet", "Samma här"]
    alva.call(ThreadState.begin, task="edit", about=root)
    send(alva, "edit", root, "Minustecknet framför parentesen")
    assert seen(alva)[0] == "Minustecknet framför parentesen"
    alva.call(ThreadState.withdraw, contribution_id=root, version=2)
    bo.call(ThreadState.refresh)
    assert seen(bo) == ["", "Samma här"]


def test_words_are_kept_while_they_are_written_and_of_two_devices_one_is_chosen(tab: Open, planned: School) -> None:
    talk = opened(planned)
    phone, computer = thread_page(tab, talk), thread_page(tab, talk)
    computer.call(ThreadState.write, task="new", about=str(talk), text="På datorn")
    assert computer.variable(ThreadState, "saved_at") == "10:15"
    phone.call(ThreadState.write, task="new", about=str(talk), text="På mobilen")
    assert phone.variable(ThreadState, "clash").theirs == "På datorn"
    phone.call(ThreadState.keep_mine)
    assert thread_page(tab, talk).variable(ThreadState, "writing").text == "På mobilen"
    computer.call(ThreadState.write, task="new", about=str(talk), text="På datorn igen")
    computer.call(ThreadState.take_theirs)
    assert computer.variable(ThreadState, "writing").text == "På mobilen"


def test_a_report_reaches_the_teacher_who_hides_says_why_and_closes(tab: Open, planned: School) -> None:
    talk = opened(planned)
    rude, other = say(planned.student, talk, "Något elakt"), say(planned.student, talk, "Något annat")
    bo, teacher, alva = thread_page(tab, talk, "bo"), thread_page(tab, talk, "teacher"), thread_page(tab, talk)
    for about in (rude, other):
        bo.call(ThreadState.begin, task="report", about=str(about))
        send(bo, "report", about, "Det är elakt")
    teacher.call(ThreadState.refresh)
    assert all(one.reports for one in teacher.variable(ThreadState, "shown").said)
    teacher.call(ThreadState.let_stand, contribution_id=str(other), version=1)
    teacher.call(ThreadState.begin, task="hide", about=str(rude))
    send(teacher, "hide", rude, "Skriv om arbetet")
    for page in (bo, alva):
        page.call(ThreadState.refresh)
    assert seen(bo) == ["Något annat", ""]
    assert "Skriv om arbetet" not in str(bo.updates)
    assert alva.variable(ThreadState, "shown").said[1].why == "Skriv om arbetet"
    hidden = next(one for one in teacher.variable(ThreadState, "shown").said if one.id == str(rude))
    teacher.call(ThreadState.show_again, contribution_id=str(rude), version=hidden.version)
    assert texts(planned.classmate, talk) == ["Något annat", "Något elakt"]
    teacher.call(ThreadState.close, key=teacher.variable(ThreadState, "key"))
    bo.call(ThreadState.refresh)
    assert not bo.variable(ThreadState, "shown").is_open
    form = {"closes_on": "2026-11-30", "link": "https://mote.example.se/7a"}
    teacher.call(ThreadState.change_terms, form_data=form)
    bo.call(ThreadState.refresh)
    now = bo.variable(ThreadState, "shown")
    assert (now.is_open, now.host, now.link) == (True, "mote.example.se", form["link"])


def test_anothers_discussion_is_as_if_it_did_not_exist(tab: Open, planned: School) -> None:
    talk = opened(planned)
    for who, address in (("dag", talk), ("colleague", talk), ("alva", "nonsens")):
        assert thread_page(tab, address, who).variable(ThreadState, "missing")
    page = tab("colleague", Workspace.TEACHER)
    page.open("/planering/[plan_id]/diskussion", plan_id=str(talk))
    assert page.variable(OpenDiscussionState, "missing")


def test_a_guardian_reads_the_own_childs_words_and_none_of_the_others_reach_the_browser(
    tab: Open, planned: School
) -> None:
    talk = opened(planned)
    say(planned.classmate, talk, "Bos egna ord")
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/diskussioner", child_id=str(planned.people["alva"]))
    assert guardian.variable(ChildDiscussionsState, "written") == ()
    say(planned.student, talk, "Alvas egna ord")
    guardian.call(ChildDiscussionsState.refresh)
    ((found,),) = (guardian.variable(ChildDiscussionsState, "written"),)
    assert [one.text for one in found.said] == ["Alvas egna ord"]
    assert "Bos egna ord" not in str(guardian.updates)
    guardian.open("/barn/[child_id]/diskussioner", child_id=str(planned.people["bo"]))
    assert guardian.variable(ChildDiscussionsState, "missing")
