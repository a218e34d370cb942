"""Two minutes before a session ends the person is asked, and one key keeps both the session and the text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from skolplattform.core.actor import Workspace
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Check = Callable[[Page], None]


@pytest.fixture
def typing(built_app: Server, page: Page) -> Page:
    """A teacher who has marked a student and then let the browser's clock go 28 minutes and a half."""
    page.clock.install()
    built_app.sign_in(page, built_app.school.people["teacher"], Workspace.TEACHER)
    page.goto(f"/narvaro/{built_app.school.lesson}")
    expect(page.locator(".pupil").first).to_be_visible()
    # The frame has heard how long the session lasts when it knows who it belongs to.
    expect(page.get_by_role("button", name=re.compile("Lena.*profilmenyn"))).to_be_visible()
    page.locator(".pupil", has_text="Bo Björk").locator("label[data-mark=invalid]").click()
    page.clock.fast_forward("28:30")
    page.clock.run_for(6_000)
    return page


def test_the_question_comes_in_time_and_one_key_stays(typing: Page, axe: Check) -> None:
    dialog = typing.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button")).to_be_focused()
    axe(typing)
    typing.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    typing.clock.fast_forward("10:00")
    typing.clock.run_for(6_000)
    expect(dialog).to_be_hidden()
    assert "/narvaro/" in typing.url
    expect(typing.locator(".pupil", has_text="Bo Björk").get_by_role("radio", name="Ogiltig")).to_be_checked()


def test_who_does_not_answer_comes_to_the_sign_in_page(typing: Page) -> None:
    expect(typing.get_by_role("dialog")).to_be_visible()
    typing.clock.fast_forward("02:00")
    typing.clock.run_for(6_000)
    typing.wait_for_url(re.compile("/logga-in"))
