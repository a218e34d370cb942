"""The header's search by keyboard and on a phone, in a real browser."""

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
def teacher(built_app: Server, page: Page) -> Page:
    """The teacher's day, alive."""
    built_app.sign_in(page, built_app.school.people["teacher"], Workspace.TEACHER)
    page.goto("/min-dag")
    expect(page.locator(".timeline")).to_be_visible()
    return page


def test_a_student_is_found_and_opened_by_keys_alone(teacher: Page, axe: Check) -> None:
    field = teacher.get_by_role("combobox")
    teacher.keyboard.press("/")
    expect(field).to_be_focused()
    field.press_sequentially("alva")
    hits = teacher.get_by_role("option")
    expect(hits.first).to_contain_text("Alva Ask")
    expect(field).to_have_attribute("aria-expanded", "true")
    axe(teacher)
    field.press("ArrowDown")
    expect(hits.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "found-0")
    field.press("Enter")
    teacher.wait_for_url(re.compile("/bedomning/"))
    expect(teacher.get_by_role("option")).to_have_count(0)


def test_nobody_is_told_plainly_and_escape_empties_the_field(teacher: Page) -> None:
    field = teacher.get_by_role("combobox")
    field.fill("qqq")
    expect(teacher.locator(".found")).to_contain_text("Ingen träff")
    field.press("Escape")
    expect(teacher.locator(".found")).to_be_hidden()
    expect(field).to_have_value("")


def test_a_slash_in_a_text_is_a_slash(teacher: Page) -> None:
    field = teacher.get_by_role("combobox")
    field.press_sequentially("a/b")
    expect(field).to_have_value("a/b")


def test_on_a_phone_a_button_opens_the_field(teacher: Page, axe: Check) -> None:
    teacher.set_viewport_size({"width": 390, "height": 844})
    field = teacher.get_by_role("combobox")
    expect(field).to_be_hidden()
    teacher.get_by_role("button", name="Sök", exact=True).click()
    expect(field).to_be_focused()
    field.press_sequentially("alva")
    expect(teacher.get_by_role("option").first).to_be_visible()
    assert teacher.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(teacher)
    teacher.get_by_role("option").first.click()
    teacher.wait_for_url(re.compile("/bedomning/"))


def test_families_have_no_search(built_app: Server, page: Page) -> None:
    built_app.sign_in(page, built_app.school.people["rut"], Workspace.GUARDIAN)
    page.goto("/hem")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
