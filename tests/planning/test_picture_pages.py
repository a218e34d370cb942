"""Pictures of the learning log, through the real gate, handlers and plain HTTP."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.log_entry import LogEntryState
from skolplattform.planning.pages.log_group import GroupLogState
from skolplattform.ui import routes
from tests.planning.log_world import draft, show
from tests.planning.picture_world import add, photo
from tests.planning.test_learning_log_pages import Open, entry_page, group_page, said, tab
from tests.registry.consent_world import agree, answer
from tests.support.school import School
from tests.support.sign_in import cookie

__all__ = ["tab"]
pytestmark = pytest.mark.usefixtures("data_folder")


def sent(client: TestClient, entry: UUID, data: bytes):
    return client.post("/bilder/logg", data={"entry": str(entry), "key": uuid4().hex}, files={"file": ("x.jpg", data)})


def test_a_student_adds_a_picture_says_who_is_seen_and_shows_it(tab: Open, school: School) -> None:
    agree(school, "bo")
    entry = draft(school, school.student)
    client = TestClient(routes.plain_http(), headers={"cookie": cookie(school.people["alva"], Workspace.STUDENT)})
    assert sent(client, entry, photo()).status_code == 201
    refused = sent(client, entry, b"<script>alert(1)</script>")
    assert (refused.status_code, refused.json()["sv"]) == (422, "Det går bara att lägga till bilder här.")
    page = entry_page(tab, entry)
    (picture,) = page.variable(LogEntryState, "shown").pictures
    form = {"picture": picture.id, "version": "1", "alt": "En pizza i fyra delar"}
    page.call(LogEntryState.tell_picture, form_data=form)
    assert list(page.variable(LogEntryState, "errors")) == ["people"]
    page.call(LogEntryState.tell_picture, form_data={**form, f"person-{school.people['bo']}": "on"})
    assert said(page) == "Sparat om bilden"
    given = client.get(f"/bild/logg/{picture.id}")
    assert (given.status_code, given.headers["cache-control"]) == (200, "private, no-store")
    assert 'filename="bild.jpg"' in given.headers["content-disposition"]
    fields = {"title": "Om bråk", "text": "Vi delade en pizza.", "learnt": "", "next_step": ""}
    page.call(LogEntryState.show, form_data=fields)
    assert said(page) == "Inlägget visas för läraren"
    teacher = group_page(tab, school)
    shown = lambda: [one.alt for one in teacher.variable(GroupLogState, "shown").written[0].pictures]  # noqa: E731
    assert shown() == ["En pizza i fyra delar"]
    answer(school, "tove", "bo", gives=False)
    teacher.call(GroupLogState.refresh)
    assert shown() == []
    assert client.get(f"/bild/logg/{picture.id}").status_code == 404


def test_a_form_that_is_not_ours_changes_nothing(tab: Open, school: School) -> None:
    entry = draft(school, school.student)
    add(school.student, entry)
    page = entry_page(tab, entry)
    page.call(LogEntryState.tell_picture, form_data={"picture": "x", "version": "1", "alt": "Y"})
    assert not page.variable(LogEntryState, "shown").pictures[0].is_told


def test_a_picture_and_the_draft_are_taken_away(tab: Open, school: School) -> None:
    entry = draft(school, school.student)
    page, picture = entry_page(tab, entry), add(school.student, entry)
    page.call(LogEntryState.refresh)
    page.call(LogEntryState.remove_picture, picture_id=str(picture))
    assert page.variable(LogEntryState, "shown").pictures == ()
    page.call(LogEntryState.delete)
    assert said(page) == "Utkastet är borttaget"
    assert entry_page(tab, entry).variable(LogEntryState, "missing")


def test_a_shown_entry_is_not_thrown_away(tab: Open, school: School) -> None:
    entry = draft(school, school.student)
    show(school.student, entry)
    page = entry_page(tab, entry)
    page.call(LogEntryState.delete)
    assert page.variable(LogEntryState, "shown").may_take_back
