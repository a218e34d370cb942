"""Guardians are told the same day (R-A02): once, without a name, while it is true, and told when it was corrected."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import col, select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.core import clock, db
from skolplattform.core.tables import OutboxMessage
from skolplattform.notices import queries
from skolplattform.notices.sender import send_notices
from skolplattform.registry.tables import Person, Responsibility
from tests.notices.letters import in_file
from tests.support.school import School

AWAY, HERE = AbsentMinutes(invalid=60), AbsentMinutes()


@pytest.fixture
def folder(school: School, data_folder: Path) -> Path:
    return data_folder


def report(school: School, version: int = 0, **named: AbsentMinutes) -> tuple[int, str]:
    marks = {school.people[name]: named.get(name, HERE) for name in ("alva", "bo", "cleo")}
    key = uuid4().hex
    with db.unit() as session:
        saved = service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=version, key=key)
    return saved.version, key


def send(frozen, minutes: int = 3) -> None:
    with frozen(clock.now() + timedelta(minutes=minutes)):
        send_notices()


def messages() -> list[OutboxMessage]:
    with db.reading() as session:
        return list(session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id))).all())


def bell(school: School, name: str = "guardian") -> int:
    with db.reading() as session:
        return queries.unread(session, getattr(school, name))


def test_nothing_unexcused_is_left_without_a_delivered_notice(school: School, folder: Path, frozen):
    report(school, alva=AWAY, bo=AbsentMinutes(invalid=20))
    send(frozen)
    send(frozen)
    assert sorted(line["to"] for line in in_file(folder)) == ["rut@hem.example", "sten@hem.example", "tove@hem.example"]
    assert all(message.sent_at for message in messages())


def test_what_goes_out_holds_no_name_and_no_id_and_leads_to_the_notices(school: School, folder: Path, frozen):
    report(school, alva=AWAY)
    send(frozen)
    for line in in_file(folder):
        text = line["title"] + line["body"]
        assert "/aviseringar" in text
        assert not any(word in text for word in ("Alva", "Ask", str(school.people["alva"])))


def test_the_bell_rings_at_once_and_the_mail_waits_two_minutes(school: School, folder: Path):
    report(school, alva=AWAY)
    send_notices()
    assert in_file(folder) == []
    assert (bell(school), bell(school, "other_guardian"), bell(school, "foreign_guardian")) == (1, 1, 0)


def test_what_is_corrected_before_it_was_sent_is_never_told(school: School, folder: Path, frozen):
    version, _ = report(school, alva=AWAY)
    report(school, version)
    send(frozen)
    assert in_file(folder) == []
    assert bell(school) == 0
    assert all(message.withdrawn_at and not message.sent_at for message in messages())


def test_an_undone_save_is_never_told(school: School, folder: Path, frozen):
    _, key = report(school, alva=AWAY)
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key=key)
    send(frozen)
    assert in_file(folder) == []


def test_an_undone_correction_is_told_after_all(school: School, folder: Path, frozen):
    version, _ = report(school, alva=AWAY)
    _, key = report(school, version)
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key=key)
    send(frozen)
    assert sorted(line["to"] for line in in_file(folder)) == ["rut@hem.example", "sten@hem.example"]


def test_what_is_corrected_after_it_was_sent_is_corrected_to_the_same_people(school: School, folder: Path, frozen):
    version, _ = report(school, alva=AWAY)
    send(frozen)
    report(school, version, alva=AbsentMinutes(valid=60))
    send(frozen, 4)
    told = [(line["to"], "rättats" in line["body"]) for line in in_file(folder)]
    assert sorted(told) == [(f"{who}@hem.example", corrected) for who in ("rut", "sten") for corrected in (False, True)]
    with db.reading() as session:
        (row,) = queries.notice_list(session, school.guardian).rows
    assert "Rättat" in row.title.sv


def test_who_has_read_it_in_the_platform_is_told_of_the_correction_too(school: School, folder: Path):
    from skolplattform.notices.service import mark_all_read

    version, _ = report(school, alva=AWAY)
    with db.unit() as session:
        mark_all_read(session, school.guardian)
    report(school, version)
    assert (bell(school), bell(school, "other_guardian")) == (1, 0)


def test_a_mark_that_is_set_again_is_told_again(school: School, folder: Path, frozen):
    version, _ = report(school, alva=AWAY)
    version, _ = report(school, version)
    report(school, version, alva=AWAY)
    send(frozen)
    assert sorted(line["to"] for line in in_file(folder)) == ["rut@hem.example", "sten@hem.example"]


def test_another_lesson_still_missed_keeps_the_notice(school: School, folder: Path, frozen):
    version, _ = report(school, alva=AWAY)
    marks = {school.people[name]: AWAY if name == "alva" else HERE for name in ("alva", "bo", "cleo")}
    with db.unit() as session:
        service.report_lesson(session, school.teacher, school.earlier_lesson, marks=marks, version=0, key=uuid4().hex)
    report(school, version)
    send(frozen)
    assert sorted(line["to"] for line in in_file(folder)) == ["rut@hem.example", "sten@hem.example"]


def test_a_guardian_who_lost_access_before_it_was_sent_is_not_told(school: School, folder: Path, frozen):
    report(school, alva=AWAY)
    with db.unit() as session:
        relation = select(Responsibility).where(Responsibility.adult_id == school.people["sten"])
        found = session.exec(relation).one()
        found.withheld = True
        session.add(found)
    send(frozen)
    assert [line["to"] for line in in_file(folder)] == ["rut@hem.example"]
    assert bell(school, "other_guardian") == 0


def test_a_student_of_age_is_told_and_nobody_else(school: School, folder: Path, frozen):
    with db.unit() as session:
        alva = session.get_one(Person, school.people["alva"])
        alva.birth_date = clock.today().replace(year=clock.today().year - 18)
        session.add(alva)
    report(school, alva=AWAY)
    send(frozen)
    assert {message.recipient_id for message in messages()} == {school.people["alva"]}
    assert (bell(school, "student"), bell(school)) == (1, 0)
