"""An administrator hands over an export in a real browser, sees what it would do, takes it in and finds the persons."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from skolplattform.core.actor import Workspace
from tests.interop import exports
from tests.support.accessibility import check_accessibility, check_every_look
from tests.support.server import Server

pytestmark = pytest.mark.e2e


def _export(path: Path, server: Server, family_name: str, *, has_error: bool) -> Path:
    """Two new students of the school's unit, one of them perhaps with a wrong check digit."""
    unit = {"id": str(server.school.unit)}
    rows = [
        exports.person(f"{family_name} 1", "201907019804", familyName=family_name),
        exports.person(f"{family_name} 2", "201804149886", familyName=family_name),
    ]
    for row in rows:
        row["enrolments"] = [{"enroledAt": unit, "schoolType": "GR", "schoolYear": 1, "startDate": "2026-08-18"}]
    if has_error:
        rows[1]["civicNo"] = {"value": "201804149880"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export/persons.json", json.dumps({"data": rows, "pageToken": None}))
    return path


def test_the_page_holds_in_every_look(built_app: Server, page: Page) -> None:
    built_app.sign_in(page, built_app.school.people["administrator"], Workspace.ADMINISTRATOR)
    page.goto(f"{built_app.url}/register/import")
    expect(page.get_by_label("Filer")).to_be_visible()
    check_every_look(page)


def test_errors_are_told_and_the_good_rows_are_taken(built_app: Server, page: Page, tmp_path: Path) -> None:
    built_app.sign_in(page, built_app.school.people["administrator"], Workspace.ADMINISTRATOR)
    path = _export(tmp_path / "elever_ht26.zip", built_app, "Nykvist", has_error=True)
    page.goto(f"{built_app.url}/register/import")
    page.get_by_label("Filer").set_input_files(path)
    page.get_by_role("button", name="Ladda upp och kontrollera").click()
    expect(page.get_by_text("elever_ht26.zip är kontrollerad")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("cell", name="Personnumrets kontrollsiffra stämmer inte")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="Importera de godkända").click()
    page.get_by_role("dialog").get_by_role("button", name="Importera de godkända").click()
    expect(page.get_by_text("elever_ht26.zip är importerad")).to_be_visible(timeout=60_000)
    page.goto(f"{built_app.url}/register")
    page.get_by_label("Sök namn").fill("nykvist")
    expect(page.get_by_role("link", name="Nykvist, Nykvist 1")).to_be_visible()
    expect(page.get_by_text("1 rad", exact=True)).to_be_visible()
    check_accessibility(page)


def test_what_is_no_export_is_refused_at_the_field(built_app: Server, page: Page, tmp_path: Path) -> None:
    built_app.sign_in(page, built_app.school.people["administrator"], Workspace.ADMINISTRATOR)
    wrong = tmp_path / "persons.json"
    wrong.write_text("id;namn")
    page.goto(f"{built_app.url}/register/import")
    page.get_by_label("Filer").set_input_files(wrong)
    page.get_by_role("button", name="Ladda upp och kontrollera").click()
    expect(page.get_by_text("Filerna är inga listor i SS 12000")).to_be_visible()
