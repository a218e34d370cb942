"""A student writes, hands in, takes back and hands in again; nobody else sees what is not handed in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db, files
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, Change
from skolplattform.planning.hand_in import queries, service
from skolplattform.planning.hand_in.tables import HandInVersion
from skolplattform.planning.set_work import service as set_work
from skolplattform.planning.set_work.rules import Takes
from tests.planning.conftest import run
from tests.planning.hand_in_world import (
    AFTER,
    ALL,
    DUE,
    ON_TIME,
    add_file,
    hand_in,
    key,
    put_task,
    seen,
    take_back,
    write,
)
from tests.planning.work_world import wanted
from tests.support.school import School


def lines(actor, student) -> list[tuple[str, str]]:
    with db.reading() as session:
        return [(line.title, line.state) for line in queries.hand_ins_of(session, actor, student)]


def test_what_is_written_is_kept_as_a_draft_that_only_the_student_sees(school: School) -> None:
    work, alva = put_task(school), school.people["alva"]
    write(school.student, work, "Det var en gång")
    shown = seen(school.student, work)
    assert (shown.text, shown.state, shown.may_hand_in) == ("Det var en gång", "draft", True)
    assert lines(school.student, alva) == [("Uppsats", "draft")]
    assert lines(school.guardian, alva) == [("Uppsats", "none")]
    assert seen(school.classmate, work).text == ""


def test_nobody_else_writes_or_reads_it(school: School) -> None:
    work = put_task(school)
    dag = school.actor("dag", school.student.workspace)
    for reader in (dag, school.actor("elsa", school.student.workspace)):
        with pytest.raises(NotFound):
            seen(reader, work)
        with pytest.raises(NotFound):
            run(service.write_draft, reader, work, field="text", was="", text="x", version=0)
    for actor in (school.teacher, school.guardian, school.principal):
        with pytest.raises(Denied):
            seen(actor, work)
        with pytest.raises(Denied):
            run(service.hand_in, actor, work, version=1, key=key())
    for actor in (school.foreign_guardian, school.classmate, school.teacher, school.principal):
        with pytest.raises(NotFound):
            lines(actor, school.people["alva"])


def test_of_two_devices_the_second_is_told_and_nothing_is_written_over(school: School) -> None:
    work = put_task(school)
    write(school.student, work, "Början")
    phone = seen(school.student, work)
    write(school.student, work, "Början på datorn")
    told = {"field": "text", "was": phone.text, "text": "Början på mobilen", "version": phone.version}
    with pytest.raises(Conflict) as caught:
        run(service.write_draft, school.student, work, **told)
    assert caught.value.current == "Början på datorn"
    assert seen(school.student, work).text == "Början på datorn"
    run(service.write_draft, school.student, work, **{**told, "field": "link", "was": "", "text": "https://a.se"})


def test_what_is_handed_in_is_a_version_that_stays(school: School) -> None:
    work = put_task(school)
    assert hand_in(school.student, work, "Första") == 1
    take_back(school.student, work)
    assert seen(school.student, work).handed == ()
    assert hand_in(school.student, work, "Andra") == 2
    shown = seen(school.student, work)
    assert [(one.number, one.parts[0].text) for one in shown.handed] == [(2, "Andra")]
    with Session(db.engine()) as session:
        rows = session.exec(select(HandInVersion).order_by(HandInVersion.number)).all()
    assert [(row.text, row.withdrawn_at is None) for row in rows] == [("Första", False), ("Andra", True)]


def test_the_same_key_hands_in_once_with_one_entry_in_the_log(school: School) -> None:
    work = put_task(school)
    write(school.student, work, "Hej")
    version = seen(school.student, work).version
    numbers = {run(service.hand_in, school.student, work, version=version, key="hand-in-0001") for _ in range(2)}
    assert numbers == {1}
    with Session(db.engine()) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.hand_in")).all()
        topics = set(session.exec(select(Change.topic)).all())
    assert [entry.detail["did"] for entry in entries] == ["write", "hand_in"]
    assert {entry.subject_id for entry in entries} == {school.people["alva"]}
    assert "Hej" not in str([entry.detail for entry in entries])
    assert {f"student:{school.people['alva']}", f"hand_in:{work}"} <= topics


def test_the_clock_decides_what_is_late_and_what_is_too_late(school: School) -> None:
    allowed, strict = put_task(school, ALL), put_task(school, ON_TIME)
    hand_in(school.student, allowed, "Sent", at=AFTER)
    assert (seen(school.student, allowed).state, seen(school.student, allowed).handed[0].is_late) == ("late", True)
    with pytest.raises(Invalid) as caught:
        hand_in(school.student, strict, "För sent", at=AFTER)
    assert caught.value.field == "due"
    assert seen(school.student, strict).text == "För sent"
    hand_in(school.student, strict, at=DUE)
    with pytest.raises(Invalid):
        take_back(school.student, strict, at=AFTER)


def test_what_is_handed_in_is_not_written_in(school: School) -> None:
    work = put_task(school)
    hand_in(school.student, work, "Klar")
    for act in (lambda: write(school.student, work, "Mer"), lambda: add_file(school.student, work)):
        with pytest.raises(Invalid):
            act()
    with pytest.raises(Invalid):
        hand_in(school.student, work)


def test_a_version_holds_the_files_that_the_draft_had_and_keeps_them(school: School, data_folder) -> None:
    work = put_task(school)
    first, second = add_file(school.student, work, "a.pdf"), add_file(school.student, work, "b.pdf")
    hand_in(school.student, work)
    take_back(school.student, work)
    run(service.remove_file, school.student, work, file_id=first)
    hand_in(school.student, work)
    shown = seen(school.student, work)
    assert [file.name for file in shown.handed[0].files] == ["b.pdf"]
    with pytest.raises(NotFound):
        run(service.remove_file, school.classmate, work, file_id=second)


def test_what_is_handed_in_is_not_cleared_away(school: School, data_folder) -> None:
    work = put_task(school)
    path = files.path_of(add_file(school.student, work))
    with clock.fixed(clock.now() + timedelta(days=30)):
        files.forget_unused()
    assert path.exists()
    assert len(seen(school.student, work).files) == 1


def test_files_are_given_out_to_the_student_and_when_handed_in_to_the_teacher(school: School, data_folder) -> None:
    work = put_task(school)
    file = add_file(school.student, work)

    def fetched(actor) -> str:
        with db.reading() as session:
            return queries.fetched(session, actor, file).name

    assert fetched(school.student) == "uppsats.pdf"
    for actor in (school.teacher, school.classmate, school.guardian, school.principal, school.colleague):
        with pytest.raises(NotFound):
            fetched(actor)
    hand_in(school.student, work)
    assert fetched(school.teacher) == "uppsats.pdf"
    for actor in (school.classmate, school.guardian, school.principal, school.colleague):
        with pytest.raises(NotFound):
            fetched(actor)
    take_back(school.student, work)
    with pytest.raises(NotFound):
        fetched(school.teacher)


def test_only_what_the_task_takes_is_handed_in(school: School) -> None:
    work = put_task(school, Takes(link=True, until=ALL.until))
    with pytest.raises(NotFound):
        add_file(school.student, work)
    write(school.student, work, "http://a.se", field="link")
    with pytest.raises(Invalid) as caught:
        hand_in(school.student, work)
    assert caught.value.field == "link"
    assert seen(school.student, work).link == "http://a.se"
    write(school.student, work, "https://a.se/x", field="link")
    hand_in(school.student, work)
    assert seen(school.student, work).handed[0].link == "https://a.se/x"


def test_a_teacher_says_what_is_taken_and_cannot_end_it_when_somebody_has_handed_in(school: School) -> None:
    with pytest.raises(Invalid) as caught:
        put_task(school, Takes(until=ALL.until))
    assert caught.value.field == "takes"
    work = put_task(school)
    again = wanted(school.class_7a, title="Uppsats", kind="hand_in")
    hand_in(school.student, work, "Hej")
    with pytest.raises(Invalid) as caught:
        run(set_work.change_work, school.teacher, work, wanted=again, version=1, key=key())
    assert caught.value.field == "takes"


def test_what_takes_no_hand_ins_or_is_taken_away_is_no_task_to_hand_in(school: School) -> None:
    plain, gone = put_task(school, Takes()), put_task(school)
    run(set_work.take_away, school.teacher, gone, version=1, key=key())
    for work in (plain, gone):
        with pytest.raises(NotFound):
            seen(school.student, work)
    assert lines(school.student, school.people["alva"]) == []


def test_a_guardian_reads_nothing_from_the_day_the_child_is_18(school: School) -> None:
    from skolplattform.registry.tables import Person

    put_task(school)
    with db.unit() as session:
        alva = session.get(Person, school.people["alva"])
        alva.birth_date = clock.today().replace(year=clock.today().year - 18)
        session.add(alva)
    with pytest.raises(NotFound):
        lines(school.guardian, school.people["alva"])
