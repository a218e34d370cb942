"""Every page is reached by links from the start page, and has no accessibility fault, light and dark, wide and narrow.

Each demo person signs in by their button and follows every link they are shown; each page is looked at in each look
by whoever comes to it first.
"""

from __future__ import annotations

from datetime import date, time

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import col, select

from skolplattform.attendance.service.training import make_link
from skolplattform.attendance.tables import WorkplaceTraining
from skolplattform.core import clock, db
from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from skolplattform.core.installation import fact
from tests.e2e.test_attendance import database_of
from tests.support.accessibility import Look, faults_in_every_look
from tests.support.server import Server
from tests.support.walk import persons, routes, signed_in, walk

pytestmark = pytest.mark.e2e

LOOKS: tuple[Look, ...] = (("light", 1280), ("dark", 1280), ("light", 360))
BEYOND_LINKS = {"/logga-in"}


def test_every_page_can_be_reached_and_used_by_everybody(demo_app: Server, browser: Browser) -> None:
    seen: dict[str, str] = {}
    faults: list[str] = []
    for person in persons(demo_app, browser):
        page = signed_in(demo_app, browser, person)
        for path, route in walk(page, seen):
            seen[route] = f"{path} as person {person}"
            faults += [f"{seen[route]}: {fault}" for fault in faults_in_every_look(page, LOOKS)]
        page.context.close()
    assert not faults, "\n".join(faults)
    assert routes() - set(seen) - BEYOND_LINKS == set(), "no link leads there"


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
