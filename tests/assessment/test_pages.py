"""The pages of assessment, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from reflex.state import StateUpdate

from skolplattform.assessment.pages.groups import GroupsState
from skolplattform.assessment.pages.matrix import MatrixState
from skolplattform.assessment.pages.subjects import SubjectsState
from skolplattform.core.actor import Workspace
from skolplattform.ui.shell_state import ShellState
from skolplattform.workspaces.pages.teacher import TeacherDayState
from tests.assessment.conftest import FIRST, SECOND
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


@pytest.fixture
def matrix(tab: Tab, school: School) -> InProcessTab:
    """7A's matrix on its teacher's screen."""
    opened = tab("teacher", Workspace.TEACHER)
    opened.open("/bedomning/[activity_id]", activity_id=str(school.activity))
    return opened


def typed(school: School, who: str, criterion: Any, code: str, version: int = 0, comment: str = "") -> dict[str, Any]:
    return {
        "student_id": str(school.people[who]),
        "criterion_id": str(criterion),
        "code": code,
        "comment": comment,
        "version": version,
    }


def save(matrix: InProcessTab, school: School, *cells: dict[str, Any], activity: Any = None, key: str = "") -> Any:
    batch = key or uuid4().hex
    matrix.call(MatrixState.save, board_id=str(activity or school.activity), cells=list(cells), key=batch)
    return matrix.variable(MatrixState, "answer")


def test_the_matrix_shows_students_criteria_and_levels(matrix: InProcessTab) -> None:
    shown = matrix.variable(MatrixState, "matrix")
    assert shown.name == "Matematik 7A"
    assert [row.name for row in shown.rows] == ["Alva Ask", "Bo Björk", "Elev med skyddade uppgifter"]
    assert [column.name for column in shown.columns] == ["Begrepp", "Metodval", "Resonemang"]
    assert [level.key for level in shown.levels] == list("FEDCBA")
    assert matrix.variable(MatrixState, "term").sv == "höstterminen 2026"


def test_what_is_typed_is_saved_published_and_taken_back(matrix: InProcessTab, school: School, tab: Tab) -> None:
    answer = save(matrix, school, typed(school, "alva", FIRST, "C", comment="Bra."), typed(school, "bo", FIRST, "-"))
    assert [(cell["code"], cell["state"], cell["version"]) for cell in answer.cells] == [
        ("C", "draft", 1),
        ("-", "draft", 1),
    ]
    assert matrix.variable(MatrixState, "drafts") == 2
    matrix.call(MatrixState.publish, board_id=str(school.activity), key=uuid4().hex)
    assert matrix.variable(MatrixState, "drafts") == 0
    assert matrix.variable(ShellState, "message").can_undo
    student = tab("alva", Workspace.STUDENT)
    student.open("/mina-amnen")
    (subject,) = student.variable(SubjectsState, "shown").subjects
    assert (subject.reached, subject.total) == (1, 3)
    assert (subject.criteria[0].code, subject.criteria[0].comment) == ("C", "Bra.")
    matrix.call(MatrixState.undo)
    assert matrix.variable(MatrixState, "drafts") == 2
    student.call(SubjectsState.refresh)
    assert student.variable(SubjectsState, "shown").subjects[0].reached == 0


def test_a_batch_that_cannot_be_saved_is_answered_all_the_same(matrix: InProcessTab, school: School) -> None:
    answer = save(matrix, school, typed(school, "alva", FIRST, "Q"), key="the-batch-with-q")
    assert (answer.key, answer.failed, answer.cells) == ("the-batch-with-q", True, ())
    assert matrix.variable(ShellState, "message").kind == "stop"


def test_a_cell_that_somebody_changed_comes_back_with_their_name(matrix: InProcessTab, school: School) -> None:
    save(matrix, school, typed(school, "alva", FIRST, "C"))
    answer = save(matrix, school, typed(school, "alva", FIRST, "A"), typed(school, "alva", SECOND, "E"))
    assert [(cell["code"], cell["conflict"]) for cell in answer.cells] == [("C", "Lena Lönn"), ("E", "")]


def test_the_history_of_a_cell_is_told(matrix: InProcessTab, school: School) -> None:
    save(matrix, school, typed(school, "alva", FIRST, "C"))
    save(matrix, school, typed(school, "alva", FIRST, "B", 1))
    matrix.call(MatrixState.tell, student_id=str(school.people["alva"]), criterion_id=str(FIRST))
    history = matrix.variable(MatrixState, "history")
    assert (history.student, history.criterion) == ("Alva Ask", "Begrepp")
    assert [line.code.sv for line in history.lines] == ["B", "C"]
    assert history.lines[0].said.sv == "ons 18 nov 10.15, Lena Lönn"


@pytest.mark.parametrize(
    "bad",
    [
        {"cells": "all"},
        {"cells": [{"student_id": "x"}]},
        {"key": "kort"},
        {"board_id": "no id"},
        {"extra": 1},
    ],
)
def test_anything_else_than_cells_is_refused(matrix: InProcessTab, school: School, bad: dict[str, Any]) -> None:
    whole = {"board_id": str(school.activity), "cells": [typed(school, "alva", FIRST, "C")], "key": uuid4().hex}
    matrix.call(MatrixState.save, **(whole | bad))
    assert matrix.variable(MatrixState, "answer").key == ""


def test_others_neither_open_nor_write_the_matrix(tab: Tab, school: School) -> None:
    for name, workspace in (
        ("colleague", Workspace.TEACHER),
        ("principal", Workspace.PRINCIPAL),
        ("alva", Workspace.STUDENT),
        ("rut", Workspace.GUARDIAN),
    ):
        other = tab(name, workspace)
        other.open("/bedomning/[activity_id]", activity_id=str(school.activity))
        matrix = other.state().get(MatrixState.get_full_name(), {}).get("matrix")
        assert matrix is None or matrix.rows == ()
        other.call(
            MatrixState.save,
            board_id=str(school.activity),
            cells=[typed(school, "alva", FIRST, "C")],
            key=uuid4().hex,
        )
        answer = other.state().get(MatrixState.get_full_name(), {}).get("answer")
        assert answer is None or answer.cells == ()


def test_the_teachers_groups_say_what_waits(matrix: InProcessTab, school: School) -> None:
    save(matrix, school, typed(school, "alva", FIRST, "C"))
    matrix.open("/grupper")
    (group,) = matrix.variable(GroupsState, "groups")
    assert (group.name, group.students, group.drafts, group.published.sv) == ("Matematik 7A", 3, 1, "")


def test_judgements_that_nobody_sees_wait_on_the_teachers_day(matrix: InProcessTab, tab: Tab, school: School) -> None:
    save(matrix, school, typed(school, "alva", FIRST, "C"), typed(school, "bo", FIRST, "D"))
    teacher = tab("teacher", Workspace.TEACHER)
    teacher.open("/min-dag")
    assert [(task.title.sv, task.href) for task in teacher.variable(TeacherDayState, "tasks")] == [
        ("Publicera 2 bedömningar", f"/bedomning/{school.activity}")
    ]


def rows_shown(updates: list[StateUpdate]) -> list[int]:
    """How many students each update puts on the screen, of those that say it."""
    deltas = [(update.delta or {}).get(MatrixState.get_full_name(), {}) for update in updates]
    return [len(delta["matrix_rx_state_"].rows) for delta in deltas if "matrix_rx_state_" in delta]


def test_another_groups_matrix_starts_from_nothing_and_the_same_one_stays(matrix: InProcessTab, school: School) -> None:
    """For a moment one group's letters stood under another group's address."""
    back = matrix.go("/bedomning/[activity_id]", activity_id=str(school.activity))
    assert 0 not in rows_shown(back), "the same matrix stays on the screen until it has been read anew"
    other = rows_shown(matrix.go("/bedomning/[activity_id]", activity_id=str(uuid4())))
    assert other == [0, 0], "emptied at once, and then what was read: nothing of this teacher's"


def test_a_page_that_the_browser_loads_anew_is_not_shown_as_it_stood_before(matrix: InProcessTab) -> None:
    """A matrix that was loaded anew could lack the letters that were typed last, until it had been read."""
    first, *later = rows_shown(matrix.reload())
    assert (first, later) == (0, [3])
