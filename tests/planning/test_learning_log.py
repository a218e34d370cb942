"""The learning log: a draft is its writer's alone; what is shown is read by teachers of the subject and by home."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.planning.learning_log import queries, rules, service
from skolplattform.planning.learning_log.tables import LogComment, LogEntry
from tests.planning.conftest import run
from tests.planning.log_world import draft, group_titles, key, observe, opened, show, shown, titles, write
from tests.support.school import School


@given(st.integers(0, 10_000))
def test_every_entry_has_a_page_and_no_page_but_the_first_is_empty(entries: int) -> None:
    last = rules.pages(entries)
    assert last * rules.PAGE >= entries
    assert last == 1 or (last - 1) * rules.PAGE < entries


@given(st.text(), st.lists(st.text(), max_size=3).map(tuple), st.booleans())
def test_what_is_shown_has_a_name_says_something_and_belongs_to_a_subject(title, words, has_group) -> None:
    fits = bool(title.strip()) and any(one.strip() for one in words) and has_group
    try:
        rules.require_showable(title=title, words=words, has_group=has_group)
    except Invalid:
        assert not fits
    else:
        assert fits


def test_a_draft_is_the_students_alone_until_it_is_shown_and_again_when_taken_back(database, school: School) -> None:
    entry = draft(school, school.student)
    others = (school.guardian, school.other_guardian)
    assert titles(school.student, school.people["alva"]) == ["Om bråk"]
    assert [titles(one, school.people["alva"]) for one in others] == [[], []]
    assert group_titles(school.teacher, school) == []
    show(school.student, entry)
    assert [titles(one, school.people["alva"]) for one in others] == [["Om bråk"], ["Om bråk"]]
    assert group_titles(school.teacher, school) == ["Om bråk"]
    version = opened(school.student, entry).version
    run(service.hide_entry, school.student, entry, version=version, key=key())
    assert titles(school.guardian, school.people["alva"]) == []
    assert group_titles(school.teacher, school) == []


def test_nobody_else_reads_a_log_or_writes_in_it(database, school: School) -> None:
    entry = shown(school, school.student)
    for other in (school.classmate, school.foreign_guardian):
        with pytest.raises(NotFound):
            titles(other, school.people["alva"])
    for other in (school.colleague, school.stranger):
        with pytest.raises(NotFound):
            group_titles(other, school)
        with pytest.raises(NotFound):
            run(service.comment_on, other, entry, text="Hej", key=key())
    with pytest.raises(NotFound):
        opened(school.classmate, entry)
    with pytest.raises(NotFound):
        run(service.hide_entry, school.classmate, entry, version=3, key=key())
    with pytest.raises(Denied):
        group_titles(school.principal, school)


def test_what_is_shown_stands_as_it_is_read(database, school: School) -> None:
    entry = shown(school, school.student)
    with pytest.raises(Invalid):
        write(school.student, entry, "text", "Något annat")
    with pytest.raises(Invalid):
        run(service.place_entry, school.student, entry, place=None, version=opened(school.student, entry).version)


def test_of_two_devices_neither_loses_its_words(database, school: School) -> None:
    entry = draft(school, school.student)
    seen = opened(school.student, entry)
    write(school.student, entry, "text", "På datorn")
    words = {"field": "text", "was": seen.entry.text, "text": "På mobilen", "version": seen.version}
    with pytest.raises(Conflict) as clash:
        run(service.write_entry, school.student, entry, **words)
    assert clash.value.current == "På datorn"
    run(service.write_entry, school.student, entry, **words | {"field": "learnt", "was": ""})
    with pytest.raises(Conflict):
        run(service.show_entry, school.student, entry, version=seen.version, key=key())


def test_an_entry_belongs_where_its_student_is_taught_or_nowhere(database, school: School) -> None:
    entry = draft(school, school.student)
    version = opened(school.student, entry).version
    with pytest.raises(NotFound):
        run(service.place_entry, school.student, entry, place=(school.class_7b, school.syllabus), version=version)
    version = run(service.place_entry, school.student, entry, place=None, version=version)
    with pytest.raises(Invalid) as error:
        run(service.show_entry, school.student, entry, version=version, key=key())
    assert error.value.field == "place"


def test_an_empty_draft_is_taken_again_and_the_same_key_does_one_thing(database, school: School) -> None:
    first = run(service.begin_entry, school.student, key="begin-0001")
    assert run(service.begin_entry, school.student, key=key()) == first
    write(school.student, first, "title", "Ett")
    assert run(service.begin_entry, school.student, key="begin-0001") == first
    assert run(service.begin_entry, school.student, key=key()) != first


def test_a_teachers_comment_is_said_once_told_and_read_by_student_and_home(database, school: School) -> None:
    entry = shown(school, school.student)
    for _ in range(2):
        run(service.comment_on, school.teacher, entry, text=" Fint tänkt ", key="comment-0001")
    with db.reading() as session:
        (comment,) = session.exec(select(LogComment)).all()
        (notice,) = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "planning.log")).all()
        did = [one.detail["did"] for one in session.exec(select(AuditEntry)).all() if one.entity == "log_entry"]
        assert (comment.text, notice.recipient_id) == ("Fint tänkt", school.people["alva"])
        assert notice.payload == {"student": str(school.people["alva"]), "entry": str(entry)}
        assert did.count("comment") == 1
        (log,) = queries.log_of(session, school.guardian, school.people["alva"])
        assert [note.text for note in log.written[0].notes] == ["Fint tänkt"]
    with pytest.raises(Invalid):
        run(service.comment_on, school.teacher, entry, text="  ", key=key())


def test_a_draft_is_not_commented(database, school: School) -> None:
    with pytest.raises(NotFound):
        run(service.comment_on, school.teacher, draft(school, school.student), text="Hej", key=key())


def test_a_teacher_puts_an_observation_in_a_students_log(database, school: School) -> None:
    entry = observe(school, school.teacher, "alva")
    assert titles(school.guardian, school.people["alva"]) == ["Hjälpte en kamrat"]
    found = opened(school.student, entry)
    assert (found.may_write, found.may_take_back, bool(found.entry.observer)) == (False, False, True)
    with pytest.raises(NotFound):
        run(service.hide_entry, school.student, entry, version=found.version, key=key())


def test_nobody_observes_in_the_log_of_another_group(database, school: School) -> None:
    with pytest.raises(NotFound):
        observe(school, school.teacher, "dag")
    with pytest.raises(NotFound):
        observe(school, school.colleague, "alva")
    with pytest.raises(Invalid):
        observe(school, school.teacher, "alva", text="  ")


def test_a_protected_student_is_masked_among_those_who_show(database, school: School) -> None:
    shown(school, school.actor("cleo", Workspace.STUDENT))
    with db.reading() as session:
        page = queries.group_log(session, school.teacher, school.class_7a, school.syllabus)
    assert "Cleo" not in page.written[0].student
    assert not any("Cleo" in name for _, name in page.students)


def test_a_group_shows_25_a_page_the_latest_first(school: School) -> None:
    entries = [shown(school, school.student, f"Nummer {number}") for number in range(rules.PAGE + 1)]
    with db.reading() as session:
        ask = lambda number: queries.group_log(session, school.teacher, school.class_7a, school.syllabus, number)  # noqa: E731
        first, second, beyond = ask(1), ask(2), ask(99)
        assert len(session.exec(select(LogEntry)).all()) == len(entries)
    assert (len(first.written), first.last, first.written[0].id) == (rules.PAGE, 2, str(entries[-1]))
    assert [one.id for one in second.written] == [str(entries[0])] == [one.id for one in beyond.written]


def test_who_reads_anothers_log_is_in_the_log_of_readings(database, school: School) -> None:
    shown(school, school.student)
    group_titles(school.teacher, school)
    titles(school.guardian, school.people["alva"])
    titles(school.student, school.people["alva"])
    with db.reading() as session:
        read = session.exec(select(AuditEntry).where(AuditEntry.entity.in_(["log", "group_log"]))).all()  # type: ignore[attr-defined]
        readers = sorted((one.entity, one.actor_id) for one in read)
    assert readers == [("group_log", school.teacher.person_id), ("log", school.guardian.person_id)]
