"""The accessibility check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RunOnly = dict[str, object]
EVERY_RULE: RunOnly = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS: RunOnly = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can differ between light and dark at the same width."""
TALLEST = 12_000
SETTLES_MS = 150
"""A chart is drawn anew when its width changes."""
Look = tuple[Literal["light", "dark"], int]
LOOKS: tuple[Look, ...] = (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390))


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


def axe_faults(page: Page, rules: RunOnly = EVERY_RULE) -> list[str]:
    """Every accessibility fault of the page as it stands: rule, place and what is wrong."""
    with _whole_page_in_view(page):
        result = Axe().run(page, options={"runOnly": rules})
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for fault in result.response["violations"]
        for node in fault["nodes"]
    ]


def faults_in_every_look(page: Page, looks: Iterable[Look] = LOOKS) -> list[str]:
    """The faults of the open page light and dark, wide and on a phone, and where it scrolls sideways.

    The page is looked at in each look without being loaded again, and left as it was. A width that has been looked at
    is looked at for its colours.
    """
    before, faults, widths = page.viewport_size, [], set[int]()
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(SETTLES_MS)
        found = axe_faults(page, COLOURS if width in widths else EVERY_RULE)
        widths.add(width)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found.append("scrolls sideways")
        faults += [f"{scheme} {width}: {fault}" for fault in found]
    page.emulate_media(color_scheme="null", reduced_motion="null")
    if before:
        page.set_viewport_size(before)
    return faults


def check_accessibility(page: Page) -> None:
    """Fail with every accessibility fault of the page as it stands."""
    _none(page, axe_faults(page))


def check_every_look(page: Page) -> None:
    """Fail with every accessibility fault of the page in any look."""
    _none(page, faults_in_every_look(page))


def _none(page: Page, faults: list[str]) -> None:
    assert not faults, f"{page.url}\n" + "\n".join(faults)
