"""Attendance in a real browser: the fewest clicks, the keys, the draft, the undo, two at once, a phone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import delete, select

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.ids import new_id
from skolplattform.core.tables import AnsweredKey
from skolplattform.registry import tables
from tests.attendance.more_students import add_students
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e
CLASS = 25


@contextmanager
def database_of(server: Server) -> Iterator[None]:
    """This process uses the server's database inside the block."""
    with pytest.MonkeyPatch.context() as patch, databases.pointed_at(server.database_url, patch):
        yield


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school with a class of 25, on a server of its own."""
    folder = tmp_path_factory.mktemp("attendance")
    url = databases.sqlite_copy(seeded_database, folder)
    with running(url, folder) as started:
        with database_of(started), clock.fixed(SCHOOL_DAY), db.unit() as session:
            add_students(session, started.school, CLASS - 3)
        yield started


@pytest.fixture
def fresh(server: Server) -> Server:
    """Nothing reported, nothing told."""
    with database_of(server), db.unit() as session:
        for table in (Deviation, LessonRegister, AbsenceReport, AnsweredKey):
            session.exec(delete(table))  # type: ignore[call-overload]
    return server


class Person:
    """Somebody at a browser, whose clicks are counted."""

    def __init__(self, page: Page, server: Server, name: str, workspace: Workspace) -> None:
        self.page, self.server, self.clicks = page, server, 0
        server.sign_in(page, server.school.people[name], workspace)

    def open(self, path: str) -> Page:
        self.page.goto(self.server.url + path)
        expect(self.page.locator("main h1")).to_be_visible()
        return self.page

    def click(self, role: str, name: str, *, within: str = "main") -> None:
        self.clicks += 1
        self.page.locator(within).get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def mark(self, pupil: str, mark: str) -> None:
        self.clicks += 1
        self.row(pupil).locator(f"label[data-mark={mark}]").click()

    def row(self, pupil: str):
        return self.page.locator(".pupil", has_text=pupil)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=6_000)

    def sees_saved(self) -> None:
        """The server has saved: the status line says so. What stands under the list is the draft on the device."""
        expect(self.page.locator("#status")).to_contain_text("Sparat 10.", timeout=6_000)


@pytest.fixture
def someone(browser: Browser, fresh: Server) -> Iterator[Callable[..., Person]]:
    """`someone("teacher", Workspace.TEACHER)`: a person with a browser of their own."""
    opened = []

    def sit_down(name: str, workspace: Workspace, *, width: int = 1280, height: int = 900):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        opened.append(context)
        return Person(context.new_page(), fresh, name, workspace)

    yield sit_down
    for context in opened:
        context.close()


@pytest.fixture
def teacher(someone) -> Person:
    return someone("teacher", Workspace.TEACHER)


def stored(server: Server) -> dict[str, tuple[int, int, int]]:
    """Deviations of the lesson by the student's id."""
    with database_of(server), db.reading() as session:
        rows = session.exec(select(Deviation)).all()
        return {str(row.student_id): (row.valid_minutes, row.invalid_minutes, row.other_minutes) for row in rows}


def lesson(server: Server) -> str:
    return f"/narvaro/{server.school.lesson}"


def test_a_whole_class_present_takes_two_clicks(teacher: Person):
    teacher.open("/min-dag")
    teacher.click("link", "Ta närvaro")
    expect(teacher.page.locator(".pupil")).to_have_count(CLASS)
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    assert teacher.clicks == 2
    assert stored(teacher.server) == {}


def test_an_exception_is_one_click_and_late_two_more(teacher: Person):
    school = teacher.server.school
    teacher.open(lesson(teacher.server))
    teacher.mark("Bo Björk", "invalid")
    teacher.clicks += 1
    teacher.row("Alva Ask").get_by_role("button", name="Sen").click()
    teacher.page.keyboard.type("12")
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    assert teacher.clicks == 3
    assert stored(teacher.server) == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (0, 12, 0)}


def test_an_undo_leaves_the_lesson_unreported(teacher: Person):
    teacher.open(lesson(teacher.server))
    teacher.mark("Bo Björk", "invalid")
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    teacher.click("button", "Ångra", within="#status")
    teacher.sees("Lektionen är som den var innan")
    assert stored(teacher.server) == {}
    expect(teacher.row("Bo Björk").locator("input[value=present]")).to_be_checked()


def test_the_next_lesson_that_waits_is_offered_after_a_save(teacher: Person):
    teacher.open(lesson(teacher.server))
    teacher.click("button", "Spara närvaro")
    teacher.sees("08.20 väntar på närvaro")
    teacher.click("link", "Ta närvaro")
    expect(teacher.page).to_have_url(f"{teacher.server.url}/narvaro/{teacher.server.school.earlier_lesson}")
    expect(teacher.page.get_by_text("08.20–09.20")).to_be_visible()


def test_the_keyboard_alone_is_enough(teacher: Person):
    school = teacher.server.school
    page = teacher.open(lesson(teacher.server))
    page.locator(".pupil input[type=radio]:checked").first.focus()
    page.keyboard.press("3")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    teacher.sees_saved()
    assert stored(teacher.server) == {str(school.people["alva"]): (0, 60, 0), str(school.people["bo"]): (0, 7, 0)}


def test_marks_survive_a_reload_without_a_name_on_the_device_and_go_when_saved(teacher: Person):
    page = teacher.open(lesson(teacher.server))
    teacher.mark("Bo Björk", "valid")
    kept = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert str(teacher.server.school.people["bo"]) in kept
    assert "Björk" not in kept
    page.reload()
    expect(teacher.row("Bo Björk").locator("input[value=valid]")).to_be_checked()
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    left = json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))"))
    assert not [key for key in left if key.startswith("draft.")]


def test_what_a_guardian_tells_in_two_clicks_is_on_the_teachers_open_page_within_two_seconds(someone, teacher: Person):
    school = teacher.server.school
    teacher.open(lesson(teacher.server))
    teacher.mark("Alva Ask", "invalid")
    guardian = someone("rut", Workspace.GUARDIAN)
    guardian.open(f"/anmal-franvaro?barn={school.people['alva']}")
    expect(guardian.page.locator("fieldset label.pick")).to_have_count(2)
    guardian.click("button", "Skicka anmälan")
    guardian.sees("Anmälan är skickad")
    expect(teacher.page.get_by_text("Anmäld av Rut Ask")).to_be_visible(timeout=3_000)
    expect(teacher.row("Alva Ask").locator("input[value=invalid]")).to_be_checked()
    guardian.click("button", "Ta tillbaka")
    guardian.sees("Anmälan är tillbakatagen")
    expect(teacher.page.get_by_text("Anmäld av Rut Ask")).to_be_hidden(timeout=3_000)


@pytest.fixture
def third_child(fresh: Server) -> Iterator[None]:
    """Rut has a third child, at a third school of the city."""
    school = fresh.school
    unit, child = new_id(), new_id()
    rows = [
        tables.Organisation(
            id=unit,
            organisation_type="Skolenhet",
            display_name="Ekens skola",
            parent_id=school.organiser,
            start_date=date(2020, 7, 1),
        ),
        tables.Person(id=child, given_name="Folke", family_name="Ask", birth_date=date(2019, 3, 1)),
        tables.Responsibility(child_id=child, adult_id=school.people["rut"], relation_type="Vårdnadshavare"),
        tables.Enrolment(person_id=child, unit_id=unit, school_type="GR", school_year=1, start_date=date(2026, 8, 17)),
    ]
    with database_of(fresh), db.unit() as session:
        for row in rows:
            session.add(row)
            session.flush()
    yield
    with database_of(fresh), db.unit() as session:
        session.exec(delete(AbsenceReport))  # type: ignore[call-overload]
        for row in reversed(rows):
            session.delete(session.get_one(type(row), row.id))
            session.flush()


def test_three_children_in_three_schools_are_told_of_in_two_clicks_on_a_phone(third_child: None, someone):
    guardian = someone("rut", Workspace.GUARDIAN, width=390)
    page = guardian.open("/hem")
    expect(page.locator("article.card")).to_have_count(3)
    guardian.click("link", "Anmäl frånvaro för alla")
    expect(page.locator("label.pick input:checked")).to_have_count(3)
    guardian.click("button", "Skicka anmälan")
    guardian.sees("3 anmälningar är skickade")
    assert guardian.clicks == 2
    with database_of(guardian.server), db.reading() as session:
        told = session.exec(select(AbsenceReport)).all()
    assert len({one.unit_id for one in told}) == len({one.student_id for one in told}) == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_several_children_and_a_part_of_the_day(someone):
    guardian = someone("rut", Workspace.GUARDIAN)
    page = guardian.open("/anmal-franvaro")
    for child in ("Alva", "Elsa"):
        page.locator("label.pick", has_text=child).click()
    page.locator("label", has_text="Del av dagen").click()
    guardian.click("button", "Skicka anmälan")
    guardian.sees("Skriv från eller till vilken tid.")
    expect(page.locator("label.pick", has_text="Alva").locator("input")).to_be_checked()
    page.locator("#until_time").fill("12:00")
    guardian.click("button", "Skicka anmälan")
    guardian.sees("2 anmälningar är skickade")
    with database_of(guardian.server), db.reading() as session:
        assert len(session.exec(select(AbsenceReport)).all()) == 2


def test_of_two_who_mark_together_nobodys_marks_vanish(someone, teacher: Person):
    school = teacher.server.school
    other = someone("teacher", Workspace.TEACHER)
    for one in (teacher, other):
        one.open(lesson(one.server))
        expect(one.page.locator(".pupil")).to_have_count(CLASS)
    other.mark("Alva Ask", "valid")
    other.mark("Bo Björk", "valid")
    teacher.mark("Bo Björk", "invalid")
    teacher.click("button", "Spara närvaro")
    other.sees("sparade närvaron 10.")
    expect(other.row("Bo Björk").get_by_text("sparat: Ogiltig")).to_be_visible()
    expect(other.row("Alva Ask").locator("input[value=valid]")).to_be_checked()
    expect(other.row("Bo Björk").locator("input[value=valid]")).to_be_checked()
    other.mark("Bo Björk", "invalid")
    other.click("button", "Spara närvaro")
    other.sees_saved()
    assert stored(teacher.server) == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (60, 0, 0)}


def test_marks_sent_while_the_line_is_cut_are_saved_once_when_it_is_back(someone):
    """The page keeps the marks and their key; when the server answers again, "Spara" saves them a single time."""
    teacher = someone("teacher", Workspace.TEACHER)
    school = teacher.server.school
    page = teacher.open(lesson(teacher.server))
    expect(page.locator(".pupil")).to_have_count(CLASS)
    teacher.mark("Bo Björk", "invalid")
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    teacher.mark("Alva Ask", "valid")
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.reload()
    expect(teacher.row("Bo Björk").locator("input[value=invalid]")).to_be_checked()
    expect(teacher.row("Alva Ask").locator("input[value=valid]")).to_be_checked()
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    assert stored(teacher.server) == {str(school.people["bo"]): (0, 60, 0), str(school.people["alva"]): (60, 0, 0)}
    with database_of(teacher.server), db.reading() as session:
        saves = session.exec(select(AnsweredKey).where(AnsweredKey.intention.like("attendance.report_lesson%"))).all()  # type: ignore[attr-defined]
    assert len(saves) == 1


def test_a_lesson_that_is_not_yours_looks_like_one_that_does_not_exist(someone):
    colleague = someone("colleague", Workspace.TEACHER)
    texts = []
    for path in (lesson(colleague.server), "/narvaro/00000000-0000-7000-8000-000000000000"):
        page = colleague.open(path)
        expect(page.get_by_text("Lektionen finns inte")).to_be_visible()
        texts.append(page.locator("main").inner_text())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("width", [390, 320])
def test_a_class_of_25_is_at_most_three_phone_screens(someone, width: int):
    teacher = someone("teacher", Workspace.TEACHER, width=width, height=844)
    page = teacher.open(lesson(teacher.server))
    expect(page.locator(".pupil")).to_have_count(CLASS)
    rows = page.locator(".roster").last.bounding_box()
    assert rows is not None
    assert rows["height"] <= 3 * 844
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for pupil in ("Bo Björk", "Alva Ask"):
        teacher.clicks += 1
        teacher.row(pupil).locator("button.now").click()
        expect(teacher.row(pupil).get_by_role("radio", name="Ogiltig")).to_be_checked()
    teacher.click("button", "Spara närvaro")
    teacher.sees_saved()
    assert teacher.clicks == 3, "a class of 25 with two away is three taps"
    assert sorted(stored(teacher.server).values()) == [(0, 60, 0), (0, 60, 0)]


def test_on_paper_stand_the_class_with_its_marks_and_the_week_and_nothing_to_press(teacher: Person):
    page = teacher.open(lesson(teacher.server))
    teacher.mark("Bo Björk", "invalid")
    page.emulate_media(media="print")
    expect(page.locator(".pupil")).to_have_count(CLASS)
    expect(teacher.row("Bo Björk").locator(".now")).to_be_visible()
    teacher.open("/schema")
    expect(page.locator(".timetable")).to_be_visible()
    expect(page.locator(".slot").first).to_be_visible()
    for hidden in (".top", ".nav", "main .btns"):
        assert not any(found.is_visible() for found in page.locator(hidden).all())


def test_who_is_also_a_guardian_changes_workspace_without_signing_in_again(teacher: Person):
    people = teacher.server.school.people
    with database_of(teacher.server), db.unit() as session:
        relation = tables.Responsibility(
            child_id=people["dag"], adult_id=people["teacher"], relation_type="Vårdnadshavare"
        )
        session.add(relation)
    page = teacher.open("/min-dag")
    page.locator("[popovertarget=profile]").click()
    page.locator("#profile").get_by_role("button", name="Vårdnadshavare").click()
    expect(page.locator("main").get_by_text("Dag").first).to_be_visible()
    assert "logga-in" not in page.url
    with database_of(teacher.server), db.unit() as session:
        session.delete(session.get_one(tables.Responsibility, relation.id))
