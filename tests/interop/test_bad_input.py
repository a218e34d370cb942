"""Each way an export can be wrong gets a clear line with its place, and the register is as before."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.core import clock, db
from skolplattform.core.config import settings
from skolplattform.i18n import text
from skolplattform.interop.formats import files
from skolplattform.registry.tables import GroupMembership, Person
from skolplattform.schedule.tables import CalendarEvent
from tests.interop import exports
from tests.interop.exports import CIVIC, Lists, key, member, ref, taken, write

Break = Callable[[Lists], None]
SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def saturday():
    """The day after the export was made."""
    with clock.fixed(SATURDAY):
        yield


def _no_persons(lists: Lists) -> None:
    del lists["persons"]


def _dangling(lists: Lists) -> None:
    lists["groups"][1]["groupMemberships"].append(member("nobody"))


def _check_digit(lists: Lists) -> None:
    lists["persons"][2]["civicNo"]["value"] = CIVIC[2][:-1] + "0"


def _real_number(lists: Lists) -> None:
    lists["persons"][2]["civicNo"]["value"] = "196408233234"


def _two_classes(lists: Lists) -> None:
    lists["groups"][1]["groupMemberships"].append(member("bo", "2026-10-01"))


def _twice_in_a_group(lists: Lists) -> None:
    lists["groups"][0]["groupMemberships"].append(member("bo", "2026-09-01"))


def _backwards(lists: Lists) -> None:
    lists["duties"][0]["endDate"] = "2019-07-31"


def _backwards_membership(lists: Lists) -> None:
    lists["groups"][0]["groupMemberships"][1]["endDate"] = "2026-08-01"


def _backwards_lesson(lists: Lists) -> None:
    lists["calendarEvents"][1]["endTime"] = "2026-11-17T08:00:00+01:00"


def _groupless(lists: Lists) -> None:
    lists["activities"][0]["groups"] = []


def _duplicate(lists: Lists) -> None:
    lists["persons"].append(exports.person("alva", CIVIC[5]))


def _same_civic_number(lists: Lists) -> None:
    lists["persons"][4]["civicNo"] = lists["persons"][3]["civicNo"]


def _same_sign_in_name(lists: Lists) -> None:
    lists["persons"][3]["eduPersonPrincipalNames"] = ["tora@prov.example"]


def _unknown_code(lists: Lists) -> None:
    lists["groups"][1]["groupType"] = "Klan"


def _no_name(lists: Lists) -> None:
    del lists["persons"][1]["familyName"]


def _not_an_id(lists: Lists) -> None:
    lists["rooms"][0]["id"] = "17"


def _not_an_object(lists: Lists) -> None:
    lists["rooms"].append("Sal 2")  # type: ignore[arg-type]


def _too_long_away(lists: Lists) -> None:
    lists["attendances"][0]["validAbsenceMinutes"] = 70


def _attendance_twice(lists: Lists) -> None:
    lists["attendances"].append({**lists["attendances"][0], "id": key("again")})


def _circle(lists: Lists) -> None:
    lists["organisations"][1]["parentOrganisation"] = ref("unit")


def _own_guardian(lists: Lists) -> None:
    lists["persons"][0]["responsibles"] = [{"person": ref("alva"), "relationType": "Vårdnadshavare"}]


def _illegal_grade(lists: Lists) -> None:
    lists["grades"][0]["gradeValue"] = "Q"


WRONG: list[tuple[Break, str, int, str, str]] = [
    (_no_persons, "persons.json", 0, "", "missing_file"),
    (_dangling, "groups.json.gz", 2, "groupMemberships[1].person", "dangling"),
    (_check_digit, "persons.json.gz", 3, "civicNo.value", "civic_check_digit"),
    (_real_number, "persons.json.gz", 3, "civicNo.value", "civic_real_number"),
    (_two_classes, "groups.json.gz", 2, "groupMemberships[1]", "overlapping_memberships"),
    (_twice_in_a_group, "groups.json.gz", 1, "groupMemberships[2]", "overlapping_memberships"),
    (_backwards, "duties.json.gz", 1, "endDate", "end_before_start"),
    (_backwards_membership, "groups.json.gz", 1, "groupMemberships[1].endDate", "end_before_start"),
    (_backwards_lesson, "calendarEvents.json.gz", 2, "endTime", "end_before_start"),
    (_groupless, "activities.json.gz", 1, "groups", "no_group"),
    (_duplicate, "persons.json.gz", 6, "id", "duplicate_id"),
    (_same_civic_number, "persons.json.gz", 5, "civicNo.value", "civic_taken"),
    (_same_sign_in_name, "persons.json.gz", 5, "eduPersonPrincipalNames", "principal_name_taken"),
    (_unknown_code, "groups.json.gz", 2, "groupType", "unknown_code"),
    (_no_name, "persons.json.gz", 2, "familyName", "required"),
    (_not_an_id, "rooms.json.gz", 1, "id", "not_an_id"),
    (_not_an_object, "rooms.json.gz", 2, "", "not_an_object"),
    (_too_long_away, "attendances.json.gz", 1, "invalidAbsenceMinutes", "longer_than_lesson"),
    (_attendance_twice, "attendances.json.gz", 2, "student", "attendance_twice"),
    (_circle, "organisations.json.gz", 1, "parentOrganisation", "circle"),
    (_own_guardian, "persons.json.gz", 1, "responsibles[0].person", "own_guardian"),
    (_illegal_grade, "grades.json.gz", 1, "gradeValue", "unknown_code"),
]


@pytest.mark.parametrize(("wrong", "file", "row", "field", "code"), WRONG, ids=[w[0].__name__[1:] for w in WRONG])
def test_a_bad_row_is_told_with_its_place_and_nothing_is_taken(
    database: str, tmp_path: Path, wrong: Break, file: str, row: int, field: str, code: str
) -> None:
    before = exports.content()
    lists = exports.small_school()
    wrong(lists)
    outcome = taken(write(tmp_path / "export", lists))
    assert (file, row, field, code) in outcome.errors
    assert outcome.run.state == "cancelled"
    assert exports.content() == before
    for problem in outcome.problems:
        for language in ("sv", "en"):
            said = text(f"interop.fault.{problem.code}", language, **problem.params)
            assert said
            assert not any(number in said for number in CIVIC)


def test_after_a_good_import_a_bad_one_moves_nothing(sqlite_database: str, tmp_path: Path) -> None:
    taken(write(tmp_path / "good", exports.small_school()))
    before = exports.content()
    for number, (wrong, *_) in enumerate(WRONG):
        lists = exports.small_school()
        lists["persons"][0]["familyName"] = "Ändrad"
        wrong(lists) if wrong is not _no_persons else _check_digit(lists)
        outcome = taken(write(tmp_path / f"bad{number}", lists))
        assert outcome.errors, wrong.__name__
        assert exports.content() == before


def test_a_missing_file_is_one_line_and_not_thousands(sqlite_database: str, tmp_path: Path) -> None:
    lists = exports.small_school()
    del lists["persons"]
    outcome = taken(write(tmp_path / "export", lists))
    assert [code for *_, code in outcome.errors].count("missing_file") == 1
    assert "dangling" not in outcome.codes
    assert outcome.run.bad_rows >= 4


def test_the_good_rows_can_be_taken_alone(database: str, tmp_path: Path) -> None:
    lists = exports.small_school()
    _check_digit(lists)
    _two_classes(lists)
    _backwards_lesson(lists)
    lists["attendances"].append(exports.away("cleo", "monday"))
    outcome = taken(write(tmp_path / "export", lists), only_good=True)
    assert outcome.run.state == "taken"
    assert outcome.run.counts["persons"] == {"new": 4, "changed": 0, "ended": 0, "unchanged": 0, "bad": 1}
    with db.reading() as session:
        assert session.get(Person, UUID(key("cleo"))) is None
        assert session.get(CalendarEvent, UUID(key("tuesday"))) is None
        assert session.get(CalendarEvent, UUID(key("monday"))) is not None
        members = session.exec(select(GroupMembership.person_id)).all()
        assert sorted(members) == sorted([UUID(key("alva")), UUID(key("bo"))])
    leaning = [(field, code) for _, _, field, code in outcome.errors if code == "leans_on_bad_row"]
    assert ("groupMemberships[0].person", "leans_on_bad_row") in leaning
    assert ("student", "leans_on_bad_row") in leaning


def test_a_row_set_aside_ends_nothing(database: str, tmp_path: Path) -> None:
    taken(write(tmp_path / "first", exports.small_school()))
    before = exports.content()
    lists = exports.small_school()
    lists["groups"][0]["groupMemberships"][1]["person"] = {"id": "broken"}
    outcome = taken(write(tmp_path / "second", lists), only_good=True)
    assert outcome.moved == {}
    assert exports.content() == before


def _broken(folder: Path, name: str, content: bytes) -> Path:
    write(folder, exports.small_school())
    (folder / "persons.json.gz").unlink()
    (folder / name).write_bytes(content)
    return folder


LIST = json.dumps({"data": exports.small_school()["persons"]}).encode()
UNREADABLE = {
    "cut json": ("persons.json", LIST[:-400], "broken_json"),
    "not json": ("persons.json", b"id;name\n1;Alva\n", "broken_json"),
    "two documents": ("persons.json", LIST + LIST, "broken_json"),
    "latin-1": ("persons.json", LIST.decode("unicode_escape").encode("latin-1"), "broken_json"),
    "no list": ("persons.json", b'{"persons": []}', "no_list"),
    "nothing": ("persons.json", b"", "broken_json"),
    "cut gzip": ("persons.json.gz", gzip.compress(LIST)[:-30], "packed"),
    "no gzip": ("persons.json.gz", LIST, "packed"),
    "deep": ("persons.json", b'{"data": [' + b"[" * 100_000, "too_deep"),
    "deep with siblings": ("persons.json", b'{"data": [' + b"[[]," * 50_000, "too_deep"),
    "huge number": ("persons.json", b'{"data": [{"id": ' + b"9" * 20_000 + b"}]}", ""),
}


@pytest.mark.parametrize(("name", "content", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_line(
    sqlite_database: str, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    before = exports.content()
    outcome = taken(_broken(tmp_path / "export", name, content))
    found = [line for line in outcome.errors if line[0] == name]
    assert found
    if code:
        assert found[0][3] == code
    assert exports.content() == before


def test_broken_json_says_after_which_row(sqlite_database: str, tmp_path: Path) -> None:
    outcome = taken(_broken(tmp_path / "export", "persons.json", LIST[:-400]))
    broken = next(p for p in outcome.problems if p.code == "broken_json")
    assert broken.params["row"] == 3
    assert broken.place == 4


def test_a_file_of_200_megabytes_is_refused_in_a_line(sqlite_database: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_IMPORT_MAX_MB", "5")
    settings.cache_clear()
    folder = write(tmp_path / "export", exports.small_school())
    (folder / "persons.json.gz").unlink()
    row = json.dumps(exports.small_school()["persons"][4]) + ","
    with gzip.open(folder / "persons.json.gz", "wb", compresslevel=1) as file:
        file.write(b'{"data": [')
        block = (row * 4_000).encode()
        for _ in range(200 * files.MEGABYTE // len(block) + 1):
            file.write(block)
    outcome = taken(folder)
    assert ("persons.json.gz", 0, "", "too_large") in outcome.errors


def test_a_zip_bomb_is_refused_by_its_declared_size(sqlite_database: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_IMPORT_MAX_MB", "1")
    settings.cache_clear()
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("persons.json", b" " * (2 * files.MEGABYTE))
    assert taken(tmp_path / "bomb.zip").codes == {"too_large"}


@pytest.mark.parametrize("name", ["../persons.json", "/etc/persons.json", "a/../../persons.json", "..\\persons.json"])
def test_a_zip_that_climbs_out_of_its_folder_is_refused(sqlite_database: str, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "climbs.zip", "w") as archive:
        archive.writestr(name, LIST)
    assert taken(tmp_path / "climbs.zip").codes == {"path_climbs"}


def test_links_in_a_folder_are_not_followed(sqlite_database: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_bytes(LIST)
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "persons.json").symlink_to(secret)
    assert taken(folder).codes == {"empty_export"}


@pytest.mark.parametrize("name", ["nothing", "notes.txt"])
def test_what_is_no_export_is_refused(sqlite_database: str, tmp_path: Path, name: str) -> None:
    if name == "notes.txt":
        (tmp_path / name).write_text("hej")
    assert taken(tmp_path / name).codes <= {"no_such_path", "not_an_export"}
    assert taken(tmp_path / name).errors


def test_an_administrator_reaches_their_own_units_only(school, tmp_path: Path) -> None:
    before = exports.content()
    with db.reading() as session:
        elsa = session.get_one(Person, school.people["elsa"])
    row = {"id": str(elsa.id), "givenName": "Elsa", "familyName": "Kapad", "securityMarking": "Ingen"}
    own = exports.group("7Z", "Övrigt", {"person": {"id": str(elsa.id)}, "startDate": "2026-08-18"})
    own["organisation"] = {"id": str(school.unit)}
    other = exports.group("4Z", "Övrigt")
    other["organisation"] = {"id": str(school.other_unit)}
    outcome = taken(write(tmp_path / "e", {"persons": [row], "groups": [own, other]}), school.administrator)
    assert outcome.codes == {"outside"}
    assert {(file, row) for file, row, *_ in outcome.errors} == {
        ("persons.json.gz", 1),
        ("groups.json.gz", 1),
        ("groups.json.gz", 2),
    }
    assert exports.content() == before
