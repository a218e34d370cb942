"""The ladder on Skolan nu: students at each step, lessons by who has been told, on both databases."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session

from skolplattform.attendance import service
from skolplattform.attendance.contract import FollowUpLadder
from skolplattform.attendance.queries.cases import case_list
from skolplattform.attendance.queries.ladder import Ladder
from skolplattform.attendance.tables import AbsenceCase, AttendancePolicy, LimitPassed
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Denied, NotFound
from skolplattform.schedule.tables import CalendarEvent
from skolplattform.workspaces.pages.principal_now import NowState
from tests.attendance.counting import statements
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


def ladder(school: School, moment: datetime | None = None) -> FollowUpLadder:
    with db.reading() as session:
        return Ladder().ladder(session, school.principal, school.unit, moment=moment or clock.now())


def end_of_the_first_lesson(school: School) -> datetime:
    with db.reading() as session:
        return session.get_one(CalendarEvent, school.earlier_lesson).ends_at


def registers(found: FollowUpLadder) -> tuple[int, int, int]:
    return found.waits, found.reminded, found.escalated


def case(session: Session, school: School, name: str, stage: str, **days_ago: int) -> None:
    today = school.day
    dates = {field: today - timedelta(days=days) for field, days in days_ago.items()}
    who = school.people["teacher"]
    session.add(
        AbsenceCase(
            student_id=school.people[name], unit_id=school.unit, absence_kind="both", stage=stage, responsible_id=who,
            opened_by=who, opened_at=clock.now(), edited_by=who, edited_at=clock.now(),
            **({"trigger_on": today} | dates),
        )
    )  # fmt: skip


def limit(session: Session, school: School, name: str) -> None:
    session.add(LimitPassed(student_id=school.people[name], unit_id=school.unit, limit_kind="share",
                            absence_kind="both", amount=20, since=school.day, seen_on=school.day))  # fmt: skip


def test_each_student_stands_at_one_step_and_what_is_late_is_what_the_list_says(school: School):
    with db.unit() as session:
        limit(session, school, "alva")
        limit(session, school, "bo")
        case(session, school, "bo", "follow_up", trigger_on=11)
        case(session, school, "dag", "investigation", trigger_on=9, started_on=4)
        case(session, school, "cleo", "closed", trigger_on=30, closed_on=2)
    found = {step.name: (step.students, step.late) for step in ladder(school).steps}
    assert found == {"limit": (1, 0), "follow_up": (1, 1), "investigation": (1, 1), "decided": (0, 0)}
    with db.reading() as session:
        rows, _ = case_list(session, school.principal, chosen="open", page=1)
    assert sum(row.late for row in rows) == 2


@pytest.mark.parametrize(
    ("days_ago", "late"),
    [
        ({"trigger_on": 10}, 0),
        ({"trigger_on": 11}, 1),
        ({"trigger_on": 1, "follow_up_on": 0}, 0),
        ({"trigger_on": 1, "follow_up_on": 1}, 1),
        ({"trigger_on": 9, "started_on": 3}, 0),
        ({"trigger_on": 9, "started_on": 4}, 1),
        ({"trigger_on": 9, "started_on": 4, "reported_on": 2}, 0),
        ({"trigger_on": 40, "started_on": 20, "reported_on": 19, "decided_on": 5}, 0),
    ],
)
def test_late_in_the_count_is_late_in_the_list(school: School, days_ago: dict[str, int], late: int):
    stage = "decided" if "decided_on" in days_ago else "investigation" if "started_on" in days_ago else "follow_up"
    with db.unit() as session:
        case(session, school, "alva", stage, **days_ago)
    with db.reading() as session:
        rows, _ = case_list(session, school.principal, chosen="open", page=1)
    assert sum(step.late for step in ladder(school).steps) == late == sum(row.late for row in rows)


def test_a_lesson_waits_then_its_teacher_is_reminded_then_the_head_and_the_clock_says_when(school: School):
    ends = end_of_the_first_lesson(school)
    first = ladder(school, ends)
    assert registers(first) == (1, 0, 0)
    assert registers(ladder(school, ends + timedelta(minutes=10))) == (0, 1, 0)
    assert first.turns_at is not None
    assert ends < first.turns_at <= ends + timedelta(minutes=10)
    assert ladder(school, ends + timedelta(minutes=60)).escalated >= 1


def test_the_school_decides_when_somebody_is_told(school: School):
    with db.unit() as session:
        session.add(AttendancePolicy(organisation_id=school.unit, valid_from=school.day, settings={"remind_after": 1},
                                     decided_by=school.people["administrator"], decided_at=clock.now()))  # fmt: skip
    assert registers(ladder(school, end_of_the_first_lesson(school) + timedelta(minutes=2))) == (0, 1, 0)


def test_it_costs_three_statements_and_only_the_head_of_the_unit_reads_it(school: School):
    with statements() as sent:
        ladder(school)
    assert len(sent) == 3
    with db.reading() as session:
        for actor, error in ((school.other_principal, NotFound), (school.guardian, Denied)):
            with pytest.raises(error):
                Ladder().ladder(session, actor, school.unit, moment=clock.now())


def test_skolan_nu_shows_the_steps_and_follows_the_case(school: School, pages: Pages):
    tab = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    tab.open("/skolan-nu")
    assert [rung.value.sv for rung in tab.variable(NowState, "steps")] == ["0", "0", "0", "0"]
    with db.unit() as session:
        service.open_case(session, school.teacher, school.people["alva"], key=uuid4().hex)
    tab.call(NowState.refresh)
    shown = tab.variable(NowState, "steps")
    assert [(rung.label.sv, rung.value.sv) for rung in shown][1] == ("Uppföljning", "1")
    assert shown[1].href == "/franvaroarenden?steg=follow_up"
