"""Small exports for tests, whole and in order, to be broken one way at a time; and an import from end to end."""

from __future__ import annotations

import gzip
import json
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, SQLModel, func, select

from skolplattform.core import db, modules
from skolplattform.core.actor import Actor, system_actor
from skolplattform.interop import failure, service
from skolplattform.interop.contract import RunState
from skolplattform.interop.progress import Step
from skolplattform.interop.tables import ImportProblem, ImportRun

Lists = dict[str, list[dict[str, Any]]]
EKHAGSSKOLAN = Path(__file__).parents[1] / "data" / "ekhagsskolan"
SPACE = UUID("5f0f7a10-0000-4000-8000-000000000000")
COMMAND = system_actor("import")
CIVIC = ("201907019804", "201804149886", "201403099847", "198302259869", "197207259818", "197309139843")


def key(name: str) -> str:
    """The id that a name always has."""
    return str(uuid5(SPACE, name))


def ref(name: str) -> dict[str, str]:
    """A pointer at the row of a name."""
    return {"id": key(name)}


def person(name: str, civic: str, **more: Any) -> dict[str, Any]:
    """A person whose given name is their name here."""
    return {
        "id": key(name),
        "givenName": name.capitalize(),
        "familyName": "Provsson",
        "civicNo": {"value": civic, "nationality": "SE"},
        "sex": "Okänt",
        "securityMarking": "Ingen",
        "enrolments": [],
        "responsibles": [],
        **more,
    }


def student(name: str, civic: str, *adults: str) -> dict[str, Any]:
    """A student of the unit, in year 7."""
    enrolment = {"enroledAt": ref("unit"), "schoolType": "GR", "schoolYear": 7, "startDate": "2020-08-18"}
    responsibles = [{"person": ref(adult), "relationType": "Vårdnadshavare"} for adult in adults]
    return person(name, civic, enrolments=[enrolment], responsibles=responsibles)


def member(name: str, start: str = "2026-08-18", end: str | None = "2027-06-11") -> dict[str, Any]:
    """A membership."""
    return {"person": ref(name), "startDate": start, **({"endDate": end} if end else {})}


def group(name: str, kind: str, *members: dict[str, Any]) -> dict[str, Any]:
    """A group of the unit."""
    return {
        "id": key(name),
        "displayName": name,
        "groupType": kind,
        "schoolType": "GR",
        "organisation": ref("unit"),
        "startDate": "2026-08-18",
        "endDate": "2027-06-11",
        "groupMemberships": list(members),
    }


def lesson(name: str, day: str, **more: Any) -> dict[str, Any]:
    """Fifty minutes of mathematics."""
    return {
        "id": key(name),
        "activity": ref("maths 7A"),
        "startTime": f"{day}T08:10:00+01:00",
        "endTime": f"{day}T09:00:00+01:00",
        "cancelled": False,
        "rooms": [ref("room")],
        **more,
    }


def away(name: str, lesson_name: str, minutes: int = 50) -> dict[str, Any]:
    """A student away for a valid reason."""
    return {
        "id": key(f"{name} {lesson_name}"),
        "calendarEvent": ref(lesson_name),
        "student": ref(name),
        "reporter": ref("tora"),
        "isReported": True,
        "attendanceMinutes": 50 - minutes,
        "validAbsenceMinutes": minutes,
        "reportedTimestamp": "2026-11-16T09:05:00+01:00",
    }


def small_school() -> Lists:
    """A unit with two classes, three students, a guardian, a teacher, three lessons, one of them reported."""
    return deepcopy(_SMALL)


_SMALL: Lists = {
    "organisations": [
        {
            "id": key("unit"),
            "displayName": "Provskolan 7-9",
            "organisationType": "Skolenhet",
            "schoolTypes": ["GR"],
            "parentOrganisation": ref("organiser"),
            "startDate": "1998-07-01",
        },
        {"id": key("organiser"), "displayName": "Provstad", "organisationType": "Huvudman", "startDate": "1990-01-01"},
    ],
    "persons": [
        student("alva", CIVIC[0], "rut"),
        student("bo", CIVIC[1], "rut"),
        student("cleo", CIVIC[2]),
        person("rut", CIVIC[3]),
        person("tora", CIVIC[4], eduPersonPrincipalNames=["tora@prov.example"]),
    ],
    "groups": [
        group("7A", "Klass", member("alva"), member("bo")),
        group("7B", "Klass", member("cleo")),
    ],
    "duties": [
        {
            "id": key("duty"),
            "person": ref("tora"),
            "dutyAt": ref("unit"),
            "dutyRole": "Lärare",
            "signature": "TORA",
            "startDate": "2019-08-01",
            "assignmentRole": [{"group": ref("7A"), "assignmentRoleType": "Mentor", "startDate": "2026-08-18"}],
        }
    ],
    "syllabuses": [
        {
            "id": key("syllabus"),
            "schoolType": "GR",
            "subjectCode": "GRGRMAT01",
            "subjectName": "Matematik",
            "subjectDesignation": "MA",
            "startSchoolYear": 7,
            "endSchoolYear": 9,
            "official": True,
        }
    ],
    "rooms": [{"id": key("room"), "displayName": "Sal 1", "owner": ref("unit"), "seats": 30}],
    "activities": [
        {
            "id": key("maths 7A"),
            "displayName": "Matematik 7A",
            "calendarEventsRequired": True,
            "activityType": "Undervisning",
            "organisation": ref("unit"),
            "syllabus": ref("syllabus"),
            "startDate": "2026-08-18",
            "endDate": "2027-06-11",
            "groups": [ref("7A")],
            "teachers": [{"duty": ref("duty"), "startDate": "2026-08-18", "endDate": "2027-06-11", "grader": True}],
        }
    ],
    "calendarEvents": [
        lesson("monday", "2026-11-16"),
        lesson("tuesday", "2026-11-17", comment="ej rapporterad"),
        lesson("thursday", "2026-11-19"),
    ],
    "attendances": [away("alva", "monday")],
    "absences": [
        {
            "id": key("absence"),
            "student": ref("bo"),
            "organisation": ref("unit"),
            "registeredBy": ref("rut"),
            "type": "Anmäld frånvaro",
            "startTime": "2026-11-19T08:00:00+01:00",
            "endTime": "2026-11-19T17:00:00+01:00",
            "meta": {"created": "2026-11-18T07:00:00+01:00"},
        }
    ],
    "grades": [
        {
            "id": key("grade"),
            "student": ref("alva"),
            "organisation": ref("unit"),
            "syllabus": ref("syllabus"),
            "gradeValue": "C",
            "semester": "VT",
            "year": 2026,
            "registeredDate": "2026-06-08",
            "finalGrade": False,
        }
    ],
}


def write(folder: Path, lists: Lists) -> Path:
    """The export as a folder of gzipped lists."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, rows in lists.items():
        text = json.dumps({"data": rows, "pageToken": None}, ensure_ascii=False)
        (folder / f"{entity}.json.gz").write_bytes(gzip.compress(text.encode()))
    return folder


def write_zip(path: Path, lists: Lists, inside: str = "export/") -> Path:
    """The export as a zip with a folder in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entity, rows in lists.items():
            archive.writestr(f"{inside}{entity}.json", json.dumps({"data": rows, "pageToken": None}))
    return path


class Outcome:
    """What became of an import."""

    def __init__(self, run_id: UUID) -> None:
        with db.reading() as session:
            self.run = session.get_one(ImportRun, run_id)
            self.problems = session.exec(select(ImportProblem).where(ImportProblem.run_id == run_id)).all()

    @property
    def errors(self) -> list[tuple[str, int, str, str]]:
        """(file, row, field, code) of each error."""
        return [(p.file, p.place, p.field, p.code) for p in self.problems if p.severity == "error"]

    @property
    def codes(self) -> set[str]:
        """Why rows were refused."""
        return {code for *_, code in self.errors}

    @property
    def moved(self) -> dict[str, tuple[int, int, int]]:
        """(new, changed, ended) of each kind that moved."""
        found = {kind: (c["new"], c["changed"], c["ended"]) for kind, c in self.run.counts.items()}
        return {kind: counts for kind, counts in found.items() if any(counts)}


class Silent:
    """Nobody watches how far it has come."""

    def show(self, step: Step, done: int, total: int) -> None:
        """Nothing."""


def checked(source: Path, actor: Actor = COMMAND) -> tuple[UUID, Path]:
    """Begin an import and have it checked; its id and stage."""
    modules.load()
    with db.unit() as session:
        run_id = service.begin(session, actor, name=source.name, size=0)
    stage = source.parent / f"{run_id}.db"
    with failure.noting_failure(run_id):
        service.check(run_id, actor, source, stage, Silent())
    return run_id, stage


def taken(source: Path, actor: Actor = COMMAND, *, only_good: bool = False) -> Outcome:
    """An import from end to end: taken in when it has no errors or the good rows are wanted, else let go."""
    run_id, stage = checked(source, actor)
    outcome = Outcome(run_id)
    if outcome.run.errors and not only_good:
        with db.unit() as session:
            service.cancel(session, actor, run_id)
        return Outcome(run_id)
    assert service.take(run_id, actor, stage, Silent(), only_good=only_good) is RunState.TAKEN
    return Outcome(run_id)


ITS_OWN = {"import_run", "import_problem", "change"} | {
    "audit_entry", "audit_chain", "audit_circle", "audit_circle_member",
}  # fmt: skip


def every_row(session: Session) -> dict[str, int]:
    """How many rows each table has, but for those that tell of imports themselves."""
    tables = (table for table in SQLModel.metadata.sorted_tables if table.name not in ITS_OWN)
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def content() -> dict[str, list[Any]]:
    """Everything in the register, row by row, to see that nothing moved."""
    own = ITS_OWN | {"answered_key"}
    with db.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.connection().execute(table.select())), key=repr)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in own
        }
