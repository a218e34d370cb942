"""Leave and a family's report in a real browser at 390 px: clicks counted, nothing sideways, nothing for axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from skolplattform.attendance.tables import AbsenceReport, LeaveApplication
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from tests.e2e.test_attendance import Person, database_of
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own."""
    folder = tmp_path_factory.mktemp("leave")
    with running(databases.sqlite_copy(seeded_database, folder), folder) as started:
        yield started


@pytest.fixture
def someone(server: Server, browser: Browser) -> Iterator[Callable[[str, Workspace], Person]]:
    """`someone("rut", Workspace.GUARDIAN)`: signed in, on a phone."""
    contexts = []

    def sign_in(name: str, workspace: Workspace) -> Person:
        context = browser.new_context(base_url=server.url, viewport=PHONE, locale="sv-SE")
        contexts.append(context)
        return Person(context.new_page(), server, name, workspace)

    yield sign_in
    for context in contexts:
        context.close()


def fits(page: Page, axe: Callable[[Page], None]) -> None:
    """Nothing is wider than the phone, and axe finds nothing."""
    page.wait_for_timeout(300)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_every_child_of_the_family_is_reported_in_two_clicks(someone, server: Server, axe):
    rut = someone("rut", Workspace.GUARDIAN)
    page = rut.open("/hem")
    rut.click("link", "Anmäl frånvaro för alla")
    expect(page.locator("fieldset label.pick input:checked")).to_have_count(2)
    fits(page, axe)
    rut.click("button", "Skicka anmälan")
    rut.sees("2 anmälningar är skickade")
    assert rut.clicks == 2
    with database_of(server), db.reading() as session:
        schools = {row.unit_id for row in session.exec(select(AbsenceReport)).all()}
    assert schools == {server.school.unit, server.school.other_unit}


def test_leave_is_applied_for_agreed_and_granted(someone, server: Server, axe):
    rut = someone("rut", Workspace.GUARDIAN)
    page = rut.open("/ledighet")
    page.locator("label.pick", has_text="Alva").click()
    first = (SCHOOL_DAY.date() + timedelta(days=7)).isoformat()
    for field in ("first", "last"):
        page.locator(f"#{field}").fill(first)
    rut.click("button", "Skicka ansökan")
    expect(page.locator("#reason-error")).to_be_visible()
    page.locator("#reason").select_option("travel")
    rut.click("button", "Skicka ansökan")
    rut.sees("Ansökan är skickad")
    fits(page, axe)
    sten = someone("sten", Workspace.GUARDIAN)
    sten.open("/ledighet")
    sten.page.get_by_role("button", name="Godkänn Alva").click()
    sten.sees("Ditt svar är sparat")
    head = someone("principal", Workspace.PRINCIPAL)
    page = head.open("/ledighetsbeslut")
    fits(page, axe)
    page.get_by_role("link", name="Alva Ask").first.click()
    expect(page.get_by_role("button", name="Spara beslutet")).to_be_visible()
    fits(page, axe)
    page.get_by_role("button", name="Spara beslutet").click()
    head.sees("Beslutet är sparat")
    expect(rut.page.get_by_text("Beviljad", exact=True)).to_be_visible(timeout=4_000)
    with database_of(server), db.reading() as session:
        assert session.exec(select(LeaveApplication)).one().state == "granted"


def test_the_administrator_meets_what_is_wrong_at_its_field(someone, axe):
    admin = someone("administrator", Workspace.ADMINISTRATOR)
    page = admin.open("/franvaroregler")
    page.locator("#leave_delegated_days").fill("11")
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.locator("#leave_delegated_days-error")).to_be_visible()
    fits(page, axe)
    page.locator("#leave_delegated_days").fill("5")
    page.get_by_role("button", name="Spara beslutet").click()
    admin.sees("Beslutet är sparat")
    expect(page.get_by_text("Ledighet som annan än rektor beslutar: 5 dagar")).to_be_visible()
