"""Every page is reached by links from the start page, and has no accessibility fault, light and dark, wide and narrow.

Each demo person signs in by their button and follows every link they are shown; each page is looked at in each look
by whoever comes to it first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from skolplattform.attendance.service.training import make_link
from skolplattform.attendance.tables import WorkplaceTraining
from skolplattform.core import clock, db
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.core.installation import fact
from tests.e2e.test_attendance import database_of
from tests.support.accessibility import Look, faults_in_every_look
from tests.support.server import Server

pytestmark = pytest.mark.e2e

LOOKS: tuple[Look, ...] = (("light", 1280), ("dark", 1280), ("light", 360))
FEW = 2
"""Links of one kind (children, lessons, groups) that are followed from a page."""
BUTTONS = "form[action*='demo'] button, button[name=person_id]"
BEYOND_LINKS = {"/logga-in"}


def test_every_page_can_be_reached_and_used_by_everybody(demo_app: Server, browser: Browser) -> None:
    seen: dict[str, str] = {}
    faults: list[str] = []
    for person in _persons(demo_app, browser):
        context = browser.new_context(base_url=demo_app.url, viewport={"width": 1280, "height": 900}, locale="sv-SE")
        page = context.new_page()
        _sign_in(page, person)
        for path, route in _walk(page, seen):
            seen[route] = f"{path} as person {person}"
            faults += [f"{seen[route]}: {fault}" for fault in faults_in_every_look(page, LOOKS)]
        context.close()
    assert not faults, "\n".join(faults)
    assert _routes() - set(seen) - BEYOND_LINKS == set(), "no link leads there"


def test_a_supervisor_who_was_handed_a_link_confirms_a_day(demo_app: Server, browser: Browser) -> None:
    """FRN-17: nobody at the workplace signs in, so no link of the platform leads to the page as they see it."""
    page = browser.new_page(base_url=demo_app.url, viewport={"width": 390, "height": 844}, locale="sv-SE")
    page.goto(f"/handledarlank/{_handed_out(demo_app)}")
    day = page.locator(".work-day").first
    day.get_by_role("combobox").select_option("120")
    day.get_by_role("button").click()
    expect(page.locator("#status")).to_contain_text("Dagen är sparad")
    expect(day.locator(".chip")).to_have_text("2 h")
    faults = faults_in_every_look(page, LOOKS)
    page.close()
    assert not faults, "\n".join(faults)


def _handed_out(server: Server) -> str:
    """The secret of a new link to a training that goes on."""
    with database_of(server), db.unit() as session:
        today = date.fromisoformat(fact(session, "demo.today") or "")
        training = session.exec(select(WorkplaceTraining).where(col(WorkplaceTraining.last_day) >= today)).first()
        assert training is not None
        roles = WORKSPACE_ROLES[Workspace.TEACHER]
        teacher = Actor(training.opened_by, Workspace.TEACHER, roles, frozenset({training.unit_id}), loa=3)
        with clock.fixed(clock.at(today, time(12))):
            return make_link(session, teacher, training.id, version=training.version)


def _routes() -> set[str]:
    import skolplattform.skolplattform  # noqa: F401 - declares the pages
    from skolplattform.ui.page import pages

    return set(pages())


def _persons(server: Server, browser: Browser) -> list[int]:
    """The demo persons, by the order of their buttons: two can have the same role."""
    page = browser.new_page(base_url=server.url)
    page.goto("/logga-in")
    expect(page.locator(BUTTONS).first).to_be_visible()
    found = page.locator(BUTTONS).count()
    page.close()
    return list(range(found))


def _sign_in(page: Page, person: int) -> None:
    page.goto("/logga-in")
    page.locator(BUTTONS).nth(person).click()
    page.wait_for_url(lambda url: "logga-in" not in url)


def _walk(page: Page, seen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Open every page that links lead to, each kind of page once; yields path and route while the page is open."""
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        route = _route_of(path)
        if route is None or (route in seen and path != "/"):
            continue
        _open(page, path)
        if route not in seen:
            yield path, route
        for link in _links(page):
            if link not in known:
                known.add(link)
                waiting.append(link)


def _open(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".skeleton, [aria-busy=true], #not-shown")).to_have_count(0)


def _links(page: Page) -> list[str]:
    """Paths of our own that the page links to, a few of each kind."""
    hrefs = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    kinds: dict[str, list[str]] = {}
    for href in hrefs:
        path = urlsplit(href).path.rstrip("/") or "/"
        kinds.setdefault(_route_of(path) or path, []).append(path)
    return [path for paths in kinds.values() for path in paths[:FEW]]


def _route_of(path: str) -> str | None:
    """The declared route that a path belongs to; one without arguments before one with."""
    path = path.rstrip("/") or "/"
    fitting = [route for route in _routes() if re.fullmatch(re.sub(r"\[[^]]+\]", "[^/]+", route), path)]
    return min(fitting, key=lambda route: route.count("["), default=None)
