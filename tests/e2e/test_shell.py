"""The frame in a real browser: keyboard, language, light and dark, 404, lost connection, weight."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from skolplattform.core.actor import Workspace
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Opener = Callable[[str], Page]
Check = Callable[[Page], None]

FIRST_VISIT_BYTES = 200_000
PUBLIC = ("/logga-in", "/hjalp", "/tillganglighet", "/personuppgifter")
FOREIGN = re.compile(r"Reflex|Page not found|An error occurred|Cannot connect", re.IGNORECASE)


@pytest.fixture
def ready(page: Page) -> Opener:
    """`ready("/hjalp")` opens a page and waits until it is alive; the test fails on any error in its console."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if _is_fault(message) else None)

    def open_page(path: str) -> Page:
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_function("document.readyState === 'complete'")
        page.wait_for_timeout(600)
        assert not errors, errors
        return page

    return open_page


def _is_fault(message: ConsoleMessage) -> bool:
    return message.type == "error" and "404" not in message.text


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_is_swedish_and_ours(ready: Opener, path: str) -> None:
    page = ready(path)
    assert page.evaluate("document.documentElement.lang") == "sv"
    assert page.title().endswith("– Skolplattform")
    assert not FOREIGN.search(page.locator("body").inner_text())
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_public_page_is_accessible(ready: Opener, every_look: Check, path: str, language: str, page: Page) -> None:
    ready(path)
    if language == "en":
        page.locator("[data-set-lang=en]:visible").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    every_look(page)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_fits_a_window_of_320_pixels(ready: Opener, path: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ready(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_language_changes_at_once_and_stays(ready: Opener) -> None:
    page = ready("/hjalp")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Help")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("h1")).to_have_text("Help")
    assert page.title() == "Help – Skolplattform"


def test_the_language_changes_without_taking_what_is_typed(ready: Opener) -> None:
    page = ready("/logga-in")
    page.locator("main details > summary").first.click()
    typed = page.locator("#sign-in-username")
    typed.fill("lena.lonn")
    page.locator("[data-set-lang=en]:visible").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(typed).to_have_value("lena.lonn")


def test_the_keyboard_meets_the_skip_link_first(ready: Opener) -> None:
    page = ready("/hjalp")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.top')")


def test_focus_and_title_follow_a_link(ready: Opener) -> None:
    page = ready("/hjalp")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Tillgänglighet").click()
    expect(page.locator("h1")).to_have_text("Tillgänglighet")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Tillgänglighet – Skolplattform")
    assert page.evaluate("window.stayed"), "the page was loaded anew"


def test_dark_follows_the_device(ready: Opener, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    ready("/hjalp")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"


def test_an_unknown_address_says_so_and_leads_home(ready: Opener, axe: Check, page: Page, built_app: Server) -> None:
    built_app.sign_in(page, built_app.school.teacher.person_id, Workspace.TEACHER)
    ready("/finns-inte")
    expect(page.locator("h1")).to_have_text("Sidan finns inte")
    expect(page.get_by_role("link", name="Till startsidan", exact=True)).to_have_attribute("href", "/")
    axe(page)


def test_the_profile_menu_holds_the_person_language_and_theme(
    ready: Opener, axe: Check, page: Page, built_app: Server
) -> None:
    built_app.sign_in(page, built_app.school.teacher.person_id, Workspace.TEACHER)
    ready("/hjalp")
    page.locator("[popovertarget=profile]").click()
    menu = page.locator("#profile")
    expect(menu).to_contain_text("Lärare")
    expect(menu.get_by_role("button", name="Som enheten")).to_have_attribute("aria-pressed", "true")
    axe(page)
    menu.get_by_role("button", name="Mörkt").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"
    assert page.evaluate("Object.keys(localStorage)") == ["theme"]
    page.locator("[popovertarget=profile]").click()
    menu.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/logga-in**")


def test_a_lost_connection_is_told_in_swedish(ready: Opener) -> None:
    page = ready("/hjalp")
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text(
        "Anslutningen bröts, dina ändringar sparas lokalt", timeout=10_000
    )
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)


def test_the_first_visit_is_light(page: Page) -> None:
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.ok and response.request.method == "GET":
            weights[response.url] = len(gzip.compress(response.body(), 9))

    page.on("response", weigh)
    page.goto("/logga-in")
    page.wait_for_load_state("networkidle")
    total = sum(weights.values())
    assert total <= FIRST_VISIT_BYTES, sorted(weights.items(), key=lambda item: -item[1])[:8]


def test_forced_colours_keep_the_text_and_the_controls(ready: Opener, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    ready("/logga-in")
    expect(page.get_by_text("Logga in med skolkonto")).to_be_visible()


def test_paper_has_no_menu(ready: Opener, page: Page) -> None:
    ready("/hjalp")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
