"""A hand-in from a phone to the answer on the student's open page; and nothing that is written in one ever runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session

from skolplattform.core import clock, db, files
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Invalid
from skolplattform.core.ids import new_id
from skolplattform.core.tables import StoredFile
from skolplattform.planning.hand_in import rules, service
from skolplattform.planning.hand_in.service.held import held
from skolplattform.planning.hand_in.tables import HandInComment, HandInFeedback, HandInFile, HandInVersion
from tests.planning import hand_in_world as world
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.server import Server, running
from tests.support.xss import MADE_OF_TEXT, PAYLOADS

pytestmark = pytest.mark.e2e
SHOWN_WITHIN = 2.0
TEXT = "Jag läste två källor. De sade olika saker."


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own."""
    folder = tmp_path_factory.mktemp("hand_in")
    with running(databases.sqlite_copy(seeded_database, folder), folder) as started:
        yield started


@contextmanager
def in_database_of(server: Server) -> Iterator[None]:
    """This process uses the server's database, on the school's day, inside the block."""
    with (
        pytest.MonkeyPatch.context() as patch,
        databases.pointed_at(server.database_url, patch),
        clock.fixed(SCHOOL_DAY),
    ):
        yield


def signed_in(browser: Browser, server: Server, name: str, workspace: Workspace, width: int = 1280) -> Page:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 900}, locale="sv-SE")
    page = context.new_page()
    server.sign_in(page, server.school.people[name], workspace)
    return page


@pytest.mark.measures
def test_a_student_hands_in_from_a_phone_and_has_the_answer_on_the_open_page(server: Server, browser: Browser) -> None:
    with in_database_of(server):
        work = world.put_task(server.school)
    student = signed_in(browser, server, "alva", Workspace.STUDENT, width=390)
    student.goto("/prov")
    student.get_by_role("link", name="Uppsats").first.click()
    student.get_by_label("Text", exact=True).fill(TEXT)
    expect(student.locator("#saved")).to_contain_text("Utkastet sparades")
    picked = {"name": "kartan.pdf", "mimeType": "application/pdf", "buffer": world.PDF}
    student.locator("#files").set_input_files([picked, {**picked, "name": "p.exe", "buffer": b"MZ\x90\0" + b"\0" * 60}])
    expect(student.get_by_role("link", name="kartan.pdf")).to_be_visible()
    expect(student.get_by_text("Den sortens fil går inte att lämna")).to_be_visible()
    expect(student.get_by_label("Text", exact=True)).to_have_value(TEXT)
    student.get_by_role("button", name="Lämna in").click()
    expect(student.get_by_role("button", name="Ta tillbaka")).to_be_visible()
    teacher = signed_in(browser, server, "teacher", Workspace.TEACHER)
    teacher.goto("/min-dag")
    teacher.get_by_role("link", name="1 inlämning väntar på återkoppling").click()
    teacher.get_by_role("link", name="Läs den som väntat längst").click()
    teacher.wait_for_url(f"**/inlamningar/{work}/{server.school.people['alva']}")
    with teacher.expect_download() as got:
        teacher.get_by_role("link", name="kartan.pdf").click()
    assert Path(got.value.path()).read_bytes() == world.PDF
    teacher.get_by_text("två källor").dblclick()
    expect(teacher.get_by_label("Ställe i texten")).not_to_have_value("")
    teacher.get_by_label("Ställe i texten").fill("två källor")
    teacher.get_by_label("Kommentar", exact=True).fill("Vilka?")
    teacher.get_by_role("button", name="Lägg till kommentaren").click()
    expect(teacher.locator("mark")).to_have_text("två källor1")
    teacher.get_by_label("Till eleven").fill("Bra början.")
    teacher.get_by_role("button", name="Skicka: mer arbete").click()
    expect(teacher.locator("#status")).to_contain_text("Skickat till Alva Ask")
    sent = time.monotonic()
    expect(student.get_by_text("Bra början.").first).to_be_visible(timeout=10_000)
    assert time.monotonic() - sent <= SHOWN_WITHIN
    expect(student.get_by_text("Vilka?").first).to_be_visible()
    expect(student.get_by_role("button", name="Lämna in")).to_be_visible()
    expect(student.get_by_role("link", name="Aviseringar, 1 oläst")).to_be_visible()
    teacher.locator("h1").click()
    teacher.keyboard.press("n")
    expect(teacher.locator("h1")).not_to_have_text("Alva Ask")


def is_link(payload: str) -> bool:
    try:
        return bool(rules.checked_link(f"https://a.se/{payload}"))
    except Invalid:
        return False


def write_everywhere(session: Session, server: Server, work: UUID) -> None:
    """Every payload as a text, as a comment, as feedback, as the name of a file; as a link those that pass for one."""
    school = server.school
    student, text = school.student, "\n".join(PAYLOADS)
    service.write_draft(session, student, work, field="text", was="", text=text[: rules.TEXT_LENGTH], version=0)
    row = held(session, work, student.person_id)
    service.hand_in(session, student, work, version=row.version, key="corpus-0001")
    version = session.get_one(HandInVersion, (row.id, 1))
    version.text, version.link = text, next(f"https://a.se/{one}" for one in PAYLOADS if is_link(one))
    wrote = {"hand_in_id": row.id, "number": 1}
    by = {"written_by": school.people["teacher"], "written_at": clock.now()}
    session.add_all(
        HandInComment(id=new_id(), first=2 * place, after=2 * place + 2, text=payload, **wrote, **by)
        for place, payload in enumerate(PAYLOADS)
    )
    said = {"text": text, "outcome": "return", "sent_at": clock.now()}
    session.add(HandInFeedback(edited_by=school.people["teacher"], edited_at=clock.now(), **wrote, **said))
    kept = {"kind": "text", "size": 1, "sha256": b"", "kept_by": student.person_id, "kept_at": clock.now()}
    names = [StoredFile(id=new_id(), name=files.safe_name(one, files.KINDS["text"]), **kept) for one in PAYLOADS]
    session.add_all(names)
    session.flush()
    session.add_all(HandInFile(file_id=one.id, **wrote) for one in names)
    row.state = "returned"
    session.add_all([row, version])


def test_nothing_that_is_written_in_a_hand_in_runs(server: Server, browser: Browser) -> None:
    assert len(set(PAYLOADS)) >= 500
    with in_database_of(server):
        work = world.put_task(server.school)
        with db.unit() as session:
            write_everywhere(session, server, work)
    alva, asked = server.school.people["alva"], set[str]()
    for name, workspace, path in (
        ("alva", Workspace.STUDENT, f"/prov/{work}"),
        ("teacher", Workspace.TEACHER, f"/inlamningar/{work}/{alva}"),
        ("rut", Workspace.GUARDIAN, f"/barn/{alva}/prov"),
    ):
        page = signed_in(browser, server, name, workspace)
        page.add_init_script("window.ran = 0; window.alert = () => window.ran++;")
        page.on("request", lambda request: asked.add(request.url))
        page.goto(path)
        expect(page.get_by_text("<svg><script>alert(1)</script></svg>").first).to_be_attached()
        for summary in page.locator("summary").all():
            summary.click()
        assert page.evaluate("window.ran") == 0, path
        assert page.locator(MADE_OF_TEXT).count() == 0, path
        page.context.close()
    assert {url for url in asked if not url.startswith(server.url)} == set()
