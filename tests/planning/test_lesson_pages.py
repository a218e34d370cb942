"""The pages of lesson plans, through the real gate and handlers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skolplattform.core.actor import Workspace
from skolplattform.planning.lesson_plans.service import LessonEdit
from skolplattform.planning.pages.lesson_child import ChildLessonsState as Child
from skolplattform.planning.pages.lesson_now import LessonNowState as Now
from skolplattform.planning.pages.lesson_own import OwnLessonsState as Own
from skolplattform.planning.pages.lesson_state import LessonSequenceState as Sequence
from skolplattform.ui.shell_state import ShellState
from tests.planning import plans as unit_plans
from tests.planning.lesson_world import MATHS, add_lessons, ahead, begin, change, four_plans, move, titles, write
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

Open = Callable[..., InProcessTab]


@pytest.fixture
def tab(planned: School, pages: Pages) -> Open:
    add_lessons(planned)

    def open_page(route: str, who: str = "teacher", workspace: Workspace = Workspace.TEACHER, **query: object):
        page = pages.tab(cookie(planned.people[who], workspace))
        page.open(route, **{name: str(value) for name, value in query.items()})
        return page

    return open_page


def lessons(tab: Open, who: str = "teacher") -> InProcessTab:
    return tab("/lektionsplaner/[activity_id]", who, activity_id=MATHS)


def type_in(page: InProcessTab, lesson: int, field: str, text: str, plan: str = "", began: str = "") -> None:
    page.call(Sequence.write, lesson_id=str(ahead(lesson)), plan=plan, field=field, text=text, began=began)


def row(page: InProcessTab, lesson: int):
    return next(one for one in page.variable(Sequence, "shown").lessons if one.id == str(ahead(lesson)))


def said(page: InProcessTab) -> str:
    return page.variable(ShellState, "message").said.sv


def test_writing_in_an_empty_row_begins_its_plan_and_goes_on_in_it(tab: Open, planned: School) -> None:
    page = lessons(tab)
    type_in(page, 0, "title", "Brå")
    type_in(page, 0, "title", "Bråk som delar")
    type_in(page, 0, "steps", "Genomgång 10 min", plan=row(page, 0).plan.id)
    assert titles(planned)[0] == "Bråk som delar"
    assert (row(page, 0).plan.minutes, row(page, 0).moves) == (10, True)
    assert page.variable(Sequence, "shown").unplanned == 3


def test_words_for_an_empty_row_are_never_put_in_a_plan_that_moved_there(tab: Open, planned: School) -> None:
    plan = begin(planned, ahead(0), title="Procent")
    page = lessons(tab)
    move(planned, plan, "down")
    page.call(Sequence.refresh)
    type_in(page, 1, "title", "Bråk")
    assert titles(planned)[1] == "Procent"
    clash = page.variable(Sequence, "clash")
    assert (clash.mine, clash.theirs) == ("Bråk", "Procent")


def test_a_colleagues_words_come_in_and_are_never_written_over_by_what_one_began_before(
    tab: Open, planned: School
) -> None:
    plan = begin(planned, ahead(0))
    page = lessons(tab)
    write(planned.teacher, plan, LessonEdit(title="Bråk"), LessonEdit(title="Bråk och procent"))
    page.call(Sequence.refresh)
    assert (row(page, 0).plan.title, page.variable(Sequence, "revision")) == ("Bråk och procent", 0)
    type_in(page, 0, "title", "Decimaltal", plan=plan.id, began="Bråk")
    assert page.variable(Sequence, "clash").theirs == "Bråk och procent"


def test_of_two_texts_both_are_shown_and_one_is_chosen(tab: Open, planned: School) -> None:
    plan = begin(planned, ahead(0))
    page = lessons(tab)
    write(planned.teacher, plan, LessonEdit(title="Bråk"), LessonEdit(title="Bråk och procent"))
    type_in(page, 0, "title", "Decimaltal", plan=plan.id, began="Bråk")
    assert page.variable(Sequence, "clash").theirs == "Bråk och procent"
    page.call(Sequence.keep_mine)
    assert titles(planned)[0] == "Decimaltal"
    assert page.variable(Sequence, "clash").field == ""


def test_choices_are_made_from_what_stands(tab: Open, planned: School) -> None:
    unit = unit_plans.filled(planned)
    plan = begin(planned, ahead(0))
    page = lessons(tab)
    write(planned.teacher, plan, LessonEdit(pinned=False), LessonEdit(pinned=True))
    page.call(Sequence.set_flag, plan_id=plan.id, flag="shown", on=True)
    point = row(page, 0).plan.points[0].id
    page.call(Sequence.take_up, plan_id=plan.id, point=point, picked=True)
    now = row(page, 0)
    assert (now.plan.shown, now.plan.pinned, now.moves, now.plan.points[0].picked) == (True, True, False, True)
    page.call(Sequence.choose_unit, plan_id=plan.id, unit="")
    assert row(page, 0).plan.points == ()
    page.call(Sequence.choose_unit, plan_id=plan.id, unit=str(unit))
    assert [one.picked for one in row(page, 0).plan.points] == [False, False]


def test_a_move_is_shown_and_undone(tab: Open, planned: School) -> None:
    begin(planned, ahead(0))
    page = lessons(tab)
    page.call(Sequence.move, plan_id=row(page, 0).plan.id, way="down", key=page.variable(Sequence, "key"))
    assert titles(planned) == ["", "Bråk", "", ""]
    assert said(page) == "Planen är flyttad"
    page.call(Sequence.undo)
    assert titles(planned) == ["Bråk", "", "", ""]
    page.call(Sequence.move, plan_id=row(page, 0).plan.id, way="up", key=page.variable(Sequence, "key"))
    assert "kan inte flyttas" in said(page)


@pytest.mark.parametrize(("answer", "first"), [("undo_moved", ""), ("note_moved", "Plan 0")])
def test_the_page_moves_plans_along_and_asks_whether_it_is_fine(
    tab: Open, planned: School, answer: str, first: str
) -> None:
    four_plans(planned)
    change(ahead(0), cancelled=True)
    page = lessons(tab)
    assert len(page.variable(Sequence, "shown").moved.plans) == 4
    page.call(getattr(Sequence, answer))
    assert page.variable(Sequence, "shown").moved.id == ""
    assert titles(planned)[1] == (first or "Plan 1")


def test_earlier_and_later_lessons_and_the_fields_of_one(tab: Open) -> None:
    page = lessons(tab)
    page.call(Sequence.before)
    page.call(Sequence.more)
    assert page.variable(Sequence, "earlier")
    assert not page.variable(Sequence, "shown").has_more
    page.call(Sequence.unfold, lesson_id=str(ahead(0)))
    assert page.variable(Sequence, "opened") == str(ahead(0))
    page.call(Sequence.unfold, lesson_id=str(ahead(0)))
    assert page.variable(Sequence, "opened") == ""


def test_another_teachers_group_is_not_there(tab: Open) -> None:
    assert lessons(tab, "colleague").variable(Sequence, "missing")


def now(tab: Open, lesson: object = "nu", who: str = "teacher") -> InProcessTab:
    return tab("/lektion/[lesson_id]", who, lesson_id=lesson)


def test_steps_are_ticked_off_in_the_lesson_that_goes_on(tab: Open, planned: School) -> None:
    begin(planned, planned.lesson, steps="Samling\nÖva")
    page = now(tab)
    page.call(Now.tick, step="Samling", done=True)
    assert [step.done for step in page.variable(Now, "shown").steps] == [True, False]
    page.call(Now.tick, step="", done=True)
    assert [step.done for step in page.variable(Now, "shown").steps] == [True, True]
    page.call(Now.refresh)
    assert page.variable(Now, "shown").plan.taught


def test_what_was_left_is_taken_on_and_back_or_said_to_be_done(tab: Open, planned: School) -> None:
    begin(planned, planned.earlier_lesson, title="Bråk", steps="Öva")
    page = now(tab, planned.lesson)
    page.call(Now.carry, key=page.variable(Now, "key"))
    assert [step.text for step in page.variable(Now, "shown").steps] == ["Öva"]
    assert said(page) == "Det som var kvar står först"
    page.call(Now.undo)
    assert page.variable(Now, "shown").plan.id == ""
    page.call(Now.was_done)
    assert page.variable(Now, "shown").left.plan_id == ""


def test_another_teachers_lesson_and_a_free_day_say_so(tab: Open, planned: School) -> None:
    assert now(tab, planned.lesson, "colleague").variable(Now, "missing")
    assert now(tab, who="stranger").variable(Now, "shown").id == str(planned.other_lesson)


def test_student_and_guardian_follow_what_is_shown(tab: Open, planned: School) -> None:
    plan = begin(planned, ahead(0), homework="Sida 34", shown=True)
    own = tab("/lektionerna", "alva", Workspace.STUDENT)
    alva = str(planned.people["alva"])
    child = tab("/barn/[child_id]/lektioner", "rut", Workspace.GUARDIAN, child_id=alva)
    for page, state in ((own, Own), (child, Child)):
        assert page.variable(state, "days")[0].lessons[0].homework == "Sida 34"
    write(planned.teacher, plan, LessonEdit(shown=True), LessonEdit(shown=False))
    for page, state in ((own, Own), (child, Child)):
        page.call(state.refresh)
        assert page.variable(state, "days") == ()
    foreign = tab("/barn/[child_id]/lektioner", "ulf", Workspace.GUARDIAN, child_id=alva)
    assert foreign.variable(Child, "missing")
