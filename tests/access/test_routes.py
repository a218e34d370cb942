"""Every cell of `routes.txt`, asked of the real HTTP addresses in this process with each person's own cookie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from skolplattform.accounts.tables import CentralRole
from skolplattform.core import clock, db
from skolplattform.core.actor import Role, Workspace
from skolplattform.core.ids import new_id
from skolplattform.ui import routes
from tests.access import doors
from tests.planning import hand_in_world, journal_world, log_world, peer_world, picture_world
from tests.support.school import School
from tests.support.sign_in import cookie

FILE = Path(__file__).with_name("routes.txt")
EXPORT = "/narvaro-oversikt/export"
ADD_FILE, FILE_OF_ONE = "/inlamning/filer", "/inlamning/fil/"
FILE_OF_CLASSMATE = "/las-och-svara/fil/"
ADD_PICTURE, PICTURE_OF_ONE = "/bilder/logg", "/bild/logg/"
ADD_TO_JOURNAL, PICTURE_OF_JOURNAL = "/bilder/dagbok", "/bild/dagbok/"
REPORT, OF_ONE = "/narvarorapporter/hamta", "/narvarorapporter/elev"
REPORT_DAYS = {"fran": "2026-11-16", "till": "2026-11-18", "form": "pdf"}
PEOPLE: dict[str, tuple[str, Workspace]] = {
    "teacher": ("teacher", Workspace.TEACHER),
    "colleague": ("colleague", Workspace.TEACHER),
    "principal": ("principal", Workspace.PRINCIPAL),
    "o_principal": ("other_principal", Workspace.PRINCIPAL),
    "admin": ("administrator", Workspace.ADMINISTRATOR),
    "nurse": ("nurse", Workspace.STUDENT_HEALTH),
    "counsel": ("counsellor", Workspace.STUDY_COUNSELLOR),
    "central": ("central", Workspace.CENTRAL),
    "student": ("alva", Workspace.STUDENT),
    "guardian": ("rut", Workspace.GUARDIAN),
}


def parsed() -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """The people of the head line; address, about and marks of each row."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("# address "))
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return head.split()[3:], [(row[0], row[1], row[2:]) for row in rows]


WHO, ROWS = parsed()


def unit_of(school: School, about: str) -> UUID:
    return school.other_unit if about == "other" else school.unit


def _export(client: TestClient, school: School, about: str, what: str, **more: str) -> Response:
    return client.post(EXPORT, data={"enhet": str(unit_of(school, about)), "innehall": what, "form": "csv", **more})


def _fetch(client: TestClient, school: School, about: str) -> Response:
    """A file that Alva has handed in."""
    student = school.actor(about, Workspace.STUDENT)
    work = hand_in_world.put_task(school)
    file = hand_in_world.add_file(student, work)
    hand_in_world.hand_in(student, work)
    return client.get(f"{FILE_OF_ONE}{file}")


def _fetch_of_classmate(client: TestClient, school: School, about: str) -> Response:
    """A file that Bo has handed in and Alva is asked to read."""
    work = hand_in_world.put_task(school)
    file = hand_in_world.add_file(school.actor(about, Workspace.STUDENT), work)
    hand_in_world.hand_in(school.classmate, work)
    hand_in_world.hand_in(school.student, work, "Hej")
    peer_world.deal(school, peer_world.open_round(school, work))
    return client.get(f"{FILE_OF_CLASSMATE}{peer_world.to_answer(school.student, work)}/{file}")


def _look(client: TestClient, school: School, about: str) -> Response:
    """A picture of Alva in her log."""
    student = school.actor(about, Workspace.STUDENT)
    entry = log_world.draft(school, student)
    picture = picture_world.add(student, entry)
    picture_world.tell(school, student, entry, picture, about)
    log_world.show(student, entry)
    return client.get(f"{PICTURE_OF_ONE}{picture}")


def _look_at_home(client: TestClient, school: School, about: str) -> Response:
    """A picture of Moa, for her home alone."""
    care = journal_world.with_preschool(school)
    entry = journal_world.draft(care, child=about)
    picture = journal_world.picture(care, entry, about)
    journal_world.publish(care, entry)
    return client.get(f"{PICTURE_OF_JOURNAL}{picture}")


ASK: dict[str, Callable[[TestClient, School, str], Response]] = {
    "export.groups": lambda client, school, about: _export(client, school, about, "grupper"),
    "export.students": lambda client, school, about: _export(client, school, about, "elever"),
    "export.foreign_class": lambda client, school, about: _export(
        client, school, "unit", "elever", klass=str(school.class_7b)
    ),
    "report.students": lambda client, school, about: client.post(
        REPORT, data={"enhet": str(unit_of(school, about)), "innehall": "students", **REPORT_DAYS}
    ),
    "report.student": lambda client, school, about: client.post(
        OF_ONE, data={"elev": str(school.people[about]), **REPORT_DAYS}
    ),
    "import.files": lambda client, school, about: client.post(
        "/register/import/files", files={"files": ("a.txt", b"no list")}
    ),
    "import.report": lambda client, school, about: client.post("/register/import/report", data={"run": str(new_id())}),
    "hand_in.add": lambda client, school, about: client.post(
        ADD_FILE, data={"work": str(new_id()), "key": "route-0001"}, files={"file": ("a.txt", b"")}
    ),
    "hand_in.fetch": _fetch,
    "peer.fetch": _fetch_of_classmate,
    "log_picture.add": lambda client, school, about: client.post(
        ADD_PICTURE, data={"entry": str(new_id()), "key": "route-0002"}, files={"file": ("a.txt", b"")}
    ),
    "log_picture.fetch": _look,
    "journal_picture.add": lambda client, school, about: client.post(
        ADD_TO_JOURNAL, data={"entry": str(new_id()), "key": "route-0003"}, files={"file": ("a.txt", b"")}
    ),
    "journal_picture.fetch": _look_at_home,
    "switch.principal": lambda client, school, about: client.post(
        "/auth/workspace", data={"workspace": Workspace.PRINCIPAL}
    ),
    "switch.system": lambda client, school, about: client.post("/auth/workspace", data={"workspace": Workspace.SYSTEM}),
    "prove.anew": lambda client, school, about: client.get("/auth/prove"),
    "demo.guardian": lambda client, school, about: client.post(
        "/auth/demo", data={"person_id": str(school.people["rut"]), "workspace": Workspace.GUARDIAN}
    ),
}


@pytest.fixture
def client_of(school: School, data_folder: Path) -> Callable[[str], TestClient]:
    """`client_of("teacher")`: a browser where that person has signed in."""
    with db.unit() as session:
        city = {"role": Role.CENTRAL.value, "organisation_id": school.organiser, "reason": "test"}
        session.add(CentralRole(person_id=school.people["central"], start_date=clock.today(), **city))

    def make(who: str) -> TestClient:
        client = TestClient(routes.plain_http(), follow_redirects=False)
        if who in PEOPLE:
            name, workspace = PEOPLE[who]
            found, _, value = cookie(school.people[name], workspace).partition("=")
            client.cookies.set(found, value)
        return client

    return make


def mark_of(answer: Response) -> str:
    """`+` when the person was let in, `.` when it looks as if it were missing or as if nobody had signed in."""
    if answer.status_code == 404:
        return "."
    return "." if "fel=ended" in answer.headers.get("location", "") or "fel=wrong" in answer.headers.get(
        "location", ""
    ) else "+"  # fmt: skip


@pytest.mark.parametrize(("address", "about", "marks"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_row(
    school: School, client_of: Callable[[str], TestClient], address: str, about: str, marks: list[str]
) -> None:
    found = {who: mark_of(ASK[address](client_of(who), school, about)) for who in WHO}
    assert found == dict(zip(WHO, marks, strict=True))


def test_refused_and_missing_look_the_same(school: School, client_of: Callable[[str], TestClient]) -> None:
    refused = ASK["export.students"](client_of("teacher"), school, "unit")
    foreign = ASK["export.students"](client_of("principal"), school, "other")
    missing = client_of("principal").post(EXPORT, data={"enhet": str(new_id()), "innehall": "elever"})
    assert {(one.status_code, one.text) for one in (refused, foreign, missing)} == {(404, refused.text)}


def test_every_address_that_asks_for_somebody_is_asked_here() -> None:
    """Sign-in, sign-out, a tablet's code or PIN and a supervisor's link are open; all others stand in `routes.txt`."""
    visitors = {"/auth/sign-in", "/auth/sign-out", "/auth/oidc", "/auth/callback", "/tablet/pair", "/tablet/open"}
    visitors |= {"/handledarlank/{secret}", "/handledarlank/stang"}
    asked = {
        "/auth/workspace",
        "/auth/prove",
        "/auth/demo",
        EXPORT,
        REPORT,
        OF_ONE,
        ADD_FILE,
        FILE_OF_ONE + "{file_id}",
        FILE_OF_CLASSMATE + "{response_id}/{file_id}",
        ADD_PICTURE,
        PICTURE_OF_ONE + "{picture_id}",
        ADD_TO_JOURNAL,
        PICTURE_OF_JOURNAL + "{picture_id}",
        "/register/import/files",
        "/register/import/report",
    }
    assert {name.split()[2] for name in doors.routes()} - visitors == asked
