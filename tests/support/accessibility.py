"""The accessibility check."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_faults(page: Page) -> list[str]:
    """Every accessibility fault of the page as it stands: rule, place and what is wrong."""
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
