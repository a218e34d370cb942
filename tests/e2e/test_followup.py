"""Follow-up in a real browser: live pages, the way down by click and by key, and who may open what."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from skolplattform.core.actor import Workspace
from tests.support import databases
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e

SECONDS = 2.0
NARROW = {"width": 390, "height": 844}
PAGES = [
    ("principal", Workspace.PRINCIPAL, "/skolan-nu"),
    ("principal", Workspace.PRINCIPAL, "/narvaro-oversikt"),
    ("principal", Workspace.PRINCIPAL, "/narvaro-oversikt?klass={class_7a}"),
    ("rut", Workspace.GUARDIAN, "/hem"),
    ("rut", Workspace.GUARDIAN, "/barn/{alva}"),
    ("rut", Workspace.GUARDIAN, "/barn/{alva}/narvaro"),
]

Open = Callable[[str, Workspace, str], Page]


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own, nothing reported yet."""
    folder = tmp_path_factory.mktemp("followup")
    url = databases.sqlite_copy(seeded_database, folder)
    with running(url, folder) as started:
        yield started


@pytest.fixture
def open_as(server: Server, browser: Browser) -> Iterator[Open]:
    """`open_as("rut", Workspace.GUARDIAN, "/hem")`: a browser of that person's own, on the page, alive."""
    contexts = []

    def opened(name: str, workspace: Workspace, path: str) -> Page:
        context = browser.new_context(base_url=server.url, locale="sv-SE", timezone_id="Europe/Stockholm")
        contexts.append(context)
        page = context.new_page()
        server.sign_in(page, server.school.people[name], workspace)
        page.goto(filled(server, path))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        return page

    yield opened
    for context in contexts:
        context.close()


def filled(server: Server, path: str) -> str:
    """The path with the small school's ids."""
    school = server.school
    return path.format(class_7a=school.class_7a, lesson=school.lesson, **school.people)


def report_lesson(open_as: Open) -> float:
    """The teacher saves the lesson of 10.00, Bo away without reason; when the page said so."""
    teacher = open_as("teacher", Workspace.TEACHER, "/narvaro/{lesson}")
    teacher.locator(".pupil", has_text="Bo Björk").locator("label[data-mark=invalid]").click()
    teacher.get_by_role("button", name="Spara närvaro").click()
    expect(teacher.locator("#status")).to_contain_text("Sparat 10.")
    return time.monotonic()


def click_bar(page: Page) -> None:
    """A click in the middle of the first bar, through the layer that Plotly lays over its picture."""
    bar = page.locator(".picks .bars path").first
    expect(bar).to_be_visible()
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)


@pytest.mark.measures
def test_what_the_teacher_saves_is_on_open_pages_within_two_seconds(open_as: Open) -> None:
    """Without a reload: the guardian's cards and the principal's hour."""
    guardian = open_as("rut", Workspace.GUARDIAN, "/hem")
    principal = open_as("principal", Workspace.PRINCIPAL, "/skolan-nu")
    expect(principal.get_by_text("Matematik 7A")).to_be_visible()
    saved = report_lesson(open_as)
    expect(guardian.get_by_text("Här sedan 10.00")).to_be_visible(timeout=SECONDS * 1_000)
    expect(principal.get_by_text("Matematik 7A")).to_have_count(0, timeout=SECONDS * 1_000)
    assert time.monotonic() - saved < SECONDS + 0.5


def test_the_way_down_by_click(open_as: Open) -> None:
    """School, year, class, student: one click a level, and the crumbs lead back."""
    report_lesson(open_as)
    page = open_as("principal", Workspace.PRINCIPAL, "/narvaro-oversikt")
    expect(page.locator("h1")).to_have_text("Ekbackens skola")
    click_bar(page)
    expect(page.locator("h1")).to_have_text("Årskurs 7")
    expect(page).to_have_url(re.compile(r"ar=7"))
    click_bar(page)
    expect(page.locator("h1")).to_have_text("7A")
    page.get_by_role("link", name="Alva Ask").click()
    expect(page.get_by_role("heading", name="Alva Ask")).to_be_visible()
    page.get_by_role("navigation", name="Brödsmulor").get_by_role("link", name="Hela skolan").click()
    expect(page.locator("h1")).to_have_text("Ekbackens skola")


def test_the_way_down_by_key(open_as: Open) -> None:
    """Everything a click on a bar does is a button in the chart's table."""
    report_lesson(open_as)
    page = open_as("principal", Workspace.PRINCIPAL, "/narvaro-oversikt")
    table = page.locator("figure", has=page.locator(".picks")).locator("details")
    table.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Åk 7")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Årskurs 7")


def test_a_protected_student_is_not_opened(open_as: Open) -> None:
    page = open_as("principal", Workspace.PRINCIPAL, "/narvaro-oversikt?klass={class_7a}&elev={cleo}")
    expect(page.get_by_text("Cypress")).to_have_count(0)
    expect(page.locator("#h-student")).to_have_count(0)


def test_a_foreign_child_looks_like_a_missing_one(open_as: Open) -> None:
    page = open_as("ulf", Workspace.GUARDIAN, "/hem")
    page.goto(page.url.replace("/hem", "/barn/" + "0" * 8 + "-0000-7000-8000-" + "0" * 12))
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("Alva")).to_have_count(0)


@pytest.mark.parametrize(("name", "workspace", "path"), PAGES)
def test_the_page_is_accessible(open_as: Open, every_look, name: str, workspace: Workspace, path: str) -> None:
    every_look(open_as(name, workspace, path))


@pytest.mark.parametrize(("name", "workspace", "path"), PAGES)
def test_the_page_fits_a_phone(open_as: Open, name: str, workspace: Workspace, path: str) -> None:
    page = open_as(name, workspace, path)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize(("button", "ending"), [("Hämta Excel", "xlsx"), ("Hämta CSV", "csv")])
def test_the_figures_come_down_as_a_file(open_as: Open, button: str, ending: str) -> None:
    page = open_as("principal", Workspace.PRINCIPAL, "/narvaro-oversikt")
    page.get_by_role("button", name="Exportera").first.click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=button).click()
    path = download.value.path()
    assert download.value.suggested_filename.endswith(f".{ending}")
    content = path.read_bytes()
    assert content.startswith(b"PK" if ending == "xlsx" else b"\xef\xbb\xbf")
    assert len(content) > 100
