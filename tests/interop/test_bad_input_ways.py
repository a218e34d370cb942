"""Every bad input of the issue, the two ways an administrator meets it: the command line and the page.

Each gets a line with its file, its place and its reason, and the register is as before.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.interop import work
from skolplattform.interop.commands import app
from skolplattform.interop.formats.files import MEGABYTE
from skolplattform.ui import routes
from tests.interop import exports
from tests.interop.exports import CIVIC, Lists, key, member, ref, taken, write, write_zip
from tests.support.events import Pages
from tests.support.sign_in import cookie

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def saturday():
    """The day after the export was made."""
    with clock.fixed(SATURDAY):
        yield


def _good() -> Lists:
    """The small school with an administrator, and without rooms."""
    lists = exports.small_school()
    del lists["rooms"]
    for row in lists["calendarEvents"]:
        del row["rooms"]
    lists["persons"].append(exports.person("adam", CIVIC[5]))
    duty = {**lists["duties"][0], "id": key("office"), "person": ref("adam"), "dutyRole": "Skoladministratör"}
    lists["duties"].append({**duty, "signature": "ADAM", "assignmentRole": []})
    return lists


@dataclass(frozen=True)
class Wrong:
    """A way to spoil the export: what is changed in its lists, and the line that must be said."""

    spoil: Callable[[Lists], object]
    file: str
    row: str
    reason: str
    raw: Callable[[zipfile.ZipFile], None] | None = None


def _cut(archive: zipfile.ZipFile) -> None:
    archive.writestr("export/persons.json", json.dumps({"data": _good()["persons"]})[:-300])


def _flood(archive: zipfile.ZipFile) -> None:
    with archive.open("export/persons.json", "w", force_zip64=True) as file:
        for _ in range(200):
            file.write(b" " * MEGABYTE)


WRONG = {
    "a missing file": Wrong(
        lambda lists: lists["calendarEvents"][0].update(rooms=[ref("room")]), "rooms.json", "", "Filen med rooms saknas"
    ),
    "broken json": Wrong(lambda lists: lists.pop("persons"), "persons.json", "5", "JSON är trasig efter rad 4", _cut),
    "a dangling reference": Wrong(
        lambda lists: lists["groups"][1]["groupMemberships"].append(member("nobody")),
        "groups.json",
        "2",
        f"Pekar på persons med id {key('nobody')}, som inte finns",
    ),
    "a wrong check digit": Wrong(
        lambda lists: lists["persons"][2]["civicNo"].update(value=CIVIC[2][:-1] + "0"),
        "persons.json",
        "3",
        "Personnumrets kontrollsiffra stämmer inte",
    ),
    "overlapping memberships": Wrong(
        lambda lists: lists["groups"][1]["groupMemberships"].append(member("bo", "2026-10-01")),
        "groups.json",
        "2",
        "Är redan med i 7A (rad 1) den 2026-10-01",
    ),
    "an end before its start": Wrong(
        lambda lists: lists["duties"][0].update(endDate="2019-07-31"), "duties.json", "1", "2019-07-31"
    ),
    "a lesson without group": Wrong(
        lambda lists: lists["activities"][0].update(groups=[]), "activities.json", "1", "Lektionen har ingen grupp"
    ),
    "a duplicate id": Wrong(
        lambda lists: lists["persons"].append(dict(lists["persons"][0])),
        "persons.json",
        "7",
        "Samma id som rad 1 i persons.json",
    ),
    "a file of 200 MB": Wrong(
        lambda lists: lists.pop("persons"), "persons.json", "", "Filen är större än 150 MB uppackad", _flood
    ),
}
EACH = pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)


def _spoilt(path: Path, wrong: Wrong) -> Path:
    lists = _good()
    lists["persons"][0]["familyName"] = "Ändrad"
    wrong.spoil(lists)
    write_zip(path, lists)
    if wrong.raw is not None:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            wrong.raw(archive)
    return path


@EACH
def test_on_the_command_line(sqlite_database: str, tmp_path: Path, monkeypatch, wrong: Wrong) -> None:
    taken(write(tmp_path / "good", _good()))
    before = exports.content()
    monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", "sv")
    monkeypatch.setenv("COLUMNS", "400")
    done = CliRunner().invoke(app, ["import", str(_spoilt(tmp_path / "spoilt.zip", wrong))])
    assert done.exit_code == 1, done.output
    place = f"{wrong.file}, rad {wrong.row}:" if wrong.row else f"{wrong.file}:"
    lines = [line for line in done.output.splitlines() if wrong.reason in line]
    assert any(place in line for line in lines), done.output
    assert not any(number in done.output for number in CIVIC)
    assert exports.content() == before


@EACH
def test_on_the_page(sqlite_database: str, tmp_path: Path, monkeypatch, pages: Pages, wrong: Wrong) -> None:
    from skolplattform.interop.pages.import_state import ImportState

    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    monkeypatch.setattr(work, "start", work.carry_out)
    taken(write(tmp_path / "good", _good()))
    before = exports.content()
    signed_in = cookie(exports.UUID(key("adam")), Workspace.ADMINISTRATOR)
    client = TestClient(routes.plain_http(), headers={"cookie": signed_in}, follow_redirects=False)
    with _spoilt(tmp_path / "spoilt.zip", wrong).open("rb") as file:
        answer = client.post("/register/import/files", files={"files": ("skolan.zip", file)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/register/import")
    tab = pages.tab(signed_in)
    tab.open("/register/import")
    lines = [row for row in tab.variable(ImportState, "report").rows if wrong.reason in row.reason.sv]
    assert (wrong.file, wrong.row) in [(row.file, row.row) for row in lines]
    run_id = tab.variable(ImportState, "run").id
    tab.call(ImportState.take, run_id=run_id)
    assert tab.variable(ImportState, "run").state == "checked", "errors are never taken in by mistake"
    assert {**exports.content(), "auth_session": []} == before
    told = client.post("/register/import/report", data={"run": run_id}).content.decode("utf-8-sig")
    assert wrong.reason in told.replace('""', '"')
