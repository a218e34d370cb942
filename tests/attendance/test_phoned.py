"""Absence told by phone (FRN-04): who writes it down, who may have called, who is told, what is taken back."""

from datetime import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance.pages.phoned import PhonedState
from skolplattform.attendance.pages.student_choice import StudentChoiceState
from skolplattform.attendance.queries import lesson_roster, own_reports
from skolplattform.attendance.queries.phoned import call_about
from skolplattform.attendance.service.absence import withdraw_report
from skolplattform.attendance.service.phoned import report_phoned, withdraw_phoned
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry.tables import Person, ProtectedGrant, Responsibility
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


def written(school: School, actor: Actor, name: str = "alva", caller: str = "rut", key: str = "", **more: Any) -> UUID:
    given: dict[str, Any] = {"first": school.day, "last": school.day} | more
    with db.unit() as session:
        told = report_phoned(
            session,
            actor,
            school.people[name],
            caller_id=school.people[caller],
            key=key or uuid4().hex,
            **given,
        )
    return told.report_ids[0]


def reports() -> list[AbsenceReport]:
    with db.reading() as session:
        return list(session.exec(select(AbsenceReport)).all())


def told_to() -> set[UUID]:
    with db.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "attendance.phoned")).all()
        return {row.recipient_id for row in rows if row.withdrawn_at is None}


@pytest.mark.parametrize("who", ["teacher", "principal", "administrator"])
def test_the_mentor_the_head_and_the_office_write_down_a_call(school: School, who: str):
    actor = getattr(school, who)
    written(school, actor, from_time=time(12))
    (row,) = reports()
    assert (row.student_id, row.unit_id, row.registered_by) == (school.people["alva"], school.unit, actor.person_id)


def test_the_lesson_opens_as_told_and_the_family_sees_who_wrote_it(school: School):
    written(school, school.administrator)
    with db.reading() as session:
        first = lesson_roster(session, school.teacher, school.lesson).pupils[0]
        assert (first.id, first.mark) == (str(school.people["alva"]), "valid")
        (seen,) = own_reports(session, school.other_guardian)
    assert seen.told.sv == "Agnes Alm 10.15"
    assert seen.can == "withdraw"


def test_everybody_entitled_is_told_so_that_a_false_call_is_noticed(school: School):
    written(school, school.administrator, caller="sten")
    assert told_to() == {school.people["rut"], school.people["sten"]}
    with db.reading() as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.report_phoned")).all()
    assert (entry.actor_id, entry.subject_id) == (school.people["administrator"], school.people["alva"])
    assert entry.detail == {"caller": str(school.people["sten"])}


def test_the_same_call_twice_tells_once(school: School):
    assert written(school, school.administrator, key="a-key-1234") == written(
        school, school.administrator, key="a-key-1234"
    )
    assert len(reports()) == 1


@pytest.mark.parametrize("caller", ["ulf", "alva", "teacher"])
def test_nobody_tells_by_phone_who_could_not_tell_in_the_platform_r_a10(school: School, caller: str):
    with pytest.raises(Invalid) as refused:
        written(school, school.administrator, caller=caller)
    assert refused.value.field == "caller"
    assert reports() == []


def test_from_eighteen_only_the_student_calls_r_a10(school: School):
    with db.unit() as session:
        session.get_one(Person, school.people["alva"]).birth_date = school.day.replace(year=2008)
    with pytest.raises(Invalid):
        written(school, school.administrator, caller="rut")
    written(school, school.administrator, caller="alva")
    assert told_to() == {school.people["alva"]}


def test_who_has_lost_custody_is_neither_caller_nor_told_r_c02(school: School):
    with db.unit() as session:
        row = session.exec(
            select(Responsibility).where(
                Responsibility.adult_id == school.people["sten"], Responsibility.child_id == school.people["alva"]
            )
        ).one()
        row.end_date = school.day.replace(day=1)
    with db.reading() as session:
        shown = call_about(session, school.administrator, school.people["alva"])
    assert [one.id for one in shown.callers] == [str(school.people["rut"])]
    with pytest.raises(Invalid):
        written(school, school.administrator, caller="sten")


def test_only_students_of_ones_own(school: School):
    for actor, name in ((school.teacher, "dag"), (school.administrator, "elsa"), (school.other_principal, "alva")):
        with pytest.raises(NotFound):
            written(school, actor, name, caller="ulf")
    for actor in (school.guardian, school.student, school.student_health, school.central):
        with pytest.raises(Denied):
            written(school, actor)


def test_a_protected_student_is_found_by_grant_only_r_x04(school: School):
    with pytest.raises(NotFound):
        written(school, school.administrator, "cleo", caller="vera")
    with db.unit() as session:
        session.add(
            ProtectedGrant(
                subject_id=school.people["cleo"],
                grantee_id=school.people["administrator"],
                reason="office",
                granted_by=school.people["principal"],
                start_date=school.day,
                end_date=school.day,
            )
        )
    written(school, school.administrator, "cleo", caller="vera")


def test_one_takes_back_what_one_wrote_and_nothing_else(school: School):
    report = written(school, school.administrator)
    with pytest.raises(NotFound), db.unit() as session:
        withdraw_phoned(session, school.principal, report, version=1)
    with pytest.raises(Conflict), db.unit() as session:
        withdraw_phoned(session, school.administrator, report, version=7)
    with db.unit() as session:
        withdraw_phoned(session, school.administrator, report, version=1)
    with pytest.raises(NotFound), db.unit() as session:
        withdraw_phoned(session, school.administrator, report, version=2)
    assert reports()[0].withdrawn_at is not None
    assert told_to() == set(), "nobody is told of a call about the wrong student"


def test_the_family_takes_back_what_was_told_in_its_name(school: School):
    report = written(school, school.administrator)
    with db.unit() as session:
        withdraw_report(session, school.guardian, report, version=1)
    with db.reading() as session:
        assert call_about(session, school.administrator, school.people["alva"]).reports == ()


def test_the_page(school: School, pages: Pages):
    tab = pages.tab(cookie(school.people["administrator"], Workspace.ADMINISTRATOR))
    tab.open("/elevnarvaro")
    assert tab.variable(StudentChoiceState, "answers_calls")
    tab.open("/franvaro-per-telefon/[student_id]", student_id=str(school.people["alva"]))
    assert [one.name for one in tab.variable(PhonedState, "shown").callers] == ["Rut Ask", "Sten Granit"]
    tab.call(PhonedState.send, form_data={"when": "day", "reason": ""})
    assert set(tab.variable(PhonedState, "errors")) == {"caller"}
    tab.call(PhonedState.send, form_data={"when": "day", "reason": "sick", "caller": "not an id"})
    assert set(tab.variable(PhonedState, "errors")) == {"caller"}
    tab.call(PhonedState.send, form_data={"when": "day", "reason": "", "caller": str(school.people["rut"])})
    (row,) = tab.variable(PhonedState, "shown").reports
    tab.call(PhonedState.withdraw, report_id=row.id, version=row.version)
    assert tab.variable(PhonedState, "shown").reports == ()
    tab.open("/franvaro-per-telefon/[student_id]", student_id=str(school.people["elsa"]))
    assert tab.variable(PhonedState, "missing")
