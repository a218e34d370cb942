"""A walk through the platform as a demo's persons take it: by links from the start page to every page there is."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.support.server import Server

FEW = 2
"""Links of one kind (lessons, groups) that are followed from a page; from the start page more: all children."""
FROM_START = 4
BUTTONS = "form[action*='demo'] button, button[name=person_id]"


def routes() -> set[str]:
    """Every declared page."""
    import skolplattform.skolplattform  # noqa: F401 - declares the pages
    from skolplattform.ui.page import pages

    return set(pages())


def persons(server: Server, browser: Browser) -> list[int]:
    """The demo persons, by the order of their buttons: two can have the same role."""
    page = browser.new_page(base_url=server.url)
    page.goto("/logga-in")
    expect(page.locator(BUTTONS).first).to_be_visible()
    found = page.locator(BUTTONS).count()
    page.close()
    return list(range(found))


def signed_in(server: Server, browser: Browser, person: int) -> Page:
    """A window of that person's, on their start page; close its context."""
    page = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    page.goto("/logga-in")
    page.locator(BUTTONS).nth(person).click()
    page.wait_for_url(lambda url: "logga-in" not in url)
    return page


def walk(page: Page, seen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Open every page that links lead to; yields path and route while a page of a new kind is open.

    What leads on from a list, or from what stands on the start page, depends on who looks: those are opened again for
    their links.
    """
    _open(page, "/")
    near = _links(page, FROM_START)
    waiting, known = deque(["/", *near]), {"/", *near}
    while waiting:
        path = waiting.popleft()
        route = _route_of(path)
        if route is None or (route in seen and "[" in route and path not in near):
            continue
        _open(page, path)
        if route not in seen:
            yield path, route
        for link in _links(page, FEW):
            if link not in known:
                known.add(link)
                waiting.append(link)


def _open(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".skeleton, [aria-busy=true], #not-shown")).to_have_count(0)


def _links(page: Page, few: int) -> list[str]:
    """Paths of our own that the page links to, a few of each kind."""
    hrefs = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    kinds: dict[str, dict[str, None]] = {}
    for href in hrefs:
        path = urlsplit(href).path.rstrip("/") or "/"
        kinds.setdefault(_route_of(path) or path, {})[path] = None
    return [path for paths in kinds.values() for path in list(paths)[:few]]


def _route_of(path: str) -> str | None:
    """The declared route that a path belongs to; one without arguments before one with."""
    path = path.rstrip("/") or "/"
    fitting = [route for route in routes() if re.fullmatch(re.sub(r"\[[^]]+\]", "[^/]+", route), path)]
    return min(fitting, key=lambda route: route.count("["), default=None)
