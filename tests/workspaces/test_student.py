"""The student's start page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Denied
from skolplattform.schedule.tables import CalendarEvent
from skolplattform.workspaces.pages.student import StudentDayState, how_soon
from skolplattform.workspaces.student import next_lesson, student_day
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


def test_the_lesson_that_goes_on_is_shown_then_the_next(school: School) -> None:
    with db.reading() as session:
        shown = student_day(session, school.student)
        assert shown.upcoming is not None
        assert (shown.upcoming.id, shown.teacher) == (school.lesson, "Lena Lönn")
        assert how_soon(shown.upcoming, clock.now()).sv == "Pågår till 11.00"
        before = clock.now() - timedelta(minutes=75)
        assert how_soon(shown.upcoming, before).sv == "Om 1 h 0 min"
        assert how_soon(shown.upcoming, before + timedelta(minutes=30)).sv == "Om 30 min"
        assert next_lesson(shown.week, clock.now() + timedelta(hours=9)) is None


def test_a_cancelled_lesson_is_not_where_to_be(school: School) -> None:
    with db.unit() as session:
        session.get_one(CalendarEvent, school.lesson).cancelled = True
    with db.reading() as session:
        assert student_day(session, school.student).upcoming is None


def test_only_students_have_this_day(school: School) -> None:
    for actor in (school.teacher, school.guardian, school.principal):
        with db.reading() as session, pytest.raises(Denied):
            student_day(session, actor)


def test_the_day_takes_at_most_eight_statements(school: School) -> None:
    seen: list[str] = []
    with db.reading() as session:
        engine = session.get_bind()
        note: Callable[..., None] = lambda c, cursor, statement, *rest: seen.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        student_day(session, school.student)
        event.remove(engine, "before_cursor_execute", note)
    asked = [statement for statement in seen if not statement.startswith("BEGIN")]
    assert len(asked) <= 8, asked


def test_the_page_greets_and_shows_the_day(school: School, pages: Pages) -> None:
    tab = pages.tab(cookie(school.people["alva"], Workspace.STUDENT))
    tab.open("/idag")
    shown = tab.variable(StudentDayState, "day")
    assert tab.variable(StudentDayState, "name") == "Alva"
    assert (shown.upcoming.title, shown.upcoming.room, shown.upcoming.teacher) == ("Matematik", "B12", "Lena Lönn")
    assert [lesson.state for lesson in shown.lessons] == ["done", "now"]
