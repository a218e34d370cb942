"""Förskola in a real browser: tomorrow's pick-up in two taps, two tablets at the door, a tablet opened with a PIN."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import delete, select

from skolplattform.attendance.service import tablets
from skolplattform.attendance.tables import Passage, Pickup, Presence
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from tests.attendance.care_world import Care, add_care
from tests.e2e.test_attendance import Person, database_of
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e
PIN = "480213"
FINGER = 44


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school with its förskola, on a server of its own."""
    folder = tmp_path_factory.mktemp("care")
    url = databases.sqlite_copy(seeded_database, folder)
    with running(url, folder) as started:
        with database_of(started), clock.fixed(SCHOOL_DAY), db.unit() as session:
            here = add_care(session, started.school)
            tablets.set_pin(session, here.staff(), pin=PIN)
            started.school.people |= {name: here.child(name) for name in ("nils", "moa", "pia", "hilda")}
        yield started


@pytest.fixture
def here(server: Server) -> Care:
    """Nobody has come, nothing is said."""
    with database_of(server), db.unit() as session:
        for table in (Passage, Presence, Pickup):
            session.exec(delete(table))  # type: ignore[call-overload]
    return Care(server.school, server.school.people["nils"])


@pytest.fixture
def someone(browser: Browser, server: Server, here: Care) -> Iterator[Callable[..., Person]]:
    """`someone("rut", Workspace.GUARDIAN, width=390)`: a person with a browser of their own."""
    opened = []

    def sit_down(name: str, workspace: Workspace, *, width: int = 1024) -> Person:
        page = visitor(browser, server, width=width)
        opened.append(page.context)
        return Person(page, server, name, workspace)

    yield sit_down
    for context in opened:
        context.close()


def visitor(browser: Browser, server: Server, *, width: int = 1024) -> Page:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 844},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        has_touch=True,
    )
    return context.new_page()


def test_tomorrows_pick_up_is_two_taps_on_a_phone(someone: Callable[..., Person], server: Server):
    rut = someone("rut", Workspace.GUARDIAN, width=390)
    rut.open("/hem")
    rut.click("link", "Vistelsetid", within="nav.nav")
    expect(rut.page).to_have_url(re.compile("/vistelsetid"))
    rut.click("button", "Jag")
    rut.sees("Hämtningen är sparad")
    assert rut.clicks == 2
    with database_of(server), db.reading() as session:
        assert [row.said_by for row in session.exec(select(Pickup)).all()] == [server.school.people["rut"]]


@pytest.mark.measures
def test_one_tap_is_on_the_other_tablet_within_two_seconds(someone: Callable[..., Person]):
    first, second = (someone("hilda", Workspace.TEACHER) for _ in range(2))
    for one in (first, second):
        one.open("/har-nu")
        expect(one.page.locator(".at-door button")).to_have_count(3)
    first.page.locator(".at-door button", has_text="Nils Kvist").click()
    begun = time.monotonic()
    inside = second.page.locator("section", has=second.page.locator("#h-inside"))
    expect(inside.get_by_text("Nils Kvist")).to_be_visible(timeout=4_000)
    assert time.monotonic() - begun <= 2.0
    first.click("button", "Ångra", within="#status")
    expect(inside.get_by_text("Nils Kvist")).to_be_hidden(timeout=4_000)


@pytest.mark.parametrize("width", [390, 1024])
def test_every_target_at_the_door_is_as_large_as_a_finger(someone: Callable[..., Person], width: int):
    page = someone("hilda", Workspace.TEACHER, width=width).open("/har-nu")
    expect(page.locator(".at-door button")).to_have_count(3)
    boxes = [button.bounding_box() for button in page.locator("main button:visible").all()]
    assert all(box and min(box["width"], box["height"]) >= FINGER - 1 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tablet_is_registered_opened_with_a_pin_and_reaches_nothing_else(
    browser: Browser, server: Server, someone: Callable[..., Person]
):
    administrator = someone("administrator", Workspace.ADMINISTRATOR, width=1280)
    page = administrator.open("/surfplattor")
    page.get_by_label("Var den finns").fill("Myrans hall")
    administrator.click("button", "Registrera")
    code = page.locator(".code").inner_text(timeout=6_000)
    tablet = visitor(browser, server)
    tablet.goto("/surfplatta")
    tablet.get_by_label("Kod").fill(code)
    tablet.get_by_role("button", name="Registrera").click()
    tablet.get_by_text("Hilda Hav").click()
    tablet.get_by_label("PIN").fill("111222")
    tablet.get_by_role("button", name="Öppna").click()
    expect(tablet.get_by_role("alert")).to_contain_text("Fel PIN")
    tablet.get_by_text("Hilda Hav").click()
    tablet.get_by_label("PIN").fill(PIN)
    tablet.get_by_role("button", name="Öppna").click()
    expect(tablet.locator("main h1")).to_have_text("Här nu")
    expect(tablet.locator(".at-door button")).to_have_count(3)
    for elsewhere in ("/min-dag", "/grupper", "/bemanning", "/schema"):
        tablet.goto(elsewhere)
        expect(tablet).to_have_url(re.compile("/har-nu"), timeout=8_000)
    expect(page.get_by_text("I bruk")).to_be_visible(timeout=4_000)
    administrator.click("button", "Stäng av")
    expect(tablet).to_have_url(re.compile("/surfplatta"), timeout=10_000)
    expect(tablet.get_by_label("Kod")).to_be_visible()
    tablet.context.close()


def test_two_homes_see_a_gap_until_one_of_them_writes(someone: Callable[..., Person], server: Server):
    rut = someone("rut", Workspace.GUARDIAN, width=390)
    page = rut.open(f"/vistelsetid/{server.school.people['nils']}")
    expect(page.get_by_text("där ingen har skrivit tider")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    rut.click("button", "Spara tiderna")
    rut.sees("Tiderna är sparade")
    expect(page.get_by_text("Alla vardagar har tider")).to_be_visible()
    sten = someone("sten", Workspace.GUARDIAN, width=390)
    other = sten.open(f"/vistelsetid/{server.school.people['nils']}")
    expect(other.get_by_text("Rut Ask").first).to_be_visible()
    other.locator("#day").fill((server.school.day + timedelta(days=1)).isoformat())
    other.locator("#kind-day").select_option("home")
    sten.click("button", "Ändra dagen")
    sten.sees("Dagen är ändrad")
    expect(page.get_by_text("Ni har skrivit olika").first).to_be_visible(timeout=4_000)
