"""A teacher deals hand-ins out; a student reads a classmate's on a phone and responds; the classmate reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from skolplattform.core.actor import Workspace
from tests.e2e.test_hand_in import in_database_of, signed_in
from tests.planning import hand_in_world
from tests.planning.peer_world import ALVA_WROTE, BO_WROTE
from tests.support import databases
from tests.support.server import Server, running

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server(built_pages: None, seeded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small school on a server of its own."""
    folder = tmp_path_factory.mktemp("peers")
    with running(databases.sqlite_copy(seeded_database, folder), folder) as started:
        yield started


def test_from_dealing_out_to_a_classmates_words(server: Server, browser: Browser) -> None:
    with in_database_of(server):
        work = hand_in_world.put_task(server.school)
        hand_in_world.hand_in(server.school.student, work, ALVA_WROTE)
        hand_in_world.hand_in(server.school.classmate, work, BO_WROTE)
    teacher = signed_in(browser, server, "teacher", Workspace.TEACHER)
    teacher.goto(f"/inlamningar/{work}")
    teacher.get_by_role("link", name="Kamratrespons").click()
    teacher.get_by_label("Egna frågor").fill("Vad förstod du av texten?")
    teacher.get_by_label("1", exact=True).check()
    teacher.get_by_role("button", name="Öppna", exact=True).click()
    teacher.get_by_role("button", name="Dela ut", exact=True).click()
    expect(teacher.locator("#status")).to_contain_text("Utdelat till 2 elever")
    student = signed_in(browser, server, "bo", Workspace.STUDENT, width=390)
    student.goto("/prov")
    student.get_by_role("link", name="Arbete av en kamrat").click()
    expect(student.get_by_text(ALVA_WROTE)).to_be_visible()
    student.get_by_label("Det som fungerar").fill("Jag förstod hur du tänkte.")
    expect(student.locator("#saved")).to_contain_text("sparades")
    student.get_by_label("Nästa steg").fill("Ge ett exempel till.")
    student.get_by_role("button", name="Skicka", exact=True).click()
    expect(student.get_by_role("heading", name="Ditt svar")).to_be_visible()
    expect(student.get_by_role("button", name="Skicka", exact=True)).to_have_count(0)
    expect(teacher.get_by_text("Bo Björk till Alva Ask")).to_be_visible()
    teacher.get_by_role("button", name="Släpp svaren").click()
    classmate = signed_in(browser, server, "alva", Workspace.STUDENT, width=390)
    classmate.goto(f"/prov/{work}")
    expect(classmate.get_by_text("Jag förstod hur du tänkte.")).to_be_visible()
    expect(classmate.get_by_text("Björk")).to_have_count(0)
