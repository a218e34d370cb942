"""At 16 nobody is left untold (R-A02), and lessons without a register reach the teacher and then the head (OWN-10)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select, update

from skolplattform.attendance import jobs, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.pages.proof import ProofState
from skolplattform.attendance.queries.proof import day_proof
from skolplattform.attendance.queries.proof_shown import proof_view
from skolplattform.attendance.rules.proof import TOLD, Standing, of_student, standing
from skolplattform.core import clock, db, notify
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.errors import NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.notices.sender import send_notices
from skolplattform.notices.service import choose, mark_all_read
from skolplattform.registry.tables import Contact, Responsibility
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie

AWAY, HERE = AbsentMinutes(invalid=60), AbsentMinutes()
STATES = st.lists(st.sampled_from(["waiting", "sending", "sent", "failed", "cancelled"]), max_size=3)


def report(school: School, *away: str, version: int = 0) -> int:
    marks = {school.people[name]: AWAY if name in away else HERE for name in ("alva", "bo", "cleo")}
    with db.unit() as session:
        saved = service.report_lesson(
            session, school.teacher, school.lesson, marks=marks, version=version, key=uuid4().hex
        )
    return saved.version


def standings(school: School) -> dict[str, Standing]:
    with db.reading() as session:
        found = day_proof(session, school.principal)
    by_id = {id_: name for name, id_ in school.people.items()}
    return {by_id[student.student_id]: student.standing for student in found.students}


def send(frozen) -> None:
    with frozen(clock.now() + timedelta(minutes=3)):
        send_notices()


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), STATES)
def test_everybody_stands_somewhere_and_told_means_told(is_queued, is_planned, is_read, only_here, ways):
    found = standing(is_queued=is_queued, is_planned=is_planned, is_read=is_read, only_here=only_here, ways=ways)
    if found in TOLD:
        assert is_queued
        assert is_read or "sent" in ways or only_here
    if is_queued and (is_read or "sent" in ways):
        assert found in TOLD


@given(st.lists(st.sampled_from(list(Standing)), max_size=4))
def test_a_student_is_told_of_only_when_everybody_entitled_is(people: list[Standing]):
    assert (of_student(people) in TOLD) == (bool(people) and all(one in TOLD for one in people))


def test_after_the_run_nobody_is_without_a_delivered_notice_or_a_reason(school: School, data_folder: Path, frozen):
    report(school, "alva", "bo", "cleo")
    assert set(standings(school).values()) == {Standing.WAITING}
    send(frozen)
    assert standings(school) == {"alva": Standing.SENT, "bo": Standing.SENT, "cleo": Standing.SENT}


def test_each_reason_is_said(school: School, data_folder: Path, frozen, monkeypatch):
    monkeypatch.setenv("SKOLPLATTFORM_NOTIFY_EMAIL_URL", "json://localhost:1/{email}")
    settings.cache_clear()
    monkeypatch.setattr("skolplattform.notices.sender.MOST_ATTEMPTS", 1)

    def refuse(_letter: notify.Letter) -> None:
        raise notify.Undelivered("down")

    monkeypatch.setattr(notify, "send", refuse)
    with db.unit() as session:
        of = col(Contact.person_id)
        session.exec(update(Contact).where(of == school.people["tove"]).values(kind="address"))
        session.exec(update(Contact).where(of == school.people["vera"], col(Contact.kind) == "phone").values(kind="x"))
        session.exec(
            update(Responsibility).where(col(Responsibility.child_id) == school.people["alva"]).values(withheld=True)
        )
    report(school, "alva", "bo", "cleo")
    send(frozen)
    assert standings(school) == {"alva": Standing.NOBODY, "bo": Standing.NO_ADDRESS, "cleo": Standing.FAILED}


def test_a_guardian_who_wants_it_only_here_or_has_read_it_is_told(school: School, data_folder: Path, frozen):
    with db.unit() as session:
        alva = school.people["alva"]
        choose(session, school.guardian, "attendance.unexcused", alva, channel="email", is_wanted=False, version=0)
    report(school, "alva")
    with db.unit() as session:
        mark_all_read(session, school.other_guardian)
    send(frozen)
    assert standings(school) == {"alva": Standing.HERE}


def test_the_head_sees_names_and_the_reading_is_noted_the_organiser_numbers_only(school: School, data_folder: Path):
    report(school, "alva", "cleo")
    with db.unit() as session:
        seen, counted = proof_view(session, school.principal), proof_view(session, school.central)
        written = session.exec(select(AuditEntry.verb).where(AuditEntry.actor_id == school.principal.person_id)).all()
    assert {row.name for row in seen.rows} == {"Alva Ask", "Elev med skyddade uppgifter"}
    assert "attendance.read_absence" in written
    assert "Alva" not in str(counted)
    assert counted.finding.sv == "Färre än 5 elever har hemma någon som inte har fått veta"
    assert [(row.name, row.said.sv) for row in counted.rows] == [("Ekbackens skola", "Färre än 5 utan besked")]


@pytest.mark.parametrize("who", ["teacher", "guardian", "student", "administrator"])
def test_nobody_else_sees_the_proof(school: School, who: str):
    with db.reading() as session, pytest.raises(NotFound):
        proof_view(session, getattr(school, who))


def test_another_head_sees_another_school(school: School, data_folder: Path):
    report(school, "alva")
    with db.unit() as session:
        assert proof_view(session, school.other_principal).rows == ()


def kinds() -> list[tuple[str, object]]:
    with db.reading() as session:
        rows = session.exec(select(OutboxMessage).where(col(OutboxMessage.withdrawn_at).is_(None))).all()
        return sorted((row.kind, row.recipient_id) for row in rows)


def test_a_lesson_without_a_register_is_told_to_its_teacher_then_to_the_head_and_taken_back(school: School, frozen):
    over = clock.at(school.day, clock.local(clock.now()).time()) + timedelta(minutes=60)
    with frozen(over):
        jobs.tell_of_unreported()
        jobs.tell_of_unreported()
        first = kinds()
    assert ("attendance.unreported", school.people["teacher"]) in first
    assert len(first) == len(set(first)) or first.count(("attendance.unreported", school.people["teacher"])) == 2
    with frozen(over + timedelta(hours=3)):
        jobs.tell_of_unreported()
        told = kinds()
        assert ("attendance.escalated", school.people["principal"]) in told
        report(school)
        before = told.count(("attendance.unreported", school.people["teacher"]))
        jobs.tell_of_unreported()
        assert kinds().count(("attendance.unreported", school.people["teacher"])) == before - 1


def test_the_page(school: School, pages: Pages, data_folder: Path, frozen):
    report(school, "alva")
    opened = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    opened.open("/narvaro-besked")
    view = opened.variable(ProofState, "view")
    assert view.finding.sv == "En elev har hemma någon som inte har fått veta"
    send(frozen)
    opened.call(ProofState.refresh)
    (row,) = opened.variable(ProofState, "view").rows
    assert [one.sv for one in row.told] == ["Rut Ask: Mejl 10.18", "Sten Granit: Mejl 10.18"]
