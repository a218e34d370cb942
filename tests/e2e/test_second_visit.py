"""A page that the browser has kept works as well the second time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.server import Server


@pytest.mark.e2e
def test_a_kept_page_is_allowed_its_own_scripts(page: Page, built_app: Server) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for _ in range(2):
        page.goto("/tillganglighet")
        expect(page.locator("h1")).to_have_text("Tillgänglighet")
        page.goto("/hjalp")
        expect(page.locator("h1")).to_be_visible()
    assert not faults
