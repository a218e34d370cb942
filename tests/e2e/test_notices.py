"""The bell in a real browser: it rings on a guardian's open page, and leads to what it is about."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from skolplattform.core.actor import Workspace
from tests.support import databases
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e
RINGS_WITHIN = 2.0


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own."""
    folder = tmp_path_factory.mktemp("notices")
    with running(databases.sqlite_copy(seeded_database, folder), folder) as started:
        yield started


def signed_in(browser: Browser, server: Server, name: str, workspace: Workspace, width: int = 1280) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE").new_page()
    server.sign_in(page, server.school.people[name], workspace)
    return page


@pytest.mark.measures
def test_the_guardians_open_page_rings_within_two_seconds_of_the_save(
    server: Server, browser: Browser, axe: Callable[[Page], None]
):
    guardian = signed_in(browser, server, "rut", Workspace.GUARDIAN, width=390)
    guardian.goto(server.url + "/hem")
    expect(guardian.get_by_role("link", name="Aviseringar, inga olästa")).to_be_visible()
    teacher = signed_in(browser, server, "teacher", Workspace.TEACHER)
    teacher.goto(f"{server.url}/narvaro/{server.school.lesson}")
    teacher.locator(".pupil", has_text="Alva").locator("label[data-mark=invalid]").click()
    teacher.get_by_role("button", name="Spara").first.click()
    expect(teacher.locator("#status")).to_contain_text("Sparat 10.")
    saved = time.monotonic()
    bell = guardian.get_by_role("link", name="Aviseringar, 1 oläst")
    expect(bell).to_be_visible(timeout=10_000)
    assert time.monotonic() - saved <= RINGS_WITHIN
    bell.click()
    expect(guardian.get_by_text("Alva Ask: Frånvaro utan giltigt skäl")).to_be_visible()
    axe(guardian)
    guardian.get_by_role("link", name="Alva Ask: Frånvaro utan giltigt skäl").click()
    guardian.wait_for_url(f"**/barn/{server.school.people['alva']}/narvaro")
    expect(guardian.get_by_role("link", name="Aviseringar, inga olästa")).to_be_visible()


def test_a_guardian_chooses_text_messages_for_one_child_on_a_phone(server: Server, browser: Browser):
    page = signed_in(browser, server, "rut", Workspace.GUARDIAN, width=390)
    page.goto(server.url + "/aviseringar/val")
    unexcused = page.get_by_role("group", name="Frånvaro utan giltigt skäl")
    hers = unexcused.get_by_label("Sms Elsa Ask")
    hers.click()
    expect(page.get_by_text("Sparat: Frånvaro utan giltigt skäl")).to_be_visible()
    page.reload()
    expect(hers).to_be_checked()
    expect(unexcused.get_by_label("Sms Alva Ask")).not_to_be_checked()
