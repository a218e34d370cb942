"""The register handed out and taken in again: nothing moves. Protected persons stay in the house."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from skolplattform.core import clock, db, modules
from skolplattform.core.actor import system_actor
from skolplattform.core.tables import AuditEntry
from skolplattform.interop import exporting
from skolplattform.interop.commands import app
from tests.interop import exports
from tests.interop.exports import Silent, key, taken, write

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
RUN = CliRunner()


@pytest.fixture(autouse=True)
def saturday():
    """The day after the export was made."""
    modules.load()
    with clock.fixed(SATURDAY):
        yield


def _export(folder: Path, who: exporting.Who) -> Path:
    exporting.export(system_actor("export"), folder, who, Silent())
    return folder


def _ids(folder: Path, entity: str) -> set[str]:
    return {row["id"] for row in json.loads(gzip.decompress((folder / f"{entity}.json.gz").read_bytes()))["data"]}


def test_a_whole_school_goes_out_and_in_unchanged(sqlite_database: str, tmp_path: Path) -> None:
    taken(exports.EKHAGSSKOLAN)
    before = exports.content()
    folder = _export(tmp_path / "out", exporting.Everybody())
    again = taken(folder)
    assert again.errors == []
    assert again.moved == {}
    assert exports.content() == before


def test_what_goes_out_fills_an_empty_register(database: str, tmp_path: Path) -> None:
    lists = exports.small_school()
    taken(write(tmp_path / "in", lists))
    folder = _export(tmp_path / "out", exporting.Everybody())
    assert _ids(folder, "persons") == {row["id"] for row in lists["persons"]}
    assert _ids(folder, "calendarEvents") == {row["id"] for row in lists["calendarEvents"]}
    assert _ids(folder, "grades") == {key("grade")}


def test_protected_persons_are_in_no_file_and_lose_nothing(database: str, tmp_path: Path) -> None:
    lists = exports.small_school()
    lists["persons"][0]["securityMarking"] = "Sekretessmarkering"
    taken(write(tmp_path / "in", lists))
    before = exports.content()
    folder = _export(tmp_path / "out", exporting.NotProtected())
    everything = b"".join(gzip.decompress(path.read_bytes()) for path in folder.iterdir())
    assert key("alva").encode() not in everything
    outcome = taken(folder)
    assert outcome.errors == []
    assert outcome.moved == {}
    assert exports.content() == before


def test_an_export_is_audited(database: str, tmp_path: Path) -> None:
    taken(write(tmp_path / "in", exports.small_school()))
    _export(tmp_path / "out", exporting.NotProtected())
    with db.reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "interop.export")).one()
    assert entry.detail["rows"]["persons"] == 5
    assert entry.detail["protected"] is False


def test_the_command_takes_in_and_says_so(sqlite_database: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", "sv")
    folder = write(tmp_path / "export", exports.small_school())
    done = RUN.invoke(app, ["import", str(folder)])
    assert done.exit_code == 0
    assert "Importen är klar" in done.output
    again = RUN.invoke(app, ["import", str(folder)])
    assert "0 ändringar" in again.output


def test_the_command_refuses_errors_with_their_place_and_code_1(
    sqlite_database: str, tmp_path: Path, monkeypatch
) -> None:
    lists = exports.small_school()
    lists["duties"][0]["endDate"] = "2019-07-31"
    before = exports.content()
    folder = write(tmp_path / "export", lists)
    monkeypatch.setenv("COLUMNS", "240")
    for language, said in (("sv", "duties.json.gz, rad 1: endDate"), ("en", "duties.json.gz, row 1: endDate")):
        monkeypatch.setenv("SKOLPLATTFORM_LANGUAGE", language)
        done = RUN.invoke(app, ["import", str(folder)])
        assert done.exit_code == 1
        assert said in done.output
    assert exports.content() == before
    assert RUN.invoke(app, ["import", str(folder), "--apply-good"]).exit_code == 0


def test_the_preview_changes_nothing(sqlite_database: str, tmp_path: Path) -> None:
    before = exports.content()
    done = RUN.invoke(app, ["import", str(write(tmp_path / "export", exports.small_school())), "--preview"])
    assert done.exit_code == 0
    assert exports.content() == before


def test_the_command_exports_into_an_empty_folder_only(sqlite_database: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "export", exports.small_school())
    RUN.invoke(app, ["import", str(folder)])
    assert RUN.invoke(app, ["export", str(folder)]).exit_code == 2
    assert RUN.invoke(app, ["export", str(tmp_path / "out")]).exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 15
