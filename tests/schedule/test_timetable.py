"""The week's timetable of students, children and teachers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import NotFound
from skolplattform.schedule.pages.timetable import TimetableState
from skolplattform.schedule.shown import day_name, shown_days
from skolplattform.schedule.tables import CalendarEvent, ClosedDay, TeacherException
from skolplattform.schedule.week import monday_of, teachers_of, week_of_student, week_of_teacher
from skolplattform.ui.shell_state import ShellState
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

MONDAY = date(2026, 11, 16)

Tab = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def tab(school: School, pages: Pages) -> Tab:
    """`tab("alva", Workspace.STUDENT)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_week_of_a_day_begins_on_a_monday_and_a_weekend_looks_ahead(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert (monday <= day) == (day.weekday() < 5)
    assert abs((monday - day).days) <= 4


def test_a_day_is_named_in_both_languages() -> None:
    assert (day_name(MONDAY).sv, day_name(MONDAY).en) == ("Måndag 16", "Monday 16")


def test_a_students_week_has_the_lessons_of_the_groups(school: School) -> None:
    with db.reading() as session:
        week = week_of_student(session, school.guardian, school.people["alva"], MONDAY)
        assert [lesson.id for lesson in week.lessons] == [school.earlier_lesson, school.lesson]
        assert week_of_student(session, school.student, school.people["alva"], MONDAY).lessons == week.lessons
        with pytest.raises(NotFound):
            week_of_student(session, school.foreign_guardian, school.people["alva"], MONDAY)


def test_a_day_without_school_says_why_only_at_the_own_school(school: School) -> None:
    with db.unit() as session:
        session.add(ClosedDay(organisation_id=school.unit, day=MONDAY, kind="studiedag", name="Studiedag"))
        session.add(ClosedDay(organisation_id=school.other_unit, day=date(2026, 11, 17), kind="lov", name="Annans"))
        session.add(ClosedDay(organisation_id=school.organiser, day=date(2026, 11, 20), kind="lov", name="Lov"))
    with db.reading() as session:
        week = week_of_student(session, school.student, school.people["alva"], MONDAY)
        own = week_of_teacher(session, school.teacher, MONDAY)
    assert week.closed == own.closed == {MONDAY: "Studiedag", date(2026, 11, 20): "Lov"}


def test_a_substitute_takes_the_place_of_the_teacher(school: School) -> None:
    with db.unit() as session:
        session.add(
            TeacherException(calendar_event_id=school.lesson, duty_id=school.duties["teacher"], participates=False)
        )
        session.add(
            TeacherException(calendar_event_id=school.lesson, duty_id=school.duties["colleague"], participates=True)
        )
    with db.reading() as session:
        names = teachers_of(session, school.student, [school.lesson, school.earlier_lesson])
    assert names == {school.lesson: "Karl Kastanj", school.earlier_lesson: "Lena Lönn"}


def test_lessons_are_over_going_on_or_to_come(school: School) -> None:
    with db.reading() as session:
        week = week_of_teacher(session, school.teacher, MONDAY)
    wednesday = shown_days(week, by_group=True)[2]
    assert [(lesson.starts, lesson.state, lesson.title) for lesson in wednesday.lessons] == [
        ("08:20", "done", "Matematik 7A"),
        ("10:00", "now", "Matematik 7A"),
    ]
    assert [lesson.title for lesson in shown_days(week, by_group=False)[2].lessons] == ["Matematik", "Matematik"]


def test_statements_of_a_week_are_few(school: School, statement_count: Callable[..., int]) -> None:
    with db.reading() as session:
        counted = statement_count(week_of_student, session, school.guardian, school.people["alva"], MONDAY)
    assert counted <= 6


@pytest.fixture
def statement_count(school: School) -> Callable[..., int]:
    """`statement_count(query, session, ...)`: how many statements the query takes."""
    from sqlalchemy import event

    def count(query: Callable[..., object], session, *args: object) -> int:
        seen: list[str] = []
        engine = session.get_bind()
        listener = lambda conn, cursor, statement, *rest: seen.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        query(session, *args)
        event.remove(engine, "before_cursor_execute", listener)
        return len([statement for statement in seen if not statement.startswith("BEGIN")])

    return count


def test_the_page_turns_weeks_and_days(tab: Tab, school: School) -> None:
    page = tab("alva", Workspace.STUDENT)
    page.open("/schema")
    assert (page.variable(TimetableState, "shown").week, page.variable(TimetableState, "day")) == ("47", 2)
    page.call(TimetableState.turn_week, step=1)
    assert (page.variable(TimetableState, "shown").week, page.variable(TimetableState, "shown").slots) == ("48", ())
    page.call(TimetableState.turn_week, step=0)
    assert len(page.variable(TimetableState, "shown").slots) == 2
    for _ in range(3):
        page.call(TimetableState.turn_day, step=1)
    assert (page.variable(TimetableState, "shown").week, page.variable(TimetableState, "day")) == ("48", 0)
    page.call(TimetableState.turn_day, step=-1)
    assert (page.variable(TimetableState, "shown").week, page.variable(TimetableState, "day")) == ("47", 4)


def test_a_guardian_chooses_among_the_own_children_only(tab: Tab, school: School) -> None:
    page = tab("rut", Workspace.GUARDIAN)
    page.open("/schema")
    assert [child.name for child in page.variable(TimetableState, "shown").children] == ["Alva Ask", "Elsa Ask"]
    page.call(TimetableState.choose, child_id=str(school.people["elsa"]))
    assert page.variable(TimetableState, "shown").whose == "Elsa Ask"
    page.call(TimetableState.choose, child_id=str(school.people["bo"]))
    assert page.variable(TimetableState, "shown").whose == "Elsa Ask"
    assert page.variable(ShellState, "message").kind == "stop"
    page.open("/schema", barn=str(school.people["elsa"]), dag="2026-11-25")
    shown = page.variable(TimetableState, "shown")
    assert (shown.whose, shown.week) == ("Elsa Ask", "48")


def test_a_cancelled_lesson_is_struck_through(tab: Tab, school: School) -> None:
    with db.unit() as session:
        session.get_one(CalendarEvent, school.lesson).cancelled = True
    page = tab("alva", Workspace.STUDENT)
    page.open("/schema")
    shown = page.variable(TimetableState, "shown")
    assert (shown.cancelled, [slot.kind for slot in shown.slots]) == (1, ["", "off"])
