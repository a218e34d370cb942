"""Opening a protected person: by decision, or in an emergency; always with a reason, a last day and a trace (R-X04)."""

from datetime import timedelta

import pytest
from sqlmodel import select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, system_actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry import protection, queries, service
from skolplattform.registry.tables import ProtectedGrant
from skolplattform.registry.who_has_seen import who_has_seen
from tests.support.school import SCHOOL_DAY, School

WHY = "Ansvarar för skolskjuts i dag"
Rights = pytest.mark.parametrize


def name_of_cleo(school: School, actor: Actor) -> str:
    with db.reading() as session:
        return queries.names(session, actor, [school.people["cleo"]])[school.people["cleo"]].name


def grant(school: School, actor: Actor, *, subject: str = "cleo", to: str = "colleague", days: int = 7) -> None:
    with db.unit() as session:
        service.grant_protected(
            session,
            actor,
            school.people[subject],
            school.people[to],
            reason=WHY,
            first=clock.today(),
            last=clock.today() + timedelta(days=days),
        )


def test_a_grant_opens_the_person_to_that_one_until_its_day(school: School) -> None:
    assert "Cypress" not in name_of_cleo(school, school.colleague)
    grant(school, school.principal)
    assert "Cypress" in name_of_cleo(school, school.colleague)
    assert "Cypress" not in name_of_cleo(school, school.teacher)
    with clock.fixed(SCHOOL_DAY + timedelta(days=8)):
        assert "Cypress" not in name_of_cleo(school, school.colleague)


def test_the_command_line_may_decide_for_all(school: School) -> None:
    grant(school, system_actor("command line"), to="stranger")
    assert "Cypress" in name_of_cleo(school, school.stranger)


@Rights(
    "who",
    ["teacher", "colleague", "administrator", "other_principal", "student_health", "guardian", "student", "central"],
)
def test_nobody_else_decides(school: School, who: str) -> None:
    with pytest.raises(NotFound):
        grant(school, getattr(school, who))


@Rights(("subject", "to"), [("alva", "colleague"), ("cleo", "stranger"), ("cleo", "rut"), ("vera", "colleague")])
def test_a_principal_decides_for_the_own_unit_only(school: School, subject: str, to: str) -> None:
    with pytest.raises(NotFound):
        grant(school, school.principal, subject=subject, to=to)


@Rights("days", [-1, 401])
def test_a_grant_has_a_last_day_within_a_year(school: School, days: int) -> None:
    with pytest.raises(Invalid):
        grant(school, school.principal, days=days)


@Rights("reason", ["", "     ", "kort", "x" * 201])
def test_a_reason_is_asked_for(school: School, reason: str) -> None:
    with db.unit() as session, pytest.raises(Invalid):
        protection.break_glass(session, school.teacher, school.people["cleo"], reason=reason)


def test_in_an_emergency_it_opens_for_the_day_and_the_principal_is_told(school: School) -> None:
    with db.unit() as session:
        protection.break_glass(session, school.teacher, school.people["cleo"], reason=WHY)
    assert "Cypress" in name_of_cleo(school, school.teacher)
    with db.reading() as session:
        told = session.exec(select(OutboxMessage)).one()
        assert told.recipient_id == school.people["principal"]
        assert WHY not in str(told.payload)
        written = session.exec(select(AuditEntry)).one()
        assert (written.verb, written.subject_id) == ("registry.break_glass", school.people["cleo"])
    with clock.fixed(SCHOOL_DAY + timedelta(days=1)):
        assert "Cypress" not in name_of_cleo(school, school.teacher)
    with db.unit() as session, pytest.raises(Invalid):
        protection.break_glass(session, school.teacher, school.people["cleo"], reason=WHY)


@Rights("who", ["colleague", "stranger", "other_principal", "guardian", "student", "classmate", "central"])
def test_glass_breaks_only_for_those_who_meet_the_person(school: School, who: str) -> None:
    with db.unit() as session, pytest.raises(NotFound):
        protection.break_glass(session, getattr(school, who), school.people["cleo"], reason=WHY)


def test_a_grant_can_be_taken_back(school: School) -> None:
    with db.unit() as session:
        made = service.grant_protected(
            session,
            school.principal,
            school.people["cleo"],
            school.people["colleague"],
            reason=WHY,
            first=clock.today(),
            last=clock.today(),
        )
    with db.unit() as session, pytest.raises(NotFound):
        protection.withdraw_grant(session, school.other_principal, made)
    with db.unit() as session:
        protection.withdraw_grant(session, school.principal, made)
    assert "Cypress" not in name_of_cleo(school, school.colleague)


def test_a_grant_that_has_ended_keeps_its_last_day(school: School) -> None:
    """Who could see whom and when is what the log is read against: nobody makes it longer afterwards."""
    with db.unit() as session:
        who = {"subject_id": school.people["cleo"], "grantee_id": school.people["colleague"]}
        days = {"start_date": school.day - timedelta(days=30), "end_date": school.day - timedelta(days=20)}
        grant = ProtectedGrant(**who, **days, reason=WHY, granted_by=school.people["principal"])
        session.add(grant)
        session.flush()
        made = grant.id
    with pytest.raises(NotFound), db.unit() as session:
        protection.withdraw_grant(session, school.principal, made)
    with db.reading() as session:
        assert session.get_one(ProtectedGrant, made).end_date == days["end_date"]


def test_the_guardian_sees_who_has_opened_the_childs_details(school: School) -> None:
    from skolplattform.core import audit

    alva = school.people["alva"]
    with db.unit() as session:
        for actor, verb in (
            (school.teacher, "attendance.report_lesson"),
            (school.teacher, "attendance.report_lesson"),
            (school.principal, "insights.view_school"),
            (school.other_guardian, "attendance.report_absence"),
            (school.guardian, "attendance.report_absence"),
            (school.student, "assessment.view"),
            (school.classmate, "planning.take_part"),
            (system_actor("import"), "interop.import"),
        ):
            audit.record(session, actor, verb, "person", alva, subject=alva, unit=school.unit)
        audit.record(session, school.teacher, "attendance.report_lesson", "person", "x", subject=school.people["bo"])
    with db.reading() as session:
        seen = who_has_seen(session, school.guardian, alva)
    said = {(row.who.sv, row.what.sv): row.times for row in seen.rows}
    assert said[("Lena Lönn, lärare", "Närvaro och frånvaro")] == "2"
    assert said[("Rektor Ros, rektor", "Såg närvaron i detalj")] == "1"
    assert ("Du", "Närvaro och frånvaro") in said
    assert ("Eleven själv", "Bedömning") in said
    assert ("Plattformen", "Läste in från skolans register") in said
    assert "En annan elev" in {who for who, _ in said}
    assert "Granit" not in str(seen)
    assert "Björk" not in str(seen)
    assert len(seen.rows) == 7


@Rights("who", ["foreign_guardian", "teacher", "principal", "student", "central", "administrator"])
def test_nobody_else_reads_that_list(school: School, who: str) -> None:
    with db.reading() as session, pytest.raises(NotFound):
        who_has_seen(session, getattr(school, who), school.people["alva"])
