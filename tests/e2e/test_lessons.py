"""A lesson from an empty row to the student's day, in a real browser; and a plan that is moved by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.planning.lesson_plans.tables import LessonMove, LessonPlan
from skolplattform.schedule.tables import CalendarEvent
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.school_rows import TODAY, named_id
from tests.support.server import Server

pytestmark = pytest.mark.e2e

TOMORROW, AFTER = (TODAY + timedelta(days=n) for n in (1, 2))


@pytest.fixture
def lessons_ahead(built_app: Server) -> Iterator[Server]:
    """Mathematics for 7A the next two days as well, taken away afterwards with all that was planned."""
    days = {named_id(f"lesson of {day}"): day for day in (TOMORROW, AFTER)}
    of_group = {"activity_id": named_id("activity"), "unit_id": built_app.school.unit, "minutes_student": 60}
    with pytest.MonkeyPatch.context() as patch, databases.pointed_at(built_app.database_url, patch):
        with clock.fixed(SCHOOL_DAY), db.unit() as session:
            for id_, day in days.items():
                times = {"starts_at": clock.at(day, time(10)), "ends_at": clock.at(day, time(11))}
                session.add(CalendarEvent(id=id_, day=day, **times, **of_group))
        yield built_app
        with db.unit() as session:
            for table in (LessonMove, LessonPlan):
                session.execute(delete(table))
            for id_ in days:
                session.delete(session.get_one(CalendarEvent, id_))


def test_a_lesson_is_planned_ticked_off_and_read_by_the_student(lessons_ahead: Server, page: Page) -> None:
    people = lessons_ahead.school.people
    lessons_ahead.sign_in(page, people["teacher"], Workspace.TEACHER)
    page.goto("/min-dag")
    page.get_by_role("link", name="Lektionen nu").click()
    page.get_by_role("link", name="Planera lektionen").click()
    today = page.locator("li.lesson").filter(has_text="ons 18 nov").filter(has_text="10.00")
    today.get_by_role("textbox").fill("Bråk som delar")
    today.get_by_role("button", name="Mer").click()
    page.get_by_label("Steg").fill("Samling 5 min\nÖva i par 25 min")
    page.get_by_role("textbox", name="Läxa").fill("Sida 34")
    page.get_by_label("Visa för elever").click()
    expect(today.get_by_text("30 av 60 min")).to_be_visible()
    expect(today.get_by_text("Visas för elever", exact=True)).to_be_visible()

    page.get_by_role("link", name="Öppna lektionen").click()
    page.get_by_label("Samling").click()
    expect(page.locator("s", has_text="Samling")).to_be_visible()

    lessons_ahead.sign_in(page, people["alva"], Workspace.STUDENT)
    page.goto("/idag")
    expect(page.get_by_text("Bråk som delar")).to_be_visible()
    page.get_by_role("link", name="Kommande lektioner").click()
    expect(page.get_by_text("Sida 34")).to_be_visible()


def test_a_plan_is_moved_by_the_keyboard_and_the_focus_goes_with_it(lessons_ahead: Server, page: Page) -> None:
    lessons_ahead.sign_in(page, lessons_ahead.school.people["teacher"], Workspace.TEACHER)
    page.goto(f"/lektionsplaner/{named_id('activity')}")
    first = page.get_by_label("Vad ni gör tors 19 nov")
    second = page.get_by_label("Vad ni gör fre 20 nov")
    first.fill("Procent")
    expect(page.get_by_role("button", name="Flytta till lektionen efter")).to_be_visible()
    first.press_sequentially(" av")
    page.keyboard.press("Alt+ArrowDown")
    expect(second).to_have_value("Procent av")
    expect(second).to_be_focused()
    page.get_by_role("button", name="Ångra").click()
    expect(first).to_have_value("Procent av")
