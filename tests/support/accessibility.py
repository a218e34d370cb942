"""The accessibility check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TALLEST = 12_000


@contextmanager
def _whole_page_in_view(page: Page) -> Iterator[None]:
    """A window as high as the page: what lies half under a bar that stays is not small, it can be scrolled forth."""
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    if size is None or height <= size["height"]:
        yield
        return
    page.set_viewport_size({"width": size["width"], "height": min(height + size["height"], TALLEST)})
    yield
    page.set_viewport_size(size)


def axe_faults(page: Page) -> list[str]:
    """Every accessibility fault of the page as it stands: rule, place and what is wrong."""
    with _whole_page_in_view(page):
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for fault in result.response["violations"]
        for node in fault["nodes"]
    ]


def check_accessibility(page: Page) -> None:
    """Fail with every accessibility fault of the page."""
    faults = axe_faults(page)
    assert not faults, f"{page.url}\n" + "\n".join(faults)
