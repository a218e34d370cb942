"""The case: its steps as the law orders them, what is written, two who write at once, what the family sees."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.queries.cases import case_list, case_view
from skolplattform.attendance.queries.family_cases import family_cases
from skolplattform.attendance.queries.limits import students_to_follow
from skolplattform.attendance.rules import cases as rules
from skolplattform.attendance.rules.cases import Decision, Stage, Standing, Step
from skolplattform.attendance.tables import LimitPassed
from skolplattform.core import audit, clock, db
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.registry.codes import SchoolType
from skolplattform.registry.tables import Enrolment, GroupMembership
from tests.support.school import School

DAY = date(2026, 11, 18)


def taken(case: Standing, step: Step, day: date = DAY) -> Standing:
    decision = Decision.MEASURES.value if step is Step.DECIDE else ""
    return rules.after(case, step, on=day, today=DAY, decision=decision)


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_no_order_of_steps_closes_an_investigation_that_the_organiser_was_not_told_of(steps):
    case = Standing(Stage.FOLLOW_UP, DAY - timedelta(days=3))
    for step in steps:
        try:
            case = taken(case, step)
        except Invalid:
            assert step not in rules.steps_of(case)
        assert not (case.stage is Stage.CLOSED and case.started_on and not case.reported_on)
        assert (case.stage is Stage.DECIDED) <= (case.decided_on is not None and case.decision != "")
        assert rules.steps_of(case), "there is always a way on"


@given(st.lists(st.tuples(st.sampled_from(Step), st.sampled_from(Decision), st.integers(0, 4)), max_size=14))
def test_no_order_of_steps_closes_a_case_whose_home_municipality_was_not_told_after_the_decision(steps):
    """R-A08: reported to the home municipality means a day on which it was sent, at the earliest when decided."""
    case = Standing(Stage.INVESTIGATION, DAY - timedelta(days=9), DAY - timedelta(days=8))
    for step, decision, ago in steps:
        before = case
        try:
            case = rules.after(case, step, on=DAY - timedelta(days=ago), today=DAY, decision=decision.value)
        except Invalid:
            assert case == before
        if case.stage is Stage.CLOSED and case.decision == Decision.MUNICIPALITY:
            assert case.municipality_on is not None
            assert case.decided_on is not None
            assert case.municipality_on >= case.decided_on
        assert before.municipality_on is None or case.municipality_on is not None, "what was sent stays sent"


def test_the_report_to_the_home_municipality_is_noted_only_when_it_was_decided_and_not_before():
    decided = Standing(Stage.DECIDED, DAY, DAY, DAY, DAY - timedelta(days=2), Decision.MUNICIPALITY.value)
    assert rules.steps_of(decided) == (Step.MUNICIPALITY,)
    early = Standing(Stage.DECIDED, DAY - timedelta(days=9), DAY - timedelta(days=8), DAY - timedelta(days=8),
                     DAY - timedelta(days=2), Decision.MUNICIPALITY.value)  # fmt: skip
    with pytest.raises(Invalid) as refused:
        taken(early, Step.MUNICIPALITY, DAY - timedelta(days=3))
    assert refused.value.key == "cases.error.before_decision"
    sent = taken(early, Step.MUNICIPALITY, DAY - timedelta(days=2))
    assert rules.steps_of(sent) == (Step.CLOSE,)
    again = taken(taken(taken(sent, Step.CLOSE), Step.REOPEN), Step.DECIDE)
    assert (again.municipality_on, rules.steps_of(again)) == (DAY - timedelta(days=2), (Step.CLOSE,))
    other = Standing(Stage.DECIDED, DAY, DAY, DAY, DAY, Decision.SUPPORT.value)
    assert rules.steps_of(other) == (Step.CLOSE,)


def test_a_step_is_not_taken_tomorrow_nor_before_the_case_began_nor_without_a_decision():
    case = Standing(Stage.FOLLOW_UP, DAY - timedelta(days=3))
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=4)):
        with pytest.raises(Invalid):
            taken(case, Step.INVESTIGATE, day)
    with pytest.raises(Invalid) as refused:
        rules.after(taken(case, Step.INVESTIGATE), Step.DECIDE, on=DAY, today=DAY)
    assert refused.value.field == "decision"


def test_the_clock_runs_from_the_trigger_and_from_the_start_and_says_when_it_is_late():
    case = Standing(Stage.FOLLOW_UP, DAY - timedelta(days=10))
    assert rules.clock_of(case, DAY) == rules.Clock(10, None, is_late=False)
    assert rules.clock_of(case, DAY + timedelta(days=1)).is_late
    started = taken(case, Step.INVESTIGATE)
    assert rules.clock_of(started, DAY + timedelta(days=3)) == rules.Clock(13, 3, is_late=False)
    assert rules.clock_of(started, DAY + timedelta(days=4)).is_late
    assert not rules.clock_of(taken(started, Step.REPORT), DAY + timedelta(days=4)).is_late


def opened(school: School, name: str = "alva") -> UUID:
    with db.unit() as session:
        return service.open_case(session, school.teacher, school.people[name], key=uuid4().hex)


def test_a_case_stays_at_its_school_when_the_student_changes_to_another(school: School):
    """What the former school wrote is not read by the next, which follows up by itself; the former can end its own."""
    case, alva = opened(school), school.people["alva"]
    with db.unit() as session:
        (enrolment,) = session.exec(select(Enrolment).where(Enrolment.person_id == alva)).all()
        enrolment.end_date = school.day - timedelta(days=1)
        session.add(Enrolment(person_id=alva, unit_id=school.other_unit, school_type=enrolment.school_type,
                              school_year=7, start_date=school.day))  # fmt: skip
        for membership in session.exec(select(GroupMembership).where(GroupMembership.person_id == alva)).all():
            membership.end_date = school.day - timedelta(days=1)
    with db.reading() as session:
        assert case_list(session, school.other_principal, chosen="open", page=1)[0] == []
        for actor in (school.other_principal, school.teacher):
            with pytest.raises(NotFound):
                case_view(session, actor, case)
        assert case_view(session, school.principal, case).id == str(case)
    with db.unit() as session:
        began = service.open_case(session, school.other_principal, alva, key="next")
    assert began != case
    with db.reading() as session:
        (row,), _ = case_list(session, school.other_principal, chosen="open", page=1)
        assert row.id == str(began)


def test_a_place_at_fritids_opens_no_case_of_the_school_to_its_head(school: School):
    """Alva goes to school at one unit and to fritids at another: only the first works with her absence."""
    case = opened(school)
    with db.unit() as session:
        session.add(Enrolment(person_id=school.people["alva"], unit_id=school.other_unit,
                              school_type=SchoolType.LEISURE_CENTRE.value, start_date=school.day))  # fmt: skip
    with db.reading() as session:
        assert case_view(session, school.principal, case).id == str(case)
        assert case_list(session, school.other_principal, chosen="open", page=1)[0] == []
        assert students_to_follow(session, school.other_principal, "Alva") == []
    with pytest.raises(NotFound), db.reading() as session:
        case_view(session, school.other_principal, case)


def step(school: School, case: UUID, chosen: Step, version: int, **more: str) -> int:
    with db.unit() as session:
        return service.take_step(session, school.principal, case, chosen, on=clock.today(), version=version, **more)


def test_an_investigation_from_limit_to_close(school: School):
    with db.unit() as session:
        session.add(LimitPassed(student_id=school.people["alva"], unit_id=school.unit, limit_kind="share",
                                absence_kind="valid", amount=18, since=school.day - timedelta(days=28),
                                seen_on=school.day - timedelta(days=5)))  # fmt: skip
    case = opened(school)
    version = step(school, case, Step.INVESTIGATE, 1)
    with pytest.raises(Invalid):
        step(school, case, Step.CLOSE, version)
    version = step(school, case, Step.DECIDE, version, decision="support")
    with pytest.raises(Invalid):
        step(school, case, Step.CLOSE, version)
    version = step(school, case, Step.REPORT, version)
    with db.reading() as session:
        shown = case_view(session, school.teacher, case)
    assert (shown.stage, shown.kind, shown.since_trigger, shown.since_start) == ("decided", "valid", 5, 0)
    assert (shown.reported.sv, shown.decision) == ("ons 18 nov", "support")
    assert shown.steps == ("close",)
    step(school, case, Step.CLOSE, version)
    with db.reading() as session:
        assert case_list(session, school.teacher, chosen="open", page=1)[0] == []
        assert [row.id for row in case_list(session, school.principal, chosen="closed", page=1)[0]] == [str(case)]
        assert audit.verify(session) == []


def test_the_home_municipality_is_reported_on_a_day_that_school_and_family_see(school: School):
    """R-A08: decided, then sent; the day stays in the case, in the audit chain and before the family."""
    case = opened(school)
    version = step(school, case, Step.INVESTIGATE, 1)
    version = step(school, case, Step.REPORT, version)
    version = step(school, case, Step.DECIDE, version, decision="municipality")
    with pytest.raises(Invalid):
        step(school, case, Step.CLOSE, version)
    with pytest.raises(Conflict):
        step(school, case, Step.MUNICIPALITY, version - 1)
    with db.unit() as session, pytest.raises(NotFound):
        service.take_step(session, school.other_principal, case, Step.MUNICIPALITY, on=school.day, version=version)
    version = step(school, case, Step.MUNICIPALITY, version)
    version = step(school, case, Step.CLOSE, version)
    step(school, case, Step.REOPEN, version)
    with db.reading() as session:
        shown = case_view(session, school.teacher, case)
        (seen,) = family_cases(session, school.guardian)
        sent = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.case_municipality")).one()
    assert (shown.municipality.sv, shown.decision, shown.stage) == ("ons 18 nov", "", "investigation")
    assert "18 nov" in seen.municipality.sv
    assert sent.detail == {"on": school.day.isoformat()}


def test_a_student_has_one_open_case_whoever_opens_it(school: School):
    first = opened(school)
    assert opened(school) == first
    with db.unit() as session:
        assert service.open_case(session, school.student_health, school.people["alva"], key=uuid4().hex) == first


def test_of_two_who_write_the_analysis_the_second_sees_the_first(school: School):
    case = opened(school)
    with db.unit() as session:
        service.save_analysis(session, school.teacher, case, words="mentorns tankar", version=1)
    with db.unit() as session, pytest.raises(Conflict) as lost:
        service.save_analysis(session, school.principal, case, words="rektors tankar", version=1)
    assert lost.value.current == ("mentorns tankar", 2)
    with db.reading() as session:
        assert case_view(session, school.principal, case).analysis == "mentorns tankar"


def test_the_family_sees_meetings_measures_and_decisions_and_never_the_schools_own(school: School):
    case = opened(school)
    with db.unit() as session:
        for kind in ("conversation", "note", "meeting", "measure"):
            service.write_entry(session, school.teacher, case, kind=kind, on=school.day, words=f"om {kind}",
                                present=["mentor", "guardian"], key=uuid4().hex)  # fmt: skip
        service.save_analysis(session, school.teacher, case, words="hemligt", version=1)
    for who in (school.guardian, school.other_guardian, school.student):
        with db.reading() as session:
            (seen,) = family_cases(session, who)
        assert {entry.words for entry in seen.written} == {"om meeting", "om measure"}
        assert "hemligt" not in str(seen)
    with db.reading() as session:
        assert family_cases(session, school.foreign_guardian) == []
        assert family_cases(session, school.classmate) == []


def test_a_case_is_read_under_the_readers_name(school: School):
    case = opened(school)
    with db.unit() as session:
        case_view(session, school.student_health, case)
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.entity == "absence_case")).all()
        assert [(entry.verb, entry.actor_id) for entry in entries][-1] == (
            "attendance.view_cases",
            school.people["nurse"],
        )
        assert all(entry.subject_id == school.people["alva"] for entry in entries)


def test_what_is_sent_twice_is_written_once_and_what_is_empty_not_at_all(school: School):
    case = opened(school)
    for _ in range(2):
        with db.unit() as session:
            service.write_entry(session, school.teacher, case, kind="note", on=school.day, words="en", key="same-key-9")
    with db.unit() as session, pytest.raises(Invalid):
        service.write_entry(session, school.teacher, case, kind="note", on=school.day, words="  ", key="same-key-8")
    with db.reading() as session:
        assert len(case_view(session, school.teacher, case).written) == 1


def test_a_student_is_found_by_the_beginning_of_the_name_but_not_one_who_is_protected(school: School):
    with db.reading() as session:
        assert [one.name for one in students_to_follow(session, school.teacher, "al")] == ["Alva Ask"]
        assert [one.name for one in students_to_follow(session, school.principal, "björ")] == ["Bo Björk"]
        assert students_to_follow(session, school.teacher, "cyp") == []
        assert students_to_follow(session, school.teacher, "dag") == []
        assert students_to_follow(session, school.teacher, "%") == []
