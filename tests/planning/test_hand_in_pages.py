"""The pages of hand-ins, through the real gate and handlers, and the addresses of their files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.handin_pile import PileState
from skolplattform.planning.pages.handin_piles import PilesState
from skolplattform.planning.pages.handin_read import ReadingState
from skolplattform.planning.pages.handin_task import HandInState
from skolplattform.planning.pages.work_child import ChildWorkState
from skolplattform.planning.pages.work_editor import NEW, WorkEditorState
from skolplattform.planning.pages.work_own import OwnWorkState
from skolplattform.planning.set_work.forms import GROUP
from skolplattform.ui import routes
from skolplattform.ui.shell_state import ShellState
from tests.planning.hand_in_world import PDF, add_file, hand_in, key, put_task, seen, write
from tests.planning.work_world import TUESDAY
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Open:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def task(tab: Open, work: object, who: str = "alva") -> InProcessTab:
    page = tab(who, Workspace.STUDENT)
    page.open("/prov/[work_id]", work_id=str(work))
    return page


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_a_teacher_says_what_is_handed_in_and_the_students_have_a_task(tab: Open, school: School) -> None:
    page = tab("teacher", Workspace.TEACHER)
    page.open("/provkalender/[group_id]/[work_id]", group_id=str(school.class_7a), work_id=NEW)
    form = {"kind": "hand_in", "title": "Uppsats", "day": TUESDAY.isoformat(), f"{GROUP}{school.class_7a}": "on"}
    page.call(WorkEditorState.save, form_data=form | {"takes": "on", "due_time": "16:00"})
    assert list(page.variable(WorkEditorState, "errors")) == ["takes"]
    page.call(WorkEditorState.save, form_data=form | {"takes": "on", "takes_text": "on", "due_time": "fyra"})
    assert list(page.variable(WorkEditorState, "errors")) == ["due_time"]
    page.call(WorkEditorState.save, form_data=form | {"takes": "on", "takes_text": "on", "due_time": "16:00"})
    student = tab("alva", Workspace.STUDENT)
    student.open("/prov")
    (line,) = student.variable(OwnWorkState, "hand_ins")
    assert (line.title, line.due, line.state) == ("Uppsats", "2026-11-24T16:00", "none")
    page.open("/provkalender/[group_id]/[work_id]", group_id=str(school.class_7a), work_id=line.work_id)
    shown = page.variable(WorkEditorState, "form")
    assert (shown.takes, shown.takes_text, shown.takes_files, shown.takes_late) == (True, True, False, False)


def test_what_is_written_saves_itself_and_stands_there_after_a_restart(tab: Open, school: School) -> None:
    work = put_task(school)
    page = task(tab, work)
    page.call(HandInState.write, work_id=str(work), field="text", text="Det var")
    page.call(HandInState.write, work_id=str(work), field="text", text="Det var en gång")
    assert page.variable(HandInState, "saved_at") == "10:15"
    assert page.variable(HandInState, "clash").field == ""
    assert task(tab, work).variable(HandInState, "task").text == "Det var en gång"
    lost = tab("alva", Workspace.STUDENT)
    lost.call(HandInState.write, work_id=str(work), field="text", text="Något helt annat")
    clash = lost.variable(HandInState, "clash")
    assert (clash.mine, clash.theirs) == ("Något helt annat", "Det var en gång")


def test_of_two_devices_both_texts_are_shown_and_one_is_chosen(tab: Open, school: School) -> None:
    work = put_task(school)
    phone, computer = task(tab, work), task(tab, work)
    computer.call(HandInState.write, work_id=str(work), field="text", text="På datorn")
    phone.call(HandInState.write, work_id=str(work), field="text", text="På mobilen")
    assert phone.variable(HandInState, "clash").theirs == "På datorn"
    phone.call(HandInState.keep_mine)
    assert seen(school.student, work).text == "På mobilen"
    computer.call(HandInState.write, work_id=str(work), field="text", text="På datorn igen")
    computer.call(HandInState.take_theirs)
    assert computer.variable(HandInState, "task").text == "På mobilen"


def test_a_student_hands_in_what_stands_in_the_fields_and_takes_it_back(tab: Open, school: School) -> None:
    work = put_task(school)
    page = task(tab, work)
    page.call(HandInState.hand_in, form_data={"text": "  ", "link": ""})
    assert list(page.variable(HandInState, "errors")) == ["contents"]
    page.call(HandInState.hand_in, form_data={"text": "Klar", "link": "javascript:alert(1)"})
    assert list(page.variable(HandInState, "errors")) == ["link"]
    page.call(HandInState.hand_in, form_data={"text": "Klar", "link": ""})
    assert (said(page), page.variable(HandInState, "task").state) == ("Inlämnat", "handed_in")
    page.call(HandInState.take_back)
    assert page.variable(HandInState, "task").state == "draft"
    page.call(HandInState.hand_in, form_data={"text": "Klar nu", "link": ""})
    assert page.variable(HandInState, "task").handed[0].parts[0].text == "Klar nu"


def test_a_file_that_comes_meanwhile_does_not_touch_what_is_being_written(
    tab: Open, school: School, data_folder
) -> None:
    work = put_task(school)
    page = task(tab, work)
    revision = page.variable(HandInState, "revision")
    file = add_file(school.student, work)
    page.call(HandInState.refresh)
    assert [line.name for line in page.variable(HandInState, "task").files] == ["uppsats.pdf"]
    assert page.variable(HandInState, "revision") == revision
    page.call(HandInState.remove_file, file_id=str(file))
    assert page.variable(HandInState, "task").files == ()
    add_file(school.student, work)
    page.call(HandInState.hand_in, form_data={"text": "", "link": ""})
    assert page.variable(HandInState, "task").state == "handed_in"


def test_anothers_task_is_as_if_it_did_not_exist(tab: Open, school: School) -> None:
    assert task(tab, put_task(school), "dag").variable(HandInState, "missing")
    assert task(tab, "nonsens").variable(HandInState, "missing")


def test_a_guardian_follows_each_child_and_sees_no_draft(tab: Open, school: School) -> None:
    work = put_task(school)
    write(school.student, work, "Hemligt utkast")
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/prov", child_id=str(school.people["alva"]))
    assert [line.state for line in guardian.variable(ChildWorkState, "hand_ins")] == ["none"]
    assert "Hemligt" not in str(guardian.updates)
    hand_in(school.student, work)
    guardian.call(ChildWorkState.refresh)
    assert [line.state for line in guardian.variable(ChildWorkState, "hand_ins")] == ["handed_in"]
    assert "Hemligt" not in str(guardian.updates)
    guardian.open("/barn/[child_id]/prov", child_id=str(school.people["bo"]))
    assert guardian.variable(ChildWorkState, "hand_ins") == ()


def read(tab: Open, school: School, work: object, student: str = "alva", who: str = "teacher") -> InProcessTab:
    page = tab(who, Workspace.TEACHER)
    about = {"work_id": str(work), "student_id": str(school.people[student])}
    page.open("/inlamningar/[work_id]/[student_id]", **about)
    return page


def test_a_teacher_comes_from_the_piles_to_the_one_who_has_waited_longest(tab: Open, school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej på dig")
    page = tab("teacher", Workspace.TEACHER)
    page.open("/inlamningar")
    assert [(one.title, one.waiting) for one in page.variable(PilesState, "works")] == [("Uppsats", 1)]
    page.open("/inlamningar/[work_id]", work_id=str(work))
    assert page.variable(PileState, "shown").rows[0].student_id == str(school.people["alva"])
    hand_in(school.classmate, work, "Bo")
    page.call(PileState.refresh)
    assert page.variable(PileState, "shown").work.waiting == 2
    page.open("/inlamningar")
    page.call(PilesState.refresh)
    assert page.variable(PilesState, "works")[0].waiting == 2
    page.open("/inlamningar/[work_id]", work_id="nonsens")
    assert page.variable(PileState, "missing")


def test_a_teacher_marks_words_comments_and_sends(tab: Open, school: School) -> None:
    work, alva = put_task(school), str(school.people["alva"])
    hand_in(school.student, work, "Hej \U0001f600 på dig")
    page, student = read(tab, school, work), task(tab, work)
    page.call(ReadingState.mark, first=4, after=8)
    assert page.variable(ReadingState, "quote") == "\U0001f600 på"
    page.call(ReadingState.comment, form_data={"passage": "\U0001f600 på", "comment": "Fint!"})
    page.call(ReadingState.comment, form_data={"passage": "dig", "comment": "Vem?"})
    comments = page.variable(ReadingState, "shown").handed[0].comments
    assert [(one.quote, one.text) for one in comments] == [("\U0001f600 på", "Fint!"), ("dig", "Vem?")]
    page.call(ReadingState.comment, form_data={"passage": "står inte där", "comment": "x"})
    assert list(page.variable(ReadingState, "errors")) == ["passage"]
    page.call(ReadingState.remove_comment, comment_id=comments[1].id)
    page.call(ReadingState.write, work_id=str(work), student_id=alva, number=1, text="Bra")
    student.call(HandInState.refresh)
    assert "Fint!" not in str(student.updates)
    page.call(ReadingState.send, outcome="return")
    assert said(page) == "Skickat till Alva Ask"
    student.call(HandInState.refresh)
    shown = student.variable(HandInState, "task")
    assert (shown.state, shown.handed[0].answer.text, len(shown.handed[0].comments)) == ("returned", "Bra", 1)


def test_words_written_to_one_student_are_never_another_students(tab: Open, school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Alva")
    hand_in(school.classmate, work, "Bo")
    page = read(tab, school, work)
    page.go("/inlamningar/[work_id]/[student_id]", work_id=str(work), student_id=str(school.people["bo"]))
    page.call(ReadingState.write, work_id=str(work), student_id=str(school.people["alva"]), number=1, text="Till Alva")
    assert page.variable(ReadingState, "shown").draft == ""
    assert read(tab, school, work).variable(ReadingState, "shown").draft == "Till Alva"
    page.call(ReadingState.write, work_id=str(work), student_id=str(school.people["bo"]), number=1, text="Till Bo")
    page.call(ReadingState.send, outcome="approve")
    assert read(tab, school, work, "bo").variable(ReadingState, "shown").handed[0].answer.text == "Till Bo"


def test_what_is_kept_of_two_texts_stays_with_the_student_it_was_written_to(tab: Open, school: School) -> None:
    work, alva, bo = put_task(school), str(school.people["alva"]), str(school.people["bo"])
    hand_in(school.student, work, "Alva")
    hand_in(school.classmate, work, "Bo")
    mine, theirs = read(tab, school, work), read(tab, school, work)
    given = {"work_id": str(work), "student_id": alva, "number": 1}
    theirs.call(ReadingState.write, text="Deras", **given)
    mine.go("/inlamningar/[work_id]/[student_id]", work_id=str(work), student_id=bo)
    mine.call(ReadingState.write, text="Till Alva", **given)
    assert mine.variable(ReadingState, "clash").theirs == "Deras"
    mine.call(ReadingState.keep_mine)
    assert read(tab, school, work, "bo").variable(ReadingState, "shown").draft == ""
    assert read(tab, school, work).variable(ReadingState, "shown").draft == "Till Alva"


def test_of_two_teachers_both_texts_are_shown_and_one_is_chosen(tab: Open, school: School) -> None:
    work, alva = put_task(school), str(school.people["alva"])
    hand_in(school.student, work, "Hej")
    mine, theirs = read(tab, school, work), read(tab, school, work)
    given = {"work_id": str(work), "student_id": alva, "number": 1}
    theirs.call(ReadingState.write, text="Deras", **given)
    mine.call(ReadingState.write, text="Mina", **given)
    assert mine.variable(ReadingState, "clash").theirs == "Deras"
    mine.call(ReadingState.keep_mine)
    theirs.call(ReadingState.write, text="Deras igen", **given)
    theirs.call(ReadingState.take_theirs)
    assert theirs.variable(ReadingState, "shown").draft == "Mina"


def test_a_teacher_gives_one_student_more_time_and_what_is_wrong_is_said_at_its_field(
    tab: Open, school: School
) -> None:
    page = read(tab, school, put_task(school))
    page.call(ReadingState.own_terms, form_data={"own_day": "2026-11-01", "own_time": "12:00", "own_note": ""})
    assert list(page.variable(ReadingState, "errors")) == ["own_day"]
    page.call(ReadingState.own_terms, form_data={"own_day": "2026-11-30", "own_time": "tolv", "own_note": ""})
    assert list(page.variable(ReadingState, "errors")) == ["own_time"]
    page.call(ReadingState.own_terms, form_data={"own_day": "2026-11-30", "own_time": "12:00", "own_note": "Kort"})
    shown = page.variable(ReadingState, "shown")
    assert (shown.own_due_day, shown.own_due_time, shown.own_note) == ("2026-11-30", "12:00", "Kort")
    assert said(page) == "Sparat för eleven"


def test_anothers_pile_is_as_if_it_did_not_exist(tab: Open, school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Hej")
    assert read(tab, school, work, who="colleague").variable(ReadingState, "missing")
    assert read(tab, school, work, student="dag").variable(ReadingState, "missing")


@pytest.fixture
def client(school: School, data_folder) -> Callable[[str, Workspace], TestClient]:
    def make(who: str, workspace: Workspace) -> TestClient:
        made = TestClient(routes.plain_http(), follow_redirects=False)
        name, _, value = cookie(school.people[who], workspace).partition("=")
        made.cookies.set(name, value)
        return made

    return make


def test_a_file_comes_in_once_and_is_given_out_as_an_attachment(client, school: School) -> None:
    work, browser = put_task(school), client("alva", Workspace.STUDENT)
    sent = {"data": {"work": str(work), "key": "upload-0001"}, "files": {"file": ("<b>å.pdf", PDF)}}
    first, again = browser.post("/inlamning/filer", **sent), browser.post("/inlamning/filer", **sent)
    assert (first.status_code, first.json()) == (201, again.json())
    assert [file.name for file in seen(school.student, work).files] == ["b å.pdf"]
    got = browser.get(f"/inlamning/fil/{first.json()['id']}")
    assert got.content == PDF
    assert got.headers["content-disposition"] == "attachment; filename*=utf-8''b%20%C3%A5.pdf"
    assert got.headers["content-type"] == "application/pdf"
    assert client("teacher", Workspace.TEACHER).get(got.url).status_code == 404


@pytest.mark.parametrize(
    ("fields", "file", "word"),
    [
        ({}, b"MZ\x90\x00" + b"\0" * 60, "sortens fil"),
        ({}, b"", "tom"),
        ({"work": "nonsens"}, PDF, "läsa"),
        ({"key": "x"}, PDF, "läsa"),
        ({"more": "x"}, PDF, "läsa"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(client, school: School, fields, file, word) -> None:
    sent = {"work": str(put_task(school)), "key": key()} | fields
    answer = client("alva", Workspace.STUDENT).post("/inlamning/filer", data=sent, files={"file": ("x.pdf", file)})
    assert answer.status_code == 422
    assert word in answer.json()["sv"]


def test_nobody_adds_a_file_to_anothers_task(client, school: School) -> None:
    sent = {"work": str(put_task(school)), "key": key()}
    answer = client("dag", Workspace.STUDENT).post("/inlamning/filer", data=sent, files={"file": ("x.pdf", PDF)})
    assert answer.status_code == 404
