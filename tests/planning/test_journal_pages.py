"""The pages of the journal, through the real gate, handlers and plain HTTP."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from skolplattform.accounts import sessions
from skolplattform.core.actor import Workspace
from skolplattform.planning.pages.journal_board import JournalBoardState
from skolplattform.planning.pages.journal_child import ChildJournalState
from skolplattform.planning.pages.journal_coverage import JournalCoverageState
from skolplattform.planning.pages.journal_entry import JournalEntryState
from skolplattform.planning.pages.journal_group import JournalState
from skolplattform.planning.pages.journal_list import JournalListState
from skolplattform.ui import routes
from tests.attendance.care_world import Care
from tests.planning.journal_world import answer, draft, opened, published, with_preschool, write
from tests.planning.picture_world import photo
from tests.planning.test_learning_log_pages import said
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.school_rows import named_id
from tests.support.sign_in import cookie

FIELDS = {"title": "Torn", "text": "Det rasade."}


@pytest.fixture
def care(data_folder, school: School) -> Care:
    sessions.forget()
    return with_preschool(school)


def staff_page(pages: Pages, path: str, **ids: str) -> InProcessTab:
    tab = pages.tab(cookie(named_id("hilda"), Workspace.TEACHER))
    tab.open(path, **ids)
    return tab


def entry_page(pages: Pages, entry: UUID | str) -> InProcessTab:
    return staff_page(pages, "/dagboksinlagg/[entry_id]", entry_id=str(entry))


def home_page(pages: Pages, care: Care, adult: str, child: str) -> InProcessTab:
    tab = pages.tab(cookie(care.school.people[adult], Workspace.GUARDIAN))
    tab.open("/barn/[child_id]/dagbok", child_id=str(care.child(child)))
    return tab


def test_a_day_is_written_in_few_taps_and_read_at_home(care: Care, pages: Pages) -> None:
    answer(care, "moa")
    departments = staff_page(pages, "/dagbok")
    (myran,) = departments.variable(JournalListState, "departments")
    departments.call(JournalListState.begin, group_id=myran.group_id, key=departments.variable(JournalListState, "key"))
    group = staff_page(pages, "/dagbok/[group_id]", group_id=str(care.part))
    entry = group.variable(JournalState, "shown").drafts[0].id
    page = entry_page(pages, entry)
    page.call(JournalEntryState.write, entry_id=entry, field="title", text="Torn")
    page.call(JournalEntryState.tick_goal, code="Lpfö18.learning.technology", touched=True)
    page.call(JournalEntryState.tick_everybody)
    page.call(JournalEntryState.tick_child, child_id=str(care.child("nils")), took_part=False)
    client = TestClient(routes.plain_http(), headers={"cookie": cookie(named_id("hilda"), Workspace.TEACHER)})
    sent = {"data": {"entry": entry, "key": uuid4().hex}, "files": {"file": ("x.jpg", photo())}}
    assert client.post("/bilder/dagbok", **sent).status_code == 201
    page.call(JournalEntryState.refresh)
    (picture,) = page.variable(JournalEntryState, "shown").pictures
    assert {one.name: one.may for one in page.variable(JournalEntryState, "shown").people} == {
        "Moa Kvist": True,
        "Nils Kvist": False,
    }
    told = {"picture": picture.id, "version": "1", "alt": "Ett torn", f"person-{care.child('moa')}": "on"}
    page.call(JournalEntryState.tell_picture, form_data=told)
    page.call(JournalEntryState.publish, form_data=FIELDS)
    assert said(page) == "Inlägget är publicerat till hemmen"
    (read,) = home_page(pages, care, "rut", "moa").variable(ChildJournalState, "written")
    assert (read.title, read.own_took_part, [one.alt for one in read.pictures]) == ("Torn", True, ["Ett torn"])
    assert client.get(f"/bild/dagbok/{picture.id}").status_code == 200
    board = pages.tab(cookie(care.school.people["principal"], Workspace.PRINCIPAL))
    board.open("/dagboksoversikt")
    assert [row.total for row in board.variable(JournalBoardState, "shown").rows] == [1]
    goals = staff_page(pages, "/dagboksmal/[group_id]", group_id=str(care.part))
    assert goals.variable(JournalCoverageState, "shown").met == 1


def test_what_is_missing_is_said_at_its_field(care: Care, pages: Pages) -> None:
    entry = draft(care, title="")
    page = entry_page(pages, entry)
    page.call(JournalEntryState.publish, form_data={"title": "", "text": ""})
    assert list(page.variable(JournalEntryState, "errors")) == ["title"]


def test_an_entry_about_one_child_and_back_to_all(care: Care, pages: Pages) -> None:
    page = entry_page(pages, draft(care))
    page.call(JournalEntryState.about, whose=str(care.child("moa")))
    assert page.variable(JournalEntryState, "shown").entry.about == "Moa Kvist"
    page.call(JournalEntryState.about, whose="all")
    page.call(JournalEntryState.publish, form_data=FIELDS)
    assert home_page(pages, care, "sten", "nils").variable(ChildJournalState, "written")[0].title == "Torn"
    page.call(JournalEntryState.take_back)
    page.call(JournalEntryState.delete)
    assert entry_page(pages, page.variable(JournalEntryState, "shown").entry.id).variable(JournalEntryState, "missing")


def test_a_colleagues_words_are_shown_beside_ones_own(care: Care, pages: Pages) -> None:
    entry = draft(care)
    page = entry_page(pages, entry)
    write(care.staff(), entry, "text", "Kollegans ord")
    page.call(JournalEntryState.write, entry_id=str(entry), field="text", text="Mina ord")
    clash = page.variable(JournalEntryState, "clash")
    assert (clash.mine, clash.theirs) == ("Mina ord", "Kollegans ord")
    page.call(JournalEntryState.keep_mine)
    assert opened(care.staff(), entry).entry.text == "Mina ord"
    write(care.staff(), entry, "text", "Kollegan igen")
    page.call(JournalEntryState.write, entry_id=str(entry), field="text", text="Mina igen")
    page.call(JournalEntryState.take_theirs)
    assert page.variable(JournalEntryState, "shown").entry.text == "Kollegan igen"


def test_words_that_came_in_another_field_meanwhile_are_not_written_over_unseen(care: Care, pages: Pages) -> None:
    entry = draft(care)
    page = entry_page(pages, entry)
    write(care.staff(), entry, "text", "Kollegans ord")
    page.call(JournalEntryState.write, entry_id=str(entry), field="title", text="Min rubrik")
    page.call(JournalEntryState.write, entry_id=str(entry), field="text", text="Mina ord")
    assert page.variable(JournalEntryState, "clash").theirs == "Kollegans ord"
    assert opened(care.staff(), entry).entry.text == "Kollegans ord"


def test_an_open_page_at_home_follows_what_is_published(care: Care, pages: Pages) -> None:
    home = home_page(pages, care, "rut", "nils")
    published(care)
    home.call(ChildJournalState.refresh)
    assert len(home.variable(ChildJournalState, "written")) == 1
    assert home_page(pages, care, "ulf", "nils").variable(ChildJournalState, "missing")


def test_another_forskolas_journal_looks_like_none(care: Care, pages: Pages) -> None:
    entry = draft(care)
    gun = pages.tab(cookie(named_id("gun"), Workspace.TEACHER))
    gun.open("/dagboksinlagg/[entry_id]", entry_id=str(entry))
    assert gun.variable(JournalEntryState, "missing")
    for path, state in (("/dagbok/[group_id]", JournalState), ("/dagboksmal/[group_id]", JournalCoverageState)):
        gun.open(path, group_id=str(care.part))
        assert gun.variable(state, "missing")
