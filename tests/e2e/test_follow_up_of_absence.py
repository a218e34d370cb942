"""Follow-up of absence in a real browser: a case from the search to the report to the organiser, two who write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from skolplattform.core.actor import Workspace
from tests.support.server import Server

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]


@pytest.fixture
def open_as(built_app: Server, browser: Browser) -> Iterator[Open]:
    """`open_as("teacher", Workspace.TEACHER, "/franvaroarenden")`: a person's page in a browser of their own."""
    opened = []

    def sit_down(name: str, workspace: Workspace, path: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="sv-SE",
            base_url=built_app.url,
        )
        opened.append(context)
        page = context.new_page()
        built_app.sign_in(page, built_app.school.people[name], workspace)
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()
        return page

    yield sit_down
    for context in opened:
        context.close()


def case_of_alva(open_as: Open) -> str:
    """The address of Alva's case, opened by hand."""
    page = open_as("teacher", Workspace.TEACHER, "/franvaroarenden")
    page.get_by_role("searchbox").fill("Alva")
    page.get_by_role("button", name="Följ upp Alva Ask").click()
    expect(page.get_by_role("heading", level=1, name="Alva Ask")).to_be_visible()
    return page.url


def test_a_case_is_opened_written_in_investigated_and_reported(open_as: Open) -> None:
    address = case_of_alva(open_as)
    page = open_as("principal", Workspace.PRINCIPAL, address)
    page.get_by_role("button", name="Starta utredning").click()
    expect(page.get_by_role("button", name="Anmäl till huvudmannen")).to_be_visible()
    page.locator("#kind").select_option("meeting")
    page.locator("input[name=present-guardian]").check()
    page.locator("#words").fill("Vi ses varje måndag.")
    page.get_by_role("button", name="Spara anteckning").click()
    expect(page.get_by_text("Vi ses varje måndag.", exact=True)).to_be_visible()
    expect(page.locator("#words")).to_have_value("")
    page.get_by_role("button", name="Anmäl till huvudmannen").click()
    expect(page.get_by_role("button", name="Anmäl till huvudmannen")).to_have_count(0)
    family = open_as("rut", Workspace.GUARDIAN, "/franvarouppfoljning")
    family.set_viewport_size({"width": 390, "height": 900})
    expect(family.get_by_text("Vi ses varje måndag.")).to_be_visible()


def test_what_two_write_is_shown_to_the_second_who_chooses(open_as: Open) -> None:
    address = case_of_alva(open_as)
    mine = open_as("teacher", Workspace.TEACHER, address)
    theirs = open_as("principal", Workspace.PRINCIPAL, address)
    mine.locator("#analysis").fill("Mentorns tankar")
    theirs.locator("#analysis").fill("Rektors tankar")
    theirs.locator("#words").click()
    expect(theirs.locator("#analysis-hint")).to_contain_text("Sparat")
    mine.locator("#words").click()
    expect(mine.locator(".banner").get_by_text("Rektors tankar")).to_be_visible()
    expect(mine.locator("#analysis")).to_have_value("Mentorns tankar")
    mine.get_by_role("button", name="Behåll min text").click()
    expect(mine.locator("#analysis-hint")).to_contain_text("Sparat")
    mine.reload()
    expect(mine.locator("#analysis")).to_have_value("Mentorns tankar")
