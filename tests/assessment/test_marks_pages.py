"""The pages of tests and results, through the real gate and handlers."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from skolplattform.assessment.pages.marks_book import MarkbookState
from skolplattform.assessment.pages.marks_school import SchoolTestsState
from skolplattform.assessment.pages.marks_test import NEW, MarkedTestState
from skolplattform.assessment.pages.subjects import SubjectsState
from skolplattform.assessment.pages.subjects_child import ChildSubjectsState
from skolplattform.core.actor import Workspace
from skolplattform.ui.shell_state import ShellState
from tests.assessment.test_marks import POINTS, made, publish, write
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

BOOK, TEST = "/resultat/[activity_id]", "/resultat/[activity_id]/prov/[test_id]"
SENT = {"title": "Bråk", "day": "2026-11-12", "form": "points", "most": "20", "work": ""}


def tab(school: School, pages: Pages, name: str, workspace: Workspace) -> InProcessTab:
    return pages.tab(cookie(school.people[name], workspace))


@pytest.fixture
def teacher(school: School, pages: Pages) -> InProcessTab:
    return tab(school, pages, "teacher", Workspace.TEACHER)


def typed(school: School, who: str, test: str | UUID, code: str, version: int = 0) -> dict[str, object]:
    about = {"student_id": str(school.people[who]), "criterion_id": str(test)}
    return {**about, "code": code, "comment": "", "version": version}


def test_from_a_new_test_to_what_home_reads_and_back(school: School, pages: Pages, teacher: InProcessTab) -> None:
    activity = str(school.activity)
    teacher.open(TEST, activity_id=activity, test_id=NEW)
    teacher.call(MarkedTestState.save, form_data=SENT | {"title": ""})
    assert list(teacher.variable(MarkedTestState, "errors")) == ["title"]
    teacher.call(MarkedTestState.save, form_data=SENT | {"day": "i går"})
    assert list(teacher.variable(MarkedTestState, "errors")) == ["day"]
    teacher.call(MarkedTestState.save, form_data=SENT)
    teacher.open(BOOK, activity_id=activity)
    test = teacher.variable(MarkbookState, "book").columns[0].id
    cells = [typed(school, "alva", test, "17.5"), typed(school, "bo", test, "away")]
    teacher.call(MarkbookState.save, board_id=activity, cells=cells, key="the-first-batch")
    answer = teacher.variable(MarkbookState, "answer")
    assert (answer.key, answer.failed, len(answer.cells)) == ("the-first-batch", False, 2)
    teacher.call(MarkbookState.choose, test_id=test)
    assert teacher.variable(MarkbookState, "chosen").drafts == 2
    teacher.call(MarkbookState.publish, test_id=test, key=teacher.variable(MarkbookState, "publish_key"))
    assert teacher.variable(ShellState, "message").can_undo
    student = tab(school, pages, "alva", Workspace.STUDENT)
    student.open("/mina-amnen")
    (result,) = student.variable(SubjectsState, "shown").results
    assert result.said.sv == "17,5 av 20 poäng"
    guardian = tab(school, pages, "sten", Workspace.GUARDIAN)
    guardian.open("/barn/[child_id]/bedomning", child_id=str(school.people["alva"]))
    assert guardian.variable(ChildSubjectsState, "shown").results == (result,)
    head = tab(school, pages, "principal", Workspace.PRINCIPAL)
    head.open("/prov-i-skolan")
    assert [group.published for group in head.variable(SchoolTestsState, "groups")] == [1]
    teacher.call(MarkbookState.undo)
    student.call(SubjectsState.refresh)
    assert student.variable(SubjectsState, "shown").results == ()


def test_a_batch_that_cannot_be_saved_is_answered_all_the_same(school: School, teacher: InProcessTab) -> None:
    test = made(school)
    teacher.open(BOOK, activity_id=str(school.activity))
    cells = [typed(school, "alva", test, "21")]
    teacher.call(MarkbookState.save, board_id=str(school.activity), cells=cells, key="the-batch-with-21")
    answer = teacher.variable(MarkbookState, "answer")
    assert (answer.key, answer.failed) == ("the-batch-with-21", True)


def test_the_history_of_a_result_is_told(school: School, teacher: InProcessTab) -> None:
    test = made(school)
    write(school, ("alva", test, "17", "", 0))
    publish(school, test)
    write(school, ("alva", test, "18.5", "", 1))
    teacher.open(BOOK, activity_id=str(school.activity))
    teacher.call(MarkbookState.tell, student_id=str(school.people["alva"]), criterion_id=str(test))
    history = teacher.variable(MarkbookState, "history")
    assert (history.student, history.criterion) == ("Alva Ask", POINTS.title)
    assert [(line.code.sv, line.shown) for line in history.lines] == [("18,5", False), ("17", True)]


def test_a_test_is_reworded_and_put_away(school: School, teacher: InProcessTab) -> None:
    test = made(school)
    teacher.open(TEST, activity_id=str(school.activity), test_id=str(test))
    teacher.call(MarkedTestState.choose, form="levels")
    assert teacher.variable(MarkedTestState, "form").form == "levels"
    levels = {"form": "levels", "level-0": "Inte än", "level-1": "Klarar"}
    teacher.call(MarkedTestState.save, form_data=SENT | levels)
    teacher.open(BOOK, activity_id=str(school.activity))
    (column,) = teacher.variable(MarkbookState, "book").columns
    assert [wording.text for wording in column.wordings] == ["Inte än", "Klarar"]
    teacher.open(TEST, activity_id=str(school.activity), test_id=str(test))
    teacher.call(MarkedTestState.archive)
    teacher.open(BOOK, activity_id=str(school.activity))
    assert teacher.variable(MarkbookState, "book").columns == ()


def test_others_meet_an_empty_book(school: School, pages: Pages) -> None:
    made(school)
    other = tab(school, pages, "colleague", Workspace.TEACHER)
    other.open(BOOK, activity_id=str(school.activity))
    assert other.variable(MarkbookState, "book").id == ""
    other.open(TEST, activity_id=str(school.activity), test_id=NEW)
    assert other.variable(MarkedTestState, "missing")
    guardian = tab(school, pages, "sten", Workspace.GUARDIAN)
    guardian.call(MarkbookState.publish, test_id=str(uuid4()), key=uuid4().hex)
    assert MarkbookState.get_full_name() not in guardian.state() or not guardian.variable(MarkbookState, "book").id
