"""Exports of other sizes and shapes than ours: whatever SS 12000 allows is taken in, twice the same, and out again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skolplattform.core import clock
from skolplattform.core.actor import system_actor
from skolplattform.interop import exporting
from skolplattform.registry.codes import SchoolType
from tests.interop import exports
from tests.interop.exports import Lists, Silent, taken

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FORMS = [form.value for form in SchoolType] + ["KOMVUX"]
EMPTY = ("syllabuses", "rooms", "activities", "calendarEvents", "attendances", "absences", "grades")


@pytest.fixture(autouse=True)
def saturday() -> Iterator[None]:
    """A day of the autumn term."""
    with clock.fixed(SATURDAY):
        yield


class _School:
    """One unit of some school form, with rows as sparse or as rich as the chance has it."""

    def __init__(self, chance: Random, form: str, organiser: str) -> None:
        self.chance, self.form, self.lists = chance, form, {}
        unit, school = self.new("organisations", organisationType="Skolenhet", schoolTypes=[form]), None
        if chance.random() < 0.5:
            school = self.new("organisations", organisationType="Skola", parentOrganisation={"id": organiser})
            school["displayName"] = f"Skola för {form}"
        unit |= {
            "displayName": f"Enhet för {form}",
            "parentOrganisation": {"id": school["id"] if school else organiser},
        }
        self.unit = {"id": unit["id"]}
        self.adults = [self.person() for _ in range(chance.randrange(3))]
        self.staff = [self.duty() for _ in range(chance.randrange(1, 4))]
        self.students = [self.student() for _ in range(chance.randrange(6))]
        kind = "Avdelning" if form == "FS" else "Klass"
        self.groups = [self.group(kind, self.students), self.group("Undervisning", self.students[:2])]
        if chance.random() < 0.6:
            self.teach()

    def new(self, entity: str, **values: Any) -> dict[str, Any]:
        row = {"id": str(UUID(int=self.chance.getrandbits(128), version=4)), **values}
        self.lists.setdefault(entity, []).append(row)
        return row

    def maybe(self, **values: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if self.chance.random() < 0.5}

    def person(self, **more: Any) -> dict[str, Any]:
        mail = [{"value": "a@prov.example", "type": "Privat"}]
        extra = self.maybe(
            birthDate="2015-02-28", sex="Okänt", middleName=None, emails=mail, addresses=[], enrolments=[]
        )
        return self.new("persons", givenName="Åsa-Li", familyName="O'Prov", **extra, **more)

    def student(self) -> dict[str, Any]:
        year = {"schoolYear": self.chance.randrange(1, 10)} if self.form in ("GR", "GRS", "SP", "GY") else {}
        enrolment = {"enroledAt": self.unit, "schoolType": self.form, "startDate": "2026-08-18", **year}
        responsibles = [
            {"person": {"id": adult["id"]}, "relationType": "Vårdnadshavare", **self.maybe(startDate="2020-01-01")}
            for adult in self.adults
        ]
        row = self.person(responsibles=responsibles)
        row["enrolments"] = [{**enrolment, **self.maybe(endDate="2027-06-11", educationCode="NA", cancelled=False)}]
        return row

    def duty(self) -> dict[str, Any]:
        role = self.chance.choice(["Lärare", "Förskollärare", "Rektor", "Barnskötare"])
        who = {"id": self.person()["id"]}
        extra = self.maybe(dutyPercent=80, hoursPerYear=None, signature="XYZ", assignmentRole=[], endDate=None)
        return self.new("duties", person=who, dutyAt=self.unit, dutyRole=role, startDate="2026-08-01", **extra)

    def group(self, kind: str, members: list[dict[str, Any]]) -> dict[str, Any]:
        entries = [
            {"person": {"id": m["id"]}, **self.maybe(startDate="2026-08-18", endDate="2027-06-11")} for m in members
        ]
        extra = self.maybe(groupMemberships=entries, schoolType=self.form, endDate="2027-06-11")
        return self.new(
            "groups", displayName="Grupp", groupType=kind, organisation=self.unit, startDate="2026-08-18", **extra
        )

    def teach(self) -> None:
        subject = {"schoolType": self.form, "subjectCode": "MA", "subjectName": "Matematik", "official": True}
        syllabus = self.new("syllabuses", **subject, **self.maybe(courseCode="MAT1", points=100, languageCode="swe"))
        room = self.new("rooms", displayName="Sal", owner=self.unit, **self.maybe(seats=None))
        activity = self.new(
            "activities",
            displayName="Lektion",
            organisation=self.unit,
            startDate="2026-08-18",
            groups=[{"id": self.groups[0]["id"]}],
            **self.maybe(
                syllabus={"id": syllabus["id"]}, teachers=[{"duty": {"id": self.staff[0]["id"]}}], comment=None
            ),
        )
        for day in self.chance.sample(range(2, 24), self.chance.randrange(4)):
            times = {"startTime": f"2026-10-{day:02}T08:00:00", "endTime": f"2026-10-{day:02}T09:00:00+02:00"}
            extra = self.maybe(
                rooms=[{"id": room["id"]}], cancelled=True, comment="ej rapporterad", teacherExceptions=[]
            )
            self.new("calendarEvents", activity={"id": activity["id"]}, **times, **extra)


@st.composite
def whole_exports(draw: st.DrawFn) -> tuple[Lists, Random]:
    """One to three units of any school forms under one organiser, a list or two empty, in any order of rows."""
    chance = Random(draw(st.integers(0, 2**64)))
    organiser = {"id": str(UUID(int=chance.getrandbits(128), version=4)), "displayName": "Provstad"}
    lists: Lists = {"organisations": [{**organiser, "organisationType": "Huvudman"}]}
    for form in draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=3)):
        for entity, rows in _School(chance, form, organiser["id"]).lists.items():
            lists.setdefault(entity, []).extend(rows)
    for entity in ("groups", *EMPTY):
        lists.setdefault(entity, [])
    for rows in lists.values():
        chance.shuffle(rows)
    return lists, chance


def _write(folder: Path, lists: Lists, chance: Random) -> Path:
    """As other systems write: in pages or not, plain lists or objects, ids in upper case, fields nobody knows."""
    folder.mkdir()
    for entity, rows in lists.items():
        size = chance.choice([1, 2, 1_000])
        pages = [rows[i : i + size] for i in range(0, len(rows), size)] or [[]]
        for number, page in enumerate(pages, 1):
            said = [{**row, "meta": {"x": 1}, "kommunensEget": [{"a": None}]} for row in page]
            body = said if chance.random() < 0.3 else {"data": said, "pageToken": None, "extra": {"data": []}}
            text = json.dumps(body, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 2]))
            name = f"{entity}.json" if len(pages) == 1 else f"{entity}-{number}.json"
            (folder / name).write_text(_upper_ids(text, chance), encoding="utf-8")
    return folder


def _upper_ids(text: str, chance: Random) -> str:
    if chance.random() < 0.5:
        return text
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda found: found[0].upper(), text)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(export=whole_exports())
def test_whatever_the_standard_allows_is_taken_in(database: str, export: tuple[Lists, Random]) -> None:
    lists, chance = export
    with TemporaryDirectory() as folder:
        source = _write(Path(folder) / "in", lists, chance)
        first = taken(source)
        assert first.errors == []
        new = {entity: first.run.counts.get(entity, {"new": 0})["new"] for entity in lists}
        assert new == {entity: len(rows) for entity, rows in lists.items()}
        before = exports.content()
        assert taken(source).moved == {}
        exporting.export(system_actor("export"), Path(folder) / "out", exporting.Everybody(), Silent())
        again = taken(Path(folder) / "out")
        assert (again.errors, again.moved) == ([], {})
        assert exports.content() == before
