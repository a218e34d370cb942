"""A teacher's own notes: kept while one writes, read by nobody else in any way, gone when they are deleted."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session, SQLModel, col, select

from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.pages.lesson_notes import NotesState
from skolplattform.planning.scratchpad import service
from skolplattform.planning.scratchpad.queries import notes_of
from skolplattform.planning.scratchpad.tables import ScratchNote
from skolplattform.ui.page import pages as all_pages
from tests.planning.conftest import run
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

CANARY = "Kanariefågel i kladden"
OTHERS = {
    "colleague": Workspace.TEACHER,
    "stranger": Workspace.TEACHER,
    "principal": Workspace.PRINCIPAL,
    "other_principal": Workspace.PRINCIPAL,
    "administrator": Workspace.ADMINISTRATOR,
    "nurse": Workspace.STUDENT_HEALTH,
    "counsellor": Workspace.STUDY_COUNSELLOR,
    "alva": Workspace.STUDENT,
    "rut": Workspace.GUARDIAN,
}


def begin(actor: Actor, group: UUID | None = None) -> UUID:
    return run(service.begin_note, actor, group_id=group, key=uuid4().hex)


def written(school: School, words: str = CANARY) -> UUID:
    note = begin(school.teacher, school.class_7a)
    run(service.write_note, school.teacher, note, text=words, version=1)
    return note


def read(actor: Actor):
    with db.reading() as session:
        return notes_of(session, actor)


def test_a_note_is_kept_about_a_group_or_about_none(school: School) -> None:
    written(school)
    begin(school.teacher)
    assert sorted((note.group, note.text) for note in read(school.teacher).notes) == [("", ""), ("7A", CANARY)]
    assert [name for _, name in read(school.teacher).groups] == ["7A"]
    with pytest.raises(NotFound):
        begin(school.teacher, school.class_7b)


def test_of_two_tabs_neither_writes_over_the_other(school: School) -> None:
    note = written(school)
    with pytest.raises(Conflict) as clash:
        run(service.write_note, school.teacher, note, text="Annat", version=1)
    assert clash.value.current[1] == CANARY
    assert run(service.write_note, school.teacher, note, text=CANARY, version=1) == 2
    with pytest.raises(Invalid):
        run(service.write_note, school.teacher, note, text="x" * 8_001, version=2)


def test_no_other_table_holds_a_word_of_it_and_deleted_is_gone(school: School) -> None:
    note = written(school)
    with Session(db.engine()) as session:
        holding = [
            table.name
            for table in SQLModel.metadata.sorted_tables
            if CANARY in str(session.execute(table.select()).all())
        ]
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.entity) == "scratch_note")).all()
        assert holding == ["scratch_note"]
        assert [entry.detail for entry in entries] == [{"did": "begin"}, {"did": "write"}]
    run(service.delete_note, school.teacher, note)
    with Session(db.engine()) as session:
        assert session.execute(sql("SELECT count(*) FROM scratch_note")).scalar_one() == 0
        assert session.get(ScratchNote, note) is None


@pytest.mark.parametrize("who", ["colleague", "principal", "administrator", "central", "student", "guardian"])
def test_nobody_else_reads_writes_or_deletes_it(school: School, who: str) -> None:
    note, actor = written(school), getattr(school, who)
    for act in (
        lambda: run(service.write_note, actor, note, text="x", version=2),
        lambda: run(service.delete_note, actor, note),
    ):
        with pytest.raises(NotFound):
            act()
    assert who != "colleague" or read(actor).notes == ()
    assert read(school.teacher).notes[0].text == CANARY


def test_the_same_person_in_another_hat_has_no_notes(school: School) -> None:
    written(school)
    for workspace in (Workspace.GUARDIAN, Workspace.PRINCIPAL):
        with pytest.raises(NotFound):
            read(school.actor("teacher", workspace, school.unit))


Sign = Callable[[str, Workspace], InProcessTab]


@pytest.fixture
def sign(school: School, pages: Pages) -> Sign:
    return lambda who, workspace: pages.tab(cookie(school.people[who], workspace))


def asked(tab: InProcessTab, note: UUID) -> None:
    """Everything that the page of notes answers to, with the id of somebody else's note."""
    tab.open("/anteckningar")
    tab.call(NotesState.load)
    tab.call(NotesState.write, note_id=str(note), text="x", version=2)
    tab.call(NotesState.write, note_id=str(note), text=CANARY[:5], version=0)
    tab.call(NotesState.delete, note_id=str(note))
    tab.call(NotesState.keep_mine)
    tab.call(NotesState.take_theirs)


@pytest.mark.parametrize("who", OTHERS)
def test_no_other_roles_socket_gets_a_byte_of_it(school: School, sign: Sign, who: str) -> None:
    note = written(school)
    tab = sign(who, OTHERS[who])
    asked(tab, note)
    assert CANARY not in str([update.delta for update in tab.updates])
    assert read(school.teacher).notes[0].text == CANARY


@pytest.mark.parametrize("who", ["principal", "administrator"])
def test_no_page_of_those_who_lead_shows_it(school: School, sign: Sign, who: str) -> None:
    written(school)
    tab = sign(who, OTHERS[who])
    for route in all_pages():
        tab.open(route, group_id=str(school.class_7a), person_id=str(school.people["teacher"]))
    assert CANARY not in str([update.delta for update in tab.updates])


def test_the_page_saves_shows_both_texts_and_deletes(school: School, sign: Sign) -> None:
    page = sign("teacher", Workspace.TEACHER)
    page.open("/anteckningar")
    page.call(NotesState.choose, group=str(school.class_7a))
    page.call(NotesState.begin, group=page.variable(NotesState, "chosen"), key=page.variable(NotesState, "key"))
    note = page.variable(NotesState, "shown").notes[0].id
    page.call(NotesState.write, note_id=note, text="Linjaler", version=1)
    page.call(NotesState.write, note_id=note, text="Linjaler och passare", version=1)
    assert read(school.teacher).notes[0].text == "Linjaler och passare"
    run(service.write_note, school.teacher, UUID(note), text="I en annan flik", version=3)
    page.call(NotesState.write, note_id=note, text="Här", version=3)
    assert page.variable(NotesState, "clash").theirs == "I en annan flik"
    page.call(NotesState.keep_mine)
    assert read(school.teacher).notes[0].text == "Här"
    page.call(NotesState.delete, note_id=note)
    assert read(school.teacher).notes == ()
