"""The pages of attendance and the teacher's day, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance.pages.absence_state import AbsenceState
from skolplattform.attendance.pages.lesson import LessonState
from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.ui.shell_state import ShellState
from skolplattform.workspaces.pages.teacher import TeacherDayState
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Tab = Callable[[str, Workspace], InProcessTab]
PRESENT = {"mark": "present", "minutes": 0}
AWAY = {"mark": "invalid", "minutes": 0}


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


@pytest.fixture
def lesson(tab: Tab, school: School) -> InProcessTab:
    """7A's lesson on its teacher's screen."""
    opened = tab("teacher", Workspace.TEACHER)
    opened.open("/narvaro/[lesson_id]", lesson_id=str(school.lesson))
    return opened


def everyone(school: School, **named: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {str(school.people[name]): named.get(name, PRESENT) for name in ("alva", "bo", "cleo")}


def save(lesson: InProcessTab, school: School, marks: dict[str, Any], version: int = 0, **more: Any) -> None:
    payload = {"lesson_id": str(school.lesson), "version": version, "marks": marks, "key": uuid4().hex}
    lesson.call(LessonState.save, **payload | more)


def stored() -> dict[str, tuple[int, int, int]]:
    with db.reading() as session:
        rows = session.exec(select(Deviation)).all()
        return {str(r.student_id): (r.valid_minutes, r.invalid_minutes, r.other_minutes) for r in rows}


def is_reported(school: School) -> bool:
    with db.reading() as session:
        return session.get(LessonRegister, school.lesson) is not None


def said(tab: InProcessTab) -> str:
    return tab.variable(ShellState, "message").said.sv


def test_a_save_says_when_and_offers_the_undo(lesson: InProcessTab, school: School):
    marks = everyone(school, bo=AWAY, alva={"mark": "late", "minutes": 12})
    save(lesson, school, marks)
    assert said(lesson) == "Sparat 10.15"
    assert lesson.variable(ShellState, "message").can_undo
    assert stored() == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (0, 12, 0)}
    assert lesson.variable(LessonState, "roster").next.id == str(school.earlier_lesson)
    lesson.call(LessonState.undo)
    assert not is_reported(school)
    assert lesson.variable(LessonState, "version") == 0


@pytest.mark.parametrize(
    "marks",
    [
        {"x": PRESENT},
        {str(uuid4()): {"mark": "ill", "minutes": 0}},
        {str(uuid4()): {"mark": "present", "minutes": -1}},
        {str(uuid4()): {"mark": "present", "minutes": 0, "note": "feber"}},
        {str(uuid4()): "present"},
        [PRESENT],
        None,
    ],
)
def test_what_is_not_a_mark_never_reaches_the_service(lesson: InProcessTab, school: School, marks: Any):
    save(lesson, school, marks)
    assert not is_reported(school)
    assert lesson.variable(ShellState, "message").kind == "stop"


def test_a_mark_for_a_pupil_of_another_class_is_refused_as_if_nobody_was_there(lesson: InProcessTab, school: School):
    save(lesson, school, everyone(school) | {str(school.people["dag"]): AWAY})
    assert not is_reported(school)
    assert said(lesson) == "Det finns inte, eller är inte till för dig."


def test_another_lesson_cannot_be_saved_from_this_page(lesson: InProcessTab, school: School):
    save(lesson, school, {str(school.people["dag"]): AWAY}, lesson_id=str(school.lesson_7b))
    assert stored() == {}


@pytest.mark.parametrize("who", [("colleague", Workspace.TEACHER), ("rut", Workspace.GUARDIAN)])
def test_nobody_else_opens_or_saves_the_lesson(tab: Tab, school: School, who: tuple[str, Workspace]):
    other = tab(*who)
    other.open("/narvaro/[lesson_id]", lesson_id=str(school.lesson))
    save(other, school, everyone(school))
    assert not is_reported(school)
    assert str(school.people["alva"]) not in str(other.state())


def test_the_loser_keeps_the_own_marks_and_sees_what_differs(tab: Tab, lesson: InProcessTab, school: School):
    other = tab("teacher", Workspace.TEACHER)
    other.open("/narvaro/[lesson_id]", lesson_id=str(school.lesson))
    save(other, school, everyone(school, bo=AWAY, alva=AWAY))
    late = {"mark": "late", "minutes": 9}
    save(lesson, school, everyone(school, alva=late))
    differences = {one.name: (one.saved, one.mine) for one in lesson.variable(LessonState, "differences")}
    assert differences == {"Alva Ask": ("attendance.mark.invalid", "attendance.mark.late")}
    shown = {pupil.name: pupil.mark for pupil in lesson.variable(LessonState, "roster").pupils}
    assert shown["Bo Björk"] == "invalid", "a row that only the colleague touched takes what was saved"
    assert stored() == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (0, 60, 0)}
    save(lesson, school, everyone(school, bo=AWAY, alva=late), lesson.variable(LessonState, "version"))
    assert stored() == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (0, 9, 0)}


def test_the_day_shows_what_waits_first_and_knows_when_it_is_done(tab: Tab, school: School, lesson: InProcessTab):
    teacher = tab("teacher", Workspace.TEACHER)
    teacher.open("/min-dag")
    assert teacher.variable(TeacherDayState, "first").id == str(school.earlier_lesson)
    assert [one.state for one in teacher.variable(TeacherDayState, "lessons")] == ["need", "now"]
    assert teacher.variable(ShellState, "waiting") == {"/min-dag": 2}
    save(lesson, school, everyone(school))
    teacher.call(TeacherDayState.refresh)
    assert [one.state for one in teacher.variable(TeacherDayState, "lessons")] == ["need", "done"]


def send(tab: InProcessTab, **form: str) -> None:
    tab.call(AbsenceState.send, form_data=form)


def reports() -> list[AbsenceReport]:
    with db.reading() as session:
        return list(session.exec(select(AbsenceReport)).all())


@pytest.fixture
def guardian(tab: Tab, school: School) -> InProcessTab:
    """Rut, who came from Alva's card."""
    opened = tab("rut", Workspace.GUARDIAN)
    opened.open("/anmal-franvaro", barn=str(school.people["alva"]))
    return opened


def test_the_child_of_the_card_stands_chosen_and_today_the_whole_day(guardian: InProcessTab, school: School):
    assert list(guardian.variable(AbsenceState, "chosen")) == [str(school.people["alva"])]
    send(guardian, **{f"child-{school.people['alva']}": "on", "when": "day", "reason": ""})
    assert said(guardian) == "Anmälan är skickad."
    assert [report.student_id for report in reports()] == [school.people["alva"]]
    guardian.call(AbsenceState.undo)
    assert reports()[0].withdrawn_at is not None


def test_a_child_in_the_address_that_is_not_ones_own_is_not_chosen(tab: Tab, school: School):
    guardian = tab("rut", Workspace.GUARDIAN)
    guardian.open("/anmal-franvaro", barn=str(school.people["bo"]))
    assert list(guardian.variable(AbsenceState, "chosen")) == []
    assert "Björk" not in str(guardian.state())


def test_each_fault_is_told_at_its_field(guardian: InProcessTab, school: School):
    alva = {f"child-{school.people['alva']}": "on"}
    for form, field in (
        ({"when": "day"}, "students"),
        (alva | {"when": "day", "first": "i morgon"}, "first"),
        (alva | {"when": "days", "last": "2026-11-01"}, "last"),
        (alva | {"when": "part"}, "until_time"),
        (alva | {"when": "part", "until_time": "halv tolv"}, "until_time"),
        (alva | {"when": "day", "reason": "bruten arm"}, "reason"),
        ({"child-nobody": "on", "when": "day"}, "students"),
    ):
        send(guardian, **form)
        assert set(guardian.variable(AbsenceState, "errors")) == {field}
    assert reports() == []


def test_somebody_elses_child_is_refused(guardian: InProcessTab, school: School):
    send(guardian, **{f"child-{school.people['bo']}": "on", "when": "day"})
    assert reports() == []
    assert said(guardian) == "Det finns inte, eller är inte till för dig."
