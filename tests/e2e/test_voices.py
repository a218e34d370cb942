"""A discussion from a phone to the teacher's open page and back; and nothing that is written in one ever runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.ids import new_id
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.discussion.tables import Contribution
from tests.e2e.test_hand_in import SHOWN_WITHIN, in_database_of, signed_in
from tests.planning import talk_world as world
from tests.support import databases
from tests.support.server import Server, running
from tests.support.xss import MADE_OF_TEXT, PAYLOADS

pytestmark = pytest.mark.e2e
LENGTH = 4_000


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own, where teachers can plan."""
    folder = tmp_path_factory.mktemp("voices")
    with running(databases.sqlite_copy(seeded_database, folder), folder) as started:
        with in_database_of(started), db.unit() as session:
            load_catalogue(session)
        yield started


@pytest.mark.measures
def test_what_a_student_writes_on_a_phone_is_on_the_teachers_open_page(server: Server, browser: Browser) -> None:
    with in_database_of(server):
        talk = world.opened(server.school)
    teacher = signed_in(browser, server, "teacher", Workspace.TEACHER)
    teacher.goto(f"/diskussioner/{talk}")
    teacher.get_by_label("Skriv i diskussionen").fill("Ett svar som jag håller på med")
    student = signed_in(browser, server, "alva", Workspace.STUDENT, width=390)
    student.goto("/diskussioner")
    student.get_by_role("link", name=world.QUESTION).click()
    student.get_by_label("Skriv i diskussionen").fill("Minustecknet")
    expect(student.locator("#saved")).to_contain_text("Sparat")
    student.get_by_role("button", name="Skicka").click()
    expect(student.get_by_role("article").get_by_text("Minustecknet")).to_be_visible()
    sent = time.monotonic()
    expect(teacher.get_by_role("article").get_by_text("Minustecknet")).to_be_visible(timeout=10_000)
    assert time.monotonic() - sent <= SHOWN_WITHIN
    expect(teacher.get_by_label("Skriv i diskussionen")).to_have_value("Ett svar som jag håller på med")
    teacher.get_by_role("button", name="Dölj inlägget av Alva Ask").click()
    expect(teacher.get_by_label("Varför döljer du")).to_be_focused()
    teacher.get_by_label("Varför döljer du").fill("Skriv mer om hur du gör.")
    teacher.get_by_role("button", name="Dölj inlägget", exact=True).click()
    expect(teacher.locator("#status")).to_contain_text("Inlägget är dolt")
    expect(student.get_by_text("Skriv mer om hur du gör.")).to_be_visible()
    expect(teacher.get_by_label("Skriv i diskussionen")).to_have_value("Ett svar som jag håller på med")


def test_nothing_that_is_written_in_a_discussion_runs(server: Server, browser: Browser) -> None:
    corpus, texts = "\n".join(PAYLOADS), []
    while corpus:
        texts.append(corpus[:LENGTH])
        corpus = corpus[LENGTH:]
    with in_database_of(server):
        talk = world.opened(server.school)
        with db.unit() as session:
            for text in texts:
                number, writer = new_id(), server.school.people["alva"]
                said = {"written_by": writer, "by_teacher": False, "text": text, "said_at": clock.now()}
                session.add(Contribution(id=number, discussion_id=talk, thread_id=number, **said))
    alva, asked = server.school.people["alva"], set[str]()
    for name, workspace, path in (
        ("bo", Workspace.STUDENT, f"/diskussioner/{talk}"),
        ("teacher", Workspace.TEACHER, f"/diskussioner/{talk}"),
        ("rut", Workspace.GUARDIAN, f"/barn/{alva}/diskussioner"),
    ):
        page = signed_in(browser, server, name, workspace)
        page.add_init_script("window.ran = 0; window.alert = () => window.ran++;")
        page.on("request", lambda request: asked.add(request.url))
        page.goto(path)
        expect(page.get_by_text("<svg><script>alert(1)</script></svg>").first).to_be_attached()
        assert page.evaluate("window.ran") == 0, path
        assert page.locator(MADE_OF_TEXT).count() == 0, path
        page.context.close()
    assert {url for url in asked if not url.startswith(server.url)} == set()
