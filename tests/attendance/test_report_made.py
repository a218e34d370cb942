"""A report afterwards: other days and hours, closed early, and what the school made of it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.attendance import queries, rules, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.pages.absence_state import AbsenceState
from skolplattform.attendance.pages.report import ReportState
from skolplattform.attendance.queries.report_made import report_made
from skolplattform.attendance.service.absence import change_report
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from tests.attendance.test_policy import _plain
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


def tell(school: School, *names: str, first: date | None = None, days: int = 1, **more) -> list[UUID]:
    start = first or school.day
    with db.unit() as session:
        told = service.report_absence(
            session,
            school.guardian,
            student_ids=[school.people[name] for name in names],
            first=start,
            last=start + timedelta(days=days - 1),
            key=uuid4().hex,
            **more,
        )
    return list(told.report_ids)


def change(actor: Actor, report: UUID, first: date, last: date, *, version: int = 1, **times) -> None:
    with db.unit() as session:
        change_report(session, actor, report, first=first, last=last, version=version, **times)


def stored(report: UUID) -> AbsenceReport:
    with db.reading() as session:
        return session.get_one(AbsenceReport, report)


def take_attendance(school: School, **away: AbsentMinutes) -> None:
    with db.unit() as session:
        lesson = queries.open_lesson(session, school.teacher, school.lesson)
        marks = dict.fromkeys(lesson.places, AbsentMinutes())
        marks |= {school.people[name]: minutes for name, minutes in away.items()}
        service.report_lesson(
            session, school.teacher, school.lesson, marks=marks, version=lesson.version, key=uuid4().hex
        )


def made(school: School, report: UUID, actor: Actor | None = None):
    with db.reading() as session:
        return report_made(session, actor or school.guardian, report)


def test_a_report_is_made_longer_and_shorter(school: School):
    report = tell(school, "alva", first=school.day + timedelta(1))[0]
    change(school.guardian, report, school.day + timedelta(2), school.day + timedelta(4))
    days = clock.day_bounds(school.day + timedelta(2), school.day + timedelta(4))
    assert (stored(report).starts_at, stored(report).ends_at, stored(report).version) == (*days, 2)


def test_what_has_begun_keeps_its_beginning(school: School):
    report = tell(school, "alva", days=3)[0]
    with clock.fixed(clock.now() + timedelta(days=1)):
        with pytest.raises(Invalid) as caught:
            change(school.guardian, report, school.day + timedelta(1), school.day + timedelta(1))
        assert caught.value.field == "first"
        change(school.guardian, report, school.day, school.day + timedelta(1))
    assert (stored(report).starts_at, stored(report).ends_at) == clock.day_bounds(school.day, school.day + timedelta(1))


def test_a_report_is_closed_at_an_hour_of_today(school: School):
    report = tell(school, "alva")[0]
    change(school.guardian, report, school.day, school.day, until_time=time(12))
    assert stored(report).ends_at == clock.at(school.day, time(12))
    with pytest.raises(Invalid):
        change(school.guardian, report, school.day, school.day, until_time=time(9), version=2)


def test_the_other_custodian_may_change_it_and_a_stranger_may_not(school: School):
    report = tell(school, "alva", first=school.day + timedelta(1))[0]
    with pytest.raises(NotFound):
        change(school.foreign_guardian, report, school.day, school.day)
    change(school.other_guardian, report, school.day, school.day)
    with pytest.raises(Conflict):
        change(school.guardian, report, school.day, school.day, version=1)


def test_a_lesson_that_nobody_has_reported_opens_as_told(school: School):
    report = made(school, tell(school, "alva")[0])
    assert [lesson.mark for lesson in report.lessons] == [""] * len(report.lessons)
    assert report.lessons
    assert "Fylls i" in report.lessons[0].line.sv


def test_a_teacher_who_was_there_first_is_not_overwritten_and_it_is_said(school: School):
    take_attendance(school, alva=AbsentMinutes(invalid=60))
    with clock.fixed(clock.now() + timedelta(minutes=5)):
        report = made(school, tell(school, "alva")[0])
    marks = {lesson.mark: lesson.line.sv for lesson in report.lessons}
    assert "hade redan tagit närvaro" in marks["invalid"]
    with db.reading() as session:
        roster = queries.lesson_roster(session, school.teacher, school.lesson)
    assert {pupil.id: pupil.mark for pupil in roster.pupils}[str(school.people["alva"])] == "invalid"


def test_what_the_school_made_of_it_is_for_the_family_only(school: School):
    report = tell(school, "alva")[0]
    assert made(school, report, school.other_guardian).child == made(school, report).child
    for actor in (school.foreign_guardian, school.actor("tove", Workspace.GUARDIAN)):
        with pytest.raises(NotFound):
            made(school, report, actor)


@given(st.integers(-5, 5), st.integers(0, 5), st.integers(-5, 5), st.integers(0, 5), st.integers(0, 23))
def test_no_change_moves_a_beginning_that_has_been_nor_ends_in_the_past(since, length, other, more, hour):
    sunday = date(2026, 10, 25)
    now = clock.at(sunday, time(hour))
    told = clock.day_bounds(sunday + timedelta(since), sunday + timedelta(since + length))
    wanted = clock.day_bounds(sunday + timedelta(other), sunday + timedelta(other + more))
    try:
        changed: tuple[datetime, datetime] | None = rules.changed_span(told, wanted, now=now)
    except Invalid:
        changed = None
    if changed is not None and told[0] <= now:
        assert changed[0] == told[0]
        assert changed[1] > now
    if told[0] > now:
        assert changed == wanted


def test_the_pages_change_a_report_and_page_the_history(school: School, pages: Pages):
    report = tell(school, "alva", "elsa", first=school.day + timedelta(1))[0]
    rut = pages.tab(cookie(school.people["rut"], Workspace.GUARDIAN))
    rut.open("/anmal-franvaro/[report_id]", report_id=str(report))
    later = (school.day + timedelta(3)).isoformat()
    fields = {"first": later, "last": later, "from_time": "", "until_time": ""}
    rut.call(ReportState.change, form_data=fields)
    assert _plain(rut.variable(ReportState, "shown"))["first"] == later
    rut.open("/anmal-franvaro", barn="alla")
    assert len(rut.variable(AbsenceState, "chosen")) == 2
    rut.call(AbsenceState.history, whose=str(school.people["elsa"]), skip=0)
    assert len(rut.variable(AbsenceState, "reports")) == 1
    rut.call(AbsenceState.send, form_data={"when": "tomorrow", "reason": "", f"child-{school.people['elsa']}": "on"})
    with db.reading() as session:
        days = {row.starts_at for row in session.exec(select(AbsenceReport)).all()}
    assert clock.day_bounds(school.day + timedelta(1))[0] in days
