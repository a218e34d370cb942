"""The pages of peer response, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.handin_task import HandInState
from skolplattform.planning.pages.peer_child import ChildPeersState
from skolplattform.planning.pages.peer_open import GROUP, PeerOpenState
from skolplattform.planning.pages.peer_respond import PeerRespondState
from skolplattform.planning.pages.peer_round import PeerRoundState
from skolplattform.planning.pages.work_own import OwnWorkState
from skolplattform.ui.shell_state import ShellState
from tests.planning.hand_in_world import hand_in, key, put_task
from tests.planning.peer_world import ALVA_WROTE, BO_WROTE, answer, dealt_out, respond, to_answer
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Open:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def exchange(tab: Open, row: UUID, who: str = "teacher") -> InProcessTab:
    page = tab(who, Workspace.TEACHER)
    page.open("/kamratrespons/[round_id]", round_id=str(row))
    return page


def reading(tab: Open, response: UUID, who: str) -> InProcessTab:
    page = tab(who, Workspace.STUDENT)
    page.open("/las-och-svara/[response_id]", response_id=str(response))
    return page


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_teacher_asks_and_deals_out(tab: Open, school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, ALVA_WROTE)
    hand_in(school.classmate, work, BO_WROTE)
    page = tab("teacher", Workspace.TEACHER)
    page.open("/inlamningar/[work_id]/kamratrespons", work_id=str(work))
    form = {GROUP + str(school.class_7a): "on", "names": "anonymous", "shown": "on_release", "each": "1"}
    page.call(PeerOpenState.open, form_data=form)
    assert list(page.variable(PeerOpenState, "errors")) == ["questions"]
    page.call(PeerOpenState.open, form_data={**form, "questions": "Vad förstod du?", "each": "många"})
    assert list(page.variable(PeerOpenState, "errors")) == ["each"]
    page.call(PeerOpenState.open, form_data={**form, "questions": "Vad förstod du?"})
    page.open("/inlamningar/[work_id]/kamratrespons", work_id=str(work))
    (line,) = page.variable(PeerOpenState, "shown").opened
    page = exchange(tab, UUID(line.id))
    page.call(PeerRoundState.deal, key=key())
    assert said(page) == "Utdelat till 2 elever"
    student = tab("bo", Workspace.STUDENT)
    student.open("/prov")
    assert [one.state for one in student.variable(OwnWorkState, "peers")] == ["new"]


def test_a_student_reads_and_responds_and_the_classmate_reads_it_when_it_is_released(tab: Open, school: School) -> None:
    work, row = dealt_out(school)
    response = to_answer(school.classmate, work)
    page, student = exchange(tab, row), reading(tab, response, "bo")
    assert student.variable(PeerRespondState, "shown").text == ALVA_WROTE
    student.call(PeerRespondState.write, response_id=str(response), field="works", text="Tydlig början")
    assert student.variable(PeerRespondState, "saved_at") == "10:15"
    student.call(PeerRespondState.send, form_data={"works": "Tydlig början", "next_step": " "})
    assert list(student.variable(PeerRespondState, "errors")) == ["next_step"]
    student.call(PeerRespondState.send, form_data={"works": "Tydlig början", "next_step": "Ge ett exempel"})
    assert (said(student), student.variable(PeerRespondState, "shown").may_write) == ("Skickat", False)
    page.call(PeerRoundState.refresh)
    assert page.variable(PeerRoundState, "shown").sent == 1
    page.call(PeerRoundState.release, key=key())
    alva = tab("alva", Workspace.STUDENT)
    alva.open("/prov/[work_id]", work_id=str(work))
    (got,) = alva.variable(HandInState, "peers").got
    assert (got.by, got.works) == ("", "Tydlig början")
    assert "Björk" not in str(alva.updates)


def test_home_follows_the_own_childs_part(tab: Open, school: School) -> None:
    work, _ = dealt_out(school, at_once=True)
    respond(school.classmate, to_answer(school.classmate, work))
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/kamratrespons", child_id=str(school.people["alva"]))
    (home,) = guardian.variable(ChildPeersState, "exchanges")
    assert home.got[0].next_step == "Ge ett exempel"
    assert BO_WROTE not in str(guardian.updates)
    guardian.open("/barn/[child_id]/kamratrespons", child_id=str(school.people["bo"]))
    assert guardian.variable(ChildPeersState, "missing")


def test_an_unkind_response_is_hidden_with_a_reason_and_may_be_shown_again(tab: Open, school: School) -> None:
    work, row = dealt_out(school, at_once=True)
    response = to_answer(school.classmate, work)
    respond(school.classmate, response)
    page, writer = exchange(tab, row), reading(tab, response, "bo")
    page.call(PeerRoundState.begin_hiding, response_id=str(response))
    page.call(PeerRoundState.hide, form_data={"response": str(response), "why": ""})
    assert list(page.variable(PeerRoundState, "errors")) == ["why"]
    page.call(PeerRoundState.hide, form_data={"response": str(response), "why": "Skriv om arbetet"})
    assert (said(page), page.variable(PeerRoundState, "hiding")) == ("Svaret är dolt", "")
    writer.call(PeerRespondState.refresh)
    assert writer.variable(PeerRespondState, "shown").why == "Skriv om arbetet"
    page.call(PeerRoundState.show_again, response_id=str(response))
    assert not page.variable(PeerRoundState, "shown").texts[0].is_hidden
    page.call(PeerRoundState.hide, form_data={"response": str(work), "why": "x"})
    assert not page.variable(PeerRoundState, "shown").texts[0].is_hidden


def test_when_somebody_is_away_the_open_page_of_theirs_says_that_there_is_nothing(tab: Open, school: School) -> None:
    work, row = dealt_out(school)
    response = to_answer(school.classmate, work)
    page, writer = exchange(tab, row), reading(tab, response, "bo")
    page.call(PeerRoundState.deal_to_others, student_id=str(school.people["bo"]), key=key())
    shown = page.variable(PeerRoundState, "shown")
    assert (shown.dealt, shown.lacking) == (1, 1)
    writer.call(PeerRespondState.refresh)
    assert writer.variable(PeerRespondState, "missing")
    page.call(PeerRoundState.close, key=key())
    assert page.variable(PeerRoundState, "shown").is_closed


def test_of_two_devices_one_chooses_the_words(tab: Open, school: School) -> None:
    work, _ = dealt_out(school)
    response = to_answer(school.classmate, work)
    phone, computer = reading(tab, response, "bo"), reading(tab, response, "bo")
    computer.call(PeerRespondState.write, response_id=str(response), field="works", text="På datorn")
    phone.call(PeerRespondState.write, response_id=str(response), field="works", text="På mobilen")
    assert phone.variable(PeerRespondState, "clash").theirs == "På datorn"
    phone.call(PeerRespondState.keep_mine)
    assert answer(school.classmate, response).works == "På mobilen"
    computer.call(PeerRespondState.write, response_id=str(response), field="works", text="Igen")
    computer.call(PeerRespondState.take_theirs)
    assert computer.variable(PeerRespondState, "shown").works == "På mobilen"


def test_what_is_not_theirs_is_as_if_it_did_not_exist(tab: Open, school: School) -> None:
    work, row = dealt_out(school)
    assert reading(tab, to_answer(school.classmate, work), "alva").variable(PeerRespondState, "missing")
    assert exchange(tab, row, "colleague").variable(PeerRoundState, "missing")
    page = tab("colleague", Workspace.TEACHER)
    page.open("/inlamningar/[work_id]/kamratrespons", work_id=str(work))
    assert page.variable(PeerOpenState, "missing")
