"""Leave: applied for by a guardian, agreed by every custodian, decided by the head or a delegate, kept as absence."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance import queries
from skolplattform.attendance.queries.leave import leave_case
from skolplattform.attendance.rules.leave import Answer, LeaveReason, State
from skolplattform.attendance.service import leave, leave_decision
from skolplattform.attendance.tables import AbsenceReport, AttendancePolicy, LeaveApplication, LeaveConsent
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry.tables import Person, Responsibility
from tests.support.school import School

NEXT_WEEK = timedelta(days=7)


def apply(school: School, actor: Actor, *names: str, days: int = 3, key: str = "", **more) -> tuple[UUID, ...]:
    first = more.pop("first", school.day + NEXT_WEEK)
    with db.unit() as session:
        return leave.apply_for_leave(
            session,
            actor,
            student_ids=[school.people[name] for name in names],
            first=first,
            last=first + timedelta(days=days - 1),
            reason=LeaveReason.TRAVEL,
            key=key or uuid4().hex,
            **more,
        )


def answer(actor: Actor, application: UUID, said: Answer = Answer.APPROVED, *, version: int = 1) -> None:
    with db.unit() as session:
        leave.answer_application(session, actor, application, answer=said, version=version, key=uuid4().hex)


def decide(actor: Actor, application: UUID, outcome: State = State.GRANTED, *, version: int = 1, key: str = "", **more):
    with db.unit() as session:
        leave_decision.decide_leave(
            session, actor, application, outcome=outcome, version=version, key=key or uuid4().hex, **more
        )


def policy(school: School, **settings) -> None:
    with db.unit() as session:
        session.add(
            AttendancePolicy(
                organisation_id=school.organiser,
                valid_from=school.day,
                settings=settings,
                decided_by=school.people["administrator"],
                decided_at=clock.now(),
            )
        )


def rows(table) -> list:
    with db.reading() as session:
        return list(session.exec(select(table)).all())


def application(ident: UUID) -> LeaveApplication:
    with db.reading() as session:
        return session.get_one(LeaveApplication, ident)


@pytest.fixture
def bo(school: School) -> UUID:
    """Bo's application; Tove alone has custody."""
    return apply(school, school.actor("tove", school.guardian.workspace), "bo")[0]


@pytest.fixture
def alva(school: School) -> UUID:
    """Alva's application by Rut; Sten has custody too."""
    return apply(school, school.guardian, "alva")[0]


def test_two_children_in_two_schools_are_applied_for_at_once(school: School):
    ids = apply(school, school.guardian, "alva", "elsa")
    assert {application(one).unit_id for one in ids} == {school.unit, school.other_unit}
    assert {application(one).state for one in ids} == {State.ASKED.value}


def test_the_same_application_twice_is_one(school: School):
    assert apply(school, school.guardian, "alva", key="one-key-1") == apply(
        school, school.guardian, "alva", key="one-key-1"
    )
    assert len(rows(LeaveApplication)) == 1


@pytest.mark.parametrize("child", ["bo", "dag", "cleo", "teacher"])
def test_nobody_applies_for_a_child_that_is_not_theirs(school: School, child: str):
    with pytest.raises(NotFound):
        apply(school, school.guardian, "alva", child)
    assert rows(LeaveApplication) == []


def test_a_student_of_age_applies_and_needs_nobodys_consent_r_a10(school: School):
    with db.unit() as session:
        session.get_one(Person, school.people["alva"]).birth_date = school.day.replace(year=2008)
    with pytest.raises(NotFound):
        apply(school, school.guardian, "alva")
    own = apply(school, school.student, "alva")[0]
    assert rows(LeaveConsent) == []
    decide(school.principal, own)
    assert application(own).state == State.GRANTED.value


def test_the_line_of_text_is_off_until_the_school_allows_it_r_a14(school: School):
    with pytest.raises(Invalid) as caught:
        apply(school, school.guardian, "alva", note="Mormor fyller 80")
    assert caught.value.field == "note"
    policy(school, leave_free_text=True)
    assert application(apply(school, school.guardian, "alva", note="Mormor fyller 80")[0]).note == "Mormor fyller 80"


def test_the_school_waits_for_the_other_custodian_r_c01(school: School, alva: UUID):
    assert [one.adult_id for one in rows(LeaveConsent)] == [school.people["sten"]]
    with pytest.raises(Invalid):
        decide(school.principal, alva)
    answer(school.other_guardian, alva)
    decide(school.principal, alva, version=2)
    assert application(alva).state == State.GRANTED.value


def test_the_same_answer_twice_is_one(school: School, alva: UUID):
    for _ in range(2):
        with db.unit() as session:
            said = {"answer": Answer.APPROVED, "version": 1, "key": "one-answer"}
            leave.answer_application(session, school.other_guardian, alva, **said)
    assert application(alva).version == 2


def lose_custody(school: School, name: str) -> None:
    with db.unit() as session:
        relation = select(Responsibility).where(
            Responsibility.adult_id == school.people[name], Responsibility.child_id == school.people["alva"]
        )
        session.exec(relation).one().withheld = True


def test_what_was_asked_by_somebody_who_has_lost_custody_can_only_be_refused_r_c02(school: School, alva: UUID):
    answer(school.other_guardian, alva)
    lose_custody(school, "rut")
    with pytest.raises(Invalid) as caught:
        decide(school.principal, alva, version=2)
    assert caught.value.key == "attendance.leave.error.applicant"
    assert rows(AbsenceReport) == []
    decide(school.principal, alva, State.REFUSED, version=2, text="Ingen vårdnadshavare ansöker.")
    assert application(alva).state == State.REFUSED.value


@pytest.mark.parametrize("who", ["rut", "sten"])
def test_nobody_decides_about_their_own_child(school: School, alva: UUID, who: str):
    answer(school.other_guardian, alva)
    head = school.actor(who, Workspace.PRINCIPAL, school.unit)
    for outcome in (State.GRANTED, State.REFUSED):
        with pytest.raises(Invalid) as caught:
            decide(head, alva, outcome, version=2, text="Nej.")
        assert caught.value.key == "attendance.leave.error.own"
    with db.reading() as session:
        shown = leave_case(session, head, alva)
    assert not shown.may_decide
    assert shown.barred.sv.startswith("Du beslutar inte om ditt eget barn")


def test_one_custodian_who_says_no_ends_it(school: School, alva: UUID):
    answer(school.other_guardian, alva, Answer.DECLINED)
    assert application(alva).state == State.DECLINED.value
    with pytest.raises(Conflict):
        decide(school.principal, alva, version=2)


def test_who_has_lost_custody_is_not_waited_for_and_cannot_answer_r_c02(school: School, alva: UUID):
    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.end_date = school.day - timedelta(1)
    with pytest.raises(NotFound):
        answer(school.other_guardian, alva)
    decide(school.principal, alva)
    assert application(alva).state == State.GRANTED.value


def test_a_custodian_whose_access_is_withheld_is_neither_asked_nor_told(school: School):
    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.withheld = True
    decide(school.principal, apply(school, school.guardian, "alva")[0])
    assert school.people["sten"] not in {one.recipient_id for one in rows(OutboxMessage)}


def test_where_one_custodian_is_enough_the_other_is_not_asked(school: School):
    policy(school, leave_needs_both=False)
    apply(school, school.guardian, "alva")
    assert rows(LeaveConsent) == []


def test_a_granted_leave_is_absence_in_the_same_breath_and_fills_the_lessons(school: School):
    own = apply(school, school.actor("tove", school.guardian.workspace), "bo", first=school.day)[0]
    decide(school.principal, own)
    report = rows(AbsenceReport)[0]
    assert (report.absence_type, report.id) == ("Beviljad ledighet", application(own).report_id)
    assert (report.starts_at, report.ends_at) == clock.day_bounds(school.day, school.day + timedelta(2))
    with db.reading() as session:
        roster = queries.lesson_roster(session, school.teacher, school.lesson)
    assert {pupil.id: pupil.mark for pupil in roster.pupils}[str(school.people["bo"])] == "valid"


def test_a_part_is_granted_with_the_days_and_the_reason(school: School, bo: UUID):
    first = application(bo).first_day
    with pytest.raises(Invalid) as caught:
        decide(school.principal, bo, State.PARTLY, first=first, last=first)
    assert caught.value.field == "text"
    decide(school.principal, bo, State.PARTLY, first=first, last=first, text="Nationellt prov dagen efter.")
    assert (application(bo).granted_first, application(bo).granted_last) == (first, first)
    assert len(rows(AbsenceReport)) == 1


def test_a_refusal_says_why_and_becomes_no_absence(school: School, bo: UUID):
    with pytest.raises(Invalid):
        decide(school.principal, bo, State.REFUSED)
    decide(school.principal, bo, State.REFUSED, text="Inga synnerliga skäl.")
    assert application(bo).decision_text == "Inga synnerliga skäl."
    assert rows(AbsenceReport) == []


def test_only_the_schools_own_head_decides(school: School, bo: UUID):
    for actor in (school.other_principal, school.teacher, school.colleague):
        with pytest.raises((NotFound, Invalid)):
            decide(actor, bo)
    for actor in (school.administrator, school.guardian, school.student):
        with pytest.raises(Denied):
            decide(actor, bo)
    assert application(bo).state == State.ASKED.value


def test_a_mentor_decides_at_most_ten_days_and_only_when_the_head_has_delegated_r_a04(school: School):
    tove = school.actor("tove", school.guardian.workspace)
    short, long = apply(school, tove, "bo")[0], apply(school, tove, "bo", days=30)[0]
    with pytest.raises(Invalid):
        decide(school.teacher, short)
    policy(school, leave_delegated_to="mentor")
    decide(school.teacher, short)
    assert application(short).decided_as == "delegate"
    with pytest.raises(Invalid) as caught:
        decide(school.teacher, long)
    assert caught.value.params == {"days": 10}
    decide(school.principal, long)
    assert application(long).decided_as == "head"


def test_where_days_are_counted_per_school_year_earlier_leave_counts_r_a05(school: School):
    policy(school, leave_delegated_to="mentor", leave_counted="school_year", leave_delegated_days=4)
    tove = school.actor("tove", school.guardian.workspace)
    first = apply(school, tove, "bo", days=3)[0]
    decide(school.teacher, first)
    second = apply(school, tove, "bo", days=3, first=school.day + timedelta(14))[0]
    with pytest.raises(Invalid):
        decide(school.teacher, second)


def test_changed_days_are_asked_of_the_other_custodian_again(school: School, alva: UUID):
    answer(school.other_guardian, alva)
    first = school.day + timedelta(30)
    with db.unit() as session:
        leave.change_application(session, school.guardian, alva, first=first, last=first, version=2, key=uuid4().hex)
    assert [one.answer for one in rows(LeaveConsent)] == [""]
    with pytest.raises(Invalid):
        decide(school.principal, alva, version=3)


def withdraw(actor: Actor, ident: UUID, version: int) -> None:
    with db.unit() as session:
        leave.withdraw_application(session, actor, ident, version=version, key=uuid4().hex)


def test_a_granted_leave_that_is_taken_back_is_no_absence_any_more(school: School, alva: UUID):
    answer(school.other_guardian, alva)
    decide(school.principal, alva, version=2)
    with pytest.raises(NotFound):
        withdraw(school.other_guardian, alva, 3)
    withdraw(school.guardian, alva, 3)
    assert application(alva).state == State.WITHDRAWN.value
    assert rows(AbsenceReport)[0].withdrawn_at is not None


def test_a_leave_taken_back_in_the_middle_keeps_the_days_that_were(school: School):
    own = apply(school, school.actor("tove", school.guardian.workspace), "bo", first=school.day, days=5)[0]
    decide(school.principal, own)
    later = clock.now() + timedelta(days=2)
    with clock.fixed(later):
        withdraw(school.actor("tove", school.guardian.workspace), own, 2)
    report = rows(AbsenceReport)[0]
    assert (report.withdrawn_at, report.ends_at) == (None, later)


def test_the_loser_of_two_decisions_is_told(school: School, bo: UUID):
    decide(school.principal, bo)
    with pytest.raises(Conflict):
        decide(school.principal, bo, State.REFUSED, text="Nej.")
    assert len(rows(AbsenceReport)) == 1


def test_the_same_decision_twice_makes_one_absence(school: School, bo: UUID):
    decide(school.principal, bo, key="one-key-1")
    decide(school.principal, bo, key="one-key-1")
    assert len(rows(AbsenceReport)) == 1


def test_every_step_is_noted_and_told_without_name_or_reason(school: School, alva: UUID):
    answer(school.other_guardian, alva)
    decide(school.principal, alva, version=2)
    verbs = [one.verb for one in rows(AuditEntry) if one.entity == "leave_application"]
    assert verbs == ["attendance.apply_for_leave", "attendance.leave_approved", "attendance.decide_leave"]
    told = [(one.kind, one.recipient_id) for one in rows(OutboxMessage)]
    assert told.count(("attendance.leave_waits", school.people["sten"])) == 1
    assert told.count(("attendance.leave_answered", school.people["rut"])) == 2
    assert {name for one in rows(OutboxMessage) for name in one.payload} == {"student", "application"}


def test_the_past_cannot_be_asked_for(school: School):
    with pytest.raises(Invalid) as caught:
        apply(school, school.guardian, "alva", first=date(2026, 11, 17))
    assert caught.value.field == "first"
