"""A head decides that Alva reads mathematics by anpassad grundskola's syllabus, and until when (R-P03)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.curriculum.reading import stages_of
from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.planning.pages.subject_decisions import SubjectDecisionsState
from skolplattform.planning.subject_decisions.queries import pupil_to_decide, pupils_named, school_decisions
from skolplattform.planning.subject_decisions.rules import Days, checked_beginning, checked_ending
from skolplattform.planning.subject_decisions.service import Wanted, decide_subject, end_decision
from skolplattform.registry.tables import Enrolment
from skolplattform.registry.views import PROTECTED_NAME
from skolplattform.ui.shell_state import ShellState
from tests.planning.conftest import run, statements
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import named_id
from tests.support.sign_in import cookie

TODAY = date(2026, 11, 18)
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
MATHS, FORM = "GRGRMAT01", "GRS"


@pytest.fixture
def received(planned: School) -> School:
    """Alva and Cleo, who is protected, were received in anpassad grundskola and go in 7A. Nothing is decided."""
    with db.unit() as session:
        for name in ("alva", "cleo"):
            session.get_one(Enrolment, named_id(f"enrolment {name}")).school_type = FORM
    return planned


def wanted(first: date = TODAY, last: date | None = None, *, subject: str = MATHS, form: str = FORM) -> Wanted:
    return Wanted(subject, form, Days(first, last))


def decide(school: School, what: Wanted, *, version: int = 0, key: str = "decide-0001", who: str = "alva") -> None:
    run(decide_subject, school.principal, school.people[who], wanted=what, version=version, key=key)


def end(school: School, last: date, *, version: int = 1, actor: Actor | None = None, key: str = "end-00001") -> None:
    run(end_decision, actor or school.principal, only(), last=last, version=version, key=key)


def only():
    with db.reading() as session:
        return session.exec(select(SubjectDecision.id)).one()


def read(school: School, day: date) -> str:
    with db.reading() as session:
        return stages_of(session, [school.syllabus], day, school.people["alva"])[school.syllabus].curriculum


def days_kept() -> list[tuple[date, date | None, int]]:
    with db.reading() as session:
        rows = session.exec(select(SubjectDecision).order_by(col(SubjectDecision.start_date))).all()
        return [(row.start_date, row.end_date, row.version) for row in rows]


@given(st.dates(TODAY, TODAY + timedelta(days=60)), st.integers(0, 30), st.lists(st.integers(-90, 90), max_size=4))
def test_no_day_has_two_decisions_of_a_subject(first: date, length: int, others: list[int]) -> None:
    days = Days(first, first + timedelta(days=length))
    held = [Days(TODAY + timedelta(days=n), TODAY + timedelta(days=n + 10)) for n in others]
    shared = any(other.first <= day <= other.last for other in held if other.last for day in _all(days))
    try:
        checked_beginning(days, held, TODAY)
        refused = False
    except Invalid:
        refused = True
    assert refused is shared


def _all(days: Days) -> list[date]:
    assert days.last
    return [days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1)]


@pytest.mark.parametrize(
    ("held", "last", "key"),
    [
        (Days(YESTERDAY, YESTERDAY), TODAY, "decision.error.over"),
        (Days(YESTERDAY), YESTERDAY, "error.day_passed"),
        (Days(TOMORROW), TODAY, "decision.error.order"),
        (Days(YESTERDAY, TODAY), TOMORROW + timedelta(days=5), "decision.error.overlaps"),
    ],
)
def test_what_has_been_is_not_changed_by_an_end(held: Days, last: date, key: str) -> None:
    with pytest.raises(Invalid, match=key) as error:
        checked_ending(held, last, [Days(TOMORROW)], TODAY)
    assert error.value.field == "last_day"


def test_it_holds_from_its_day_and_is_written_in_the_log(received: School) -> None:
    decide(received, wanted(TOMORROW))
    decide(received, wanted(TOMORROW))
    assert [read(received, day) for day in (TODAY, TOMORROW)] == ["Lgr22", "Lgra22"]
    assert days_kept() == [(TOMORROW, None, 1)]
    with db.reading() as session:
        logged = session.exec(select(AuditEntry).where(AuditEntry.entity == "subject_decision")).one()
    assert (logged.subject_id, logged.actor_id) == (received.people["alva"], received.people["principal"])
    assert logged.detail["subject"] == MATHS


def test_it_ends_on_its_last_day_and_what_was_read_before_stays(received: School) -> None:
    decide(received, wanted())
    end(received, TODAY)
    assert days_kept() == [(TODAY, TODAY, 2)]
    assert [read(received, day) for day in (TODAY, TOMORROW)] == ["Lgra22", "Lgr22"]
    with db.reading() as session:
        logged = session.exec(select(AuditEntry.detail).where(AuditEntry.entity == "subject_decision")).all()
    assert sorted(entry["to"] for entry in logged) == ["", TODAY.isoformat()]


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (wanted(YESTERDAY), "start_date"),
        (wanted(TOMORROW, TODAY), "end_date"),
        (wanted(subject="GRGRBIL01"), "subject"),
        (wanted(form="GR"), "subject"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(received: School, what: Wanted, field: str) -> None:
    with pytest.raises(Invalid) as error:
        decide(received, what)
    assert error.value.field == field
    assert days_kept() == []


def test_a_second_decision_of_the_subject_waits_until_the_first_is_over(received: School) -> None:
    decide(received, wanted())
    with pytest.raises(Invalid, match="overlaps") as error:
        decide(received, wanted(TOMORROW), version=1, key="decide-0002")
    assert error.value.field == "start_date"
    end(received, TODAY)
    decide(received, wanted(TOMORROW), version=2, key="decide-0003")
    assert days_kept() == [(TODAY, TODAY, 2), (TOMORROW, None, 1)]


def test_who_saw_an_older_version_is_told(received: School) -> None:
    decide(received, wanted())
    with pytest.raises(Conflict):
        decide(received, wanted(TOMORROW), version=0, key="decide-0002")
    end(received, TOMORROW)
    with pytest.raises(Conflict):
        end(received, TODAY, version=1, key="end-00002")
    assert days_kept() == [(TODAY, TOMORROW, 2)]


def test_a_pupil_who_is_not_enrolled_in_the_form_reads_as_the_group(received: School) -> None:
    with db.reading() as session:
        assert pupil_to_decide(session, received.principal, received.people["bo"]).subjects == ()
    with pytest.raises(Invalid) as error:
        decide(received, wanted(), who="bo")
    assert error.value.field == "subject"
    with db.unit() as session:
        session.get_one(Enrolment, named_id("enrolment alva")).end_date = TOMORROW
    with pytest.raises(Invalid, match="not_enrolled"):
        decide(received, wanted(TOMORROW + timedelta(days=1)))


def test_only_the_head_of_the_pupils_school_decides(received: School) -> None:
    decide(received, wanted())
    for actor in (received.other_principal, received.teacher, received.administrator, received.guardian):
        with pytest.raises(NotFound):
            run(decide_subject, actor, received.people["alva"], wanted=wanted(), version=1, key="another-0001")
        with pytest.raises(NotFound):
            end(received, TODAY, actor=actor, key="another-0002")
        with db.reading() as session, pytest.raises(NotFound):
            school_decisions(session, actor, received.unit)
    assert days_kept() == [(TODAY, None, 1)]


def test_a_protected_pupil_is_masked_and_not_found_by_name(received: School) -> None:
    row = {"person_id": received.people["cleo"], "subject_code": MATHS, "school_type": FORM, "start_date": YESTERDAY}
    with db.unit() as session:
        session.add(SubjectDecision(**row, decided_by=received.people["principal"]))
    with db.reading() as session:
        assert [one.name for one in school_decisions(session, received.principal).standing] == [PROTECTED_NAME]
        assert pupils_named(session, received.principal, received.unit, "Cleo") == ()
    with pytest.raises(NotFound):
        decide(received, wanted(), who="cleo", version=1)


def test_a_schools_decisions_are_read_in_few_statements(received: School) -> None:
    decide(received, wanted())
    with db.reading() as session, statements() as sent:
        shown = school_decisions(session, received.principal)
    assert len(sent) <= 6
    assert (shown.standing[0].subject, shown.standing[0].read_by.sv) == (
        "Matematik",
        "läser enligt anpassad grundskola",
    )
    with clock.fixed(clock.at(TODAY + timedelta(days=9), clock.now().time())):
        end(received, TODAY + timedelta(days=9))
    with clock.fixed(clock.at(TODAY + timedelta(days=10), clock.now().time())), db.reading() as session:
        later = school_decisions(session, received.principal)
    assert (len(later.standing), len(later.over)) == (0, 1)


def test_a_head_finds_the_pupil_decides_and_ends_on_the_page(received: School, pages: Pages) -> None:
    page, state = pages.tab(cookie(received.people["principal"], Workspace.PRINCIPAL)), SubjectDecisionsState
    page.open("/kursplanebeslut")
    assert page.variable(state, "shown").standing == ()
    page.call(state.search, words="Alv")
    [found] = page.variable(state, "found")
    page.call(state.choose, student_id=found.id)
    [_, (value, label)] = page.variable(state, "pupil").subjects
    assert (value, label) == (f"{MATHS}:{FORM}", "Matematik: Lgra22 (Lgr22)")
    form = {"subject": value, "start_date": TODAY.isoformat(), "end_date": ""}
    page.call(state.decide, form_data=form | {"start_date": "i morgon"})
    assert list(page.variable(state, "errors")) == ["start_date"]
    page.call(state.decide, form_data=form | {"subject": ""})
    assert list(page.variable(state, "errors")) == ["subject"]
    page.call(state.decide, form_data=form)
    [row] = page.variable(state, "shown").standing
    assert (row.name, row.class_name, row.has_begun, row.counts) == (found.name, "7A", True, True)
    page.call(state.choose_decision, decision_id=row.id)
    page.call(state.end, form_data={"last_day": YESTERDAY.isoformat()})
    assert list(page.variable(state, "errors")) == ["last_day"]
    page.call(state.end, form_data={"last_day": TODAY.isoformat()})
    assert page.variable(state, "shown").standing[0].last_day == TODAY.isoformat()
    assert page.variable(ShellState, "message").said.sv == "Beslutets sista dag är sparad"
