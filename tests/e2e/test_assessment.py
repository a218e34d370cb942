"""A class assessed in a real browser: by keys alone, nothing lost, published and taken back, two at once, a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from sqlmodel import Session, delete, select

from skolplattform.assessment.tables import Judgement, JudgementVersion, Publication, PublishedVersion
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import Criterion, CriterionLevel
from skolplattform.schedule.tables import ActivityTeacher
from tests.assessment.screening_world import MATERIAL, in_year_one
from tests.attendance.more_students import add_students
from tests.support import databases
from tests.support.school import SCHOOL_DAY, School
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e

STUDENTS, CRITERIA = 30, 12
LETTERS = "EDCBAF"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


@contextmanager
def database_of(server: Server) -> Iterator[None]:
    """This process uses the server's database inside the block, on the school's day."""
    url = server.database_url
    with pytest.MonkeyPatch.context() as patch, databases.pointed_at(url, patch), clock.fixed(SCHOOL_DAY):
        yield


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """7A has 30 students, mathematics 12 criteria, and two teachers."""
    folder = tmp_path_factory.mktemp("assessment")
    url = databases.sqlite_copy(seeded_database, folder)
    with running(url, folder) as started:
        with database_of(started), db.unit() as session:
            add_students(session, started.school, STUDENTS - 3)
            _add_criteria(session, started.school)
            colleague = started.school.duties["colleague"]
            session.add(ActivityTeacher(activity_id=started.school.activity, duty_id=colleague))
        yield started


def _add_criteria(session: Session, school: School) -> None:
    load_catalogue(session)
    stage = stages_of(session, [school.syllabus])[school.syllabus].id
    there = len(session.exec(select(Criterion.id).where(Criterion.stage_id == stage)).all())
    for number in range(there, CRITERIA):
        extra = Criterion(stage_id=stage, aspect=f"Mål {number + 1}", position=number)
        session.add(extra)
        session.flush()
        session.add(CriterionLevel(criterion_id=extra.id, level="E", position=0, text="Eleven visar det."))


@pytest.fixture
def fresh(server: Server) -> Server:
    """Nothing has been judged."""
    with database_of(server), db.unit() as session:
        for table in (PublishedVersion, Publication, JudgementVersion, Judgement):
            session.exec(delete(table))  # type: ignore[call-overload]
    return server


Open = Callable[..., Page]


@pytest.fixture
def open_as(fresh: Server, browser: Browser) -> Iterator[Open]:
    """`open_as("teacher", path)`: a browser of that person's own, on that page."""
    made = []

    def start(name: str, path: str = "", workspace: Workspace = Workspace.TEACHER, **options: object) -> Page:
        context = browser.new_context(base_url=fresh.url, locale="sv-SE", **options)  # type: ignore[arg-type]
        made.append(context)
        page = context.new_page()
        fresh.sign_in(page, fresh.school.people[name], workspace)
        page.goto(path or f"/bedomning/{fresh.school.activity}")
        expect(page.locator("main h1")).to_be_visible()
        return page

    yield start
    for context in made:
        context.close()


def saved(page: Page) -> None:
    """Wait until everything typed has been answered."""
    expect(page.locator("[data-saving=saved]")).to_be_visible(timeout=30_000)


def held(server: Server) -> dict[tuple[UUID, UUID], tuple[str, str]]:
    """Level and comment of every judgement in the database."""
    with database_of(server), db.reading() as session:
        return {
            (item.student_id, item.criterion_id): ("-" if item.no_evidence else item.level, item.comment)
            for item in session.exec(select(Judgement)).all()
        }


def cell(page: Page, row: int, column: int):
    return page.locator(".matrix tbody tr").nth(row).locator("td").nth(column)


def into_the_grid(page: Page) -> None:
    """By Tab alone, from the top of the page."""
    expect(page.locator(".matrix td").first).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.matrix td')"):
            return
    raise AssertionError("Tab never reaches the grid")


def test_a_class_of_30_against_12_criteria_typed_by_keys_alone_loses_nothing(open_as: Open, fresh: Server) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    expected = [[LETTERS[(row + column) % 6] for column in range(CRITERIA)] for row in range(STUDENTS)]
    for column in range(CRITERIA):
        page.keyboard.press("Control+Home")
        for _ in range(column):
            page.keyboard.press("ArrowRight")
        for row in range(STUDENTS):
            page.keyboard.press(expected[row][column].lower())
            page.keyboard.press("Enter")
    saved(page)
    page.reload()
    expect(cell(page, 0, 0)).to_be_visible()
    shown = page.locator(".matrix tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.firstChild.textContent))"
    )
    assert shown == expected
    assert len(held(fresh)) == STUDENTS * CRITERIA


def test_a_matrix_loaded_anew_is_never_shown_as_it_stood_before(open_as: Open) -> None:
    """The page's own reading is held back: what the server kept of the tab must not stand in its place."""
    page = open_as("teacher")
    into_the_grid(page)
    held_back: list[Callable[[], None]] = []

    def between(socket: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            kept = "is_hydrated_rx_state_" in str(message)
            if held_back or ("matrix_rx_state_" in str(message) and not kept):
                held_back.append(lambda: socket.send(message))
            else:
                socket.send(message)

        socket.connect_to_server().on_message(pass_on)

    page.route_web_socket("**/_event/**", between)
    page.reload()
    while not held_back:
        frames(page)
    frames(page)
    assert page.locator(".matrix").count() == 0
    for send in held_back:
        send()
    expect(cell(page, 0, 0)).to_be_visible()


def frames(page: Page) -> None:
    """Let the browser draw twice."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_keys_move_set_clear_fill_and_undo(open_as: Open, fresh: Server) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    for key in ("c", "ArrowRight", "-", "Home", "Control+End", "a", "Control+Home"):
        page.keyboard.press(key)
    expect(cell(page, 0, 0)).to_be_focused()
    expect(cell(page, 0, 1)).to_contain_text("–")
    expect(cell(page, STUDENTS - 1, CRITERIA - 1)).to_contain_text("A")
    page.keyboard.press("q")
    expect(page.get_by_role("status").filter(has_text="Q finns inte på skalan")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+d")
    expect(cell(page, 1, 0)).to_contain_text("C")
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Control+d"):
        page.keyboard.press(key)
    expect(cell(page, 3, 0)).to_contain_text("C")
    page.keyboard.press("Control+z")
    expect(cell(page, 3, 0)).to_contain_text("tom")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Delete")
    expect(cell(page, 0, 0)).to_contain_text("tom")
    page.keyboard.press("Control+z")
    expect(cell(page, 0, 0)).to_contain_text("C")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Tangenter").last).to_be_visible()
    page.keyboard.press("Escape")
    saved(page)
    assert sorted(code for code, _ in held(fresh).values() if code) == ["-", "A", "C", "C"]


def test_a_column_is_pasted_from_a_spreadsheet(open_as: Open, fresh: Server) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    page.evaluate(PASTE, "a\tB\r\nc\t–\r\n\tx\r\nE\r\n")
    expect(page.get_by_role("status").filter(has_text="x finns inte på skalan")).to_be_visible()
    saved(page)
    assert sorted(code for code, _ in held(fresh).values()) == ["-", "A", "B", "C", "E"]


def test_a_comment_is_written_without_the_mouse_and_saved(open_as: Open, fresh: Server) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    page.keyboard.press("b")
    page.keyboard.press("k")
    expect(page.get_by_label("Kommentar till Alva Ask")).to_be_focused()
    page.keyboard.type("Visa gärna två sätt.")
    page.keyboard.press("Escape")
    expect(cell(page, 0, 0)).to_be_focused()
    saved(page)
    assert list(held(fresh).values()) == [("B", "Visa gärna två sätt.")]


def test_what_is_published_is_on_the_students_open_page_in_two_seconds_and_can_be_taken_back(open_as: Open) -> None:
    student = open_as("alva", "/mina-amnen", Workspace.STUDENT)
    expect(student.get_by_text("Inget bedömt ännu")).to_be_visible()
    page = open_as("teacher")
    into_the_grid(page)
    page.keyboard.press("c")
    saved(page)
    expect(student.get_by_text("Inget bedömt ännu")).to_be_visible()
    page.get_by_role("button", name="Publicera 1 utkast").click()
    page.get_by_role("dialog").get_by_role("button", name="Publicera 1 bedömning").click()
    expect(student.get_by_text("1 av 12 kriterier nådda")).to_be_visible(timeout=2_500)
    expect(cell(page, 0, 0)).to_have_attribute("data-level", "C")
    page.locator("#status").get_by_role("button", name="Ångra").click()
    expect(student.get_by_text("Inget bedömt ännu")).to_be_visible(timeout=2_500)
    expect(cell(page, 0, 0)).to_have_attribute("data-state", "draft")


def test_two_teachers_in_one_cell_are_both_shown_and_one_chooses(open_as: Open, fresh: Server) -> None:
    page, other = open_as("teacher"), open_as("colleague")
    into_the_grid(page)
    into_the_grid(other)
    page.keyboard.press("a")
    other.keyboard.press("e")
    saved(page)
    saved(other)
    clash = re.compile("hann före och skrev [AE]")
    late, mine = (other, "E") if other.get_by_text(clash).count() else (page, "A")
    expect(late.get_by_text(clash)).to_be_visible()
    late.get_by_role("button", name="Behåll mitt").click()
    expect(late.get_by_text(clash)).to_be_hidden()
    saved(late)
    assert [code for code, _ in held(fresh).values()] == [mine]


def test_what_a_colleague_has_saved_is_on_the_open_matrix_in_two_seconds(open_as: Open) -> None:
    page, other = open_as("teacher"), open_as("colleague")
    into_the_grid(other)
    other.keyboard.press("d")
    expect(cell(page, 0, 0)).to_contain_text("D", timeout=2_500)


def test_the_history_tells_who_wrote_what(open_as: Open) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    page.keyboard.press("c")
    saved(page)
    page.keyboard.press("b")
    page.get_by_role("button", name="Visa historik").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Lena Lönn")
    expect(dialog.get_by_role("heading")).to_contain_text("Historik: Begrepp")


def test_a_phone_takes_one_student_at_a_time(open_as: Open, fresh: Server) -> None:
    page = open_as("teacher", viewport={"width": 390, "height": 844}, has_touch=True)
    expect(page.get_by_role("heading", name="Alva Ask")).to_be_visible()
    page.get_by_role("group", name="Begrepp").get_by_text("C", exact=True).click()
    page.get_by_role("button", name="Nästa elev").click()
    expect(page.get_by_role("heading", name="Bo Björk")).to_be_visible()
    page.get_by_role("group", name="Begrepp").get_by_text("D", exact=True).click()
    saved(page)
    assert sorted(code for code, _ in held(fresh).values()) == ["C", "D"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_test_from_an_empty_markbook_to_the_students_page(
    open_as: Open, fresh: Server, every_look: Callable[[Page], None]
) -> None:
    """Thirty results by keys and from a spreadsheet, one refused and one undone; shown, read and taken back."""
    page = open_as("teacher", f"/resultat/{fresh.school.activity}/prov/nytt")
    page.get_by_label("Namn").fill("Bråk")
    page.get_by_label("Poäng som mest").fill("40")
    page.get_by_role("button", name="Spara provet").click()
    into_the_grid(page)
    for key in (*"17,5", "Enter", "f", "Enter", *"41", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="41 finns inte på skalan 0–40")).to_be_visible()
    expect(cell(page, 2, 0)).to_be_focused()
    for key in ("Escape", *"4", "Enter", "Control+z"):
        page.keyboard.press(key)
    expect(cell(page, 2, 0)).to_contain_text("tom")
    page.evaluate(PASTE, "".join(f"{number},5\r\n" for number in range(STUDENTS - 2)))
    saved(page)
    every_look(page)
    student = open_as("alva", "/mina-amnen", Workspace.STUDENT)
    expect(student.get_by_text("Bråk")).to_have_count(0)
    page.get_by_role("button", name=f"Publicera ({STUDENTS})").click()
    page.get_by_role("dialog").get_by_role("button", name=f"Publicera {STUDENTS} resultat").click()
    expect(student.get_by_text("17,5 av 40 poäng")).to_be_visible(timeout=2_500)
    expect(cell(page, 1, 0)).to_have_attribute("data-level", "away")
    every_look(student)
    page.locator("#status").get_by_role("button", name="Ångra").click()
    expect(student.get_by_text("17,5 av 40 poäng")).to_have_count(0, timeout=2_500)


def test_a_typed_grid_and_open_subjects_are_accessible(open_as: Open, every_look: Callable[[Page], None]) -> None:
    page = open_as("teacher")
    into_the_grid(page)
    for key in ("c", "Enter", "q"):
        page.keyboard.press(key)
    saved(page)
    every_look(page)
    subjects = open_as("alva", "/mina-amnen", Workspace.STUDENT)
    expect(subjects.locator("details > summary").first).to_be_visible()
    for summary in subjects.locator("details:not([open]) > summary:visible").all()[:2]:
        summary.click()
    every_look(subjects)


def test_points_of_a_screening_are_typed_by_keys_and_a_low_one_is_marked_in_words(open_as: Open, fresh: Server) -> None:
    """BED-13: 1 and 0 in one cell are ten; what the part has not is said and not written; a phone writes a number."""
    with database_of(fresh), db.unit() as session:
        in_year_one(session)
    path = f"/kartlaggning/{fresh.school.class_7a}/{MATERIAL}"
    page = open_as("teacher", path)
    into_the_grid(page)
    for key in ("1", "0", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("101 finns inte på skalan 0–10")).to_be_visible()
    for key in ("Backspace", "Enter", "4", "Enter"):
        page.keyboard.press(key)
    saved(page)
    page.reload()
    expect(cell(page, 0, 0)).to_contain_text("10")
    expect(cell(page, 1, 0)).to_contain_text("4")
    expect(cell(page, 1, 0)).to_contain_text("Titta närmare")
    expect(cell(page, 0, 0)).not_to_contain_text("Titta närmare")
    phone = open_as("teacher", path, viewport={"width": 390, "height": 844})
    points = phone.get_by_label("Poäng av 10")
    expect(points).to_have_value("10")
    points.fill("3")
    points.blur()
    saved(phone)
    expect(cell(page, 0, 0)).to_contain_text("3")
