"""Adult education, on both databases: a register without duty, hours of a period, follow-up, one's own absence."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.activity import group_activity
from skolplattform.attendance.queries.correction import lesson_history
from skolplattform.attendance.queries.limits import passed_limits
from skolplattform.attendance.queries.own_activity import own_activity
from skolplattform.attendance.queries.roster import lesson_roster
from skolplattform.attendance.reports import Kind, Wanted, report
from skolplattform.attendance.service import absence, training
from skolplattform.attendance.service.limits import KIND, OWN_KIND, look_at_limits
from skolplattform.attendance.tables import AbsenceReport, Deviation, LimitPassed
from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor
from skolplattform.core.errors import Denied, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from tests.attendance.adult_world import MINUTES, Adults, build_adults
from tests.support.school import School

GONE = AbsentMinutes(invalid=MINUTES)


@pytest.fixture
def adults(school: School) -> Adults:
    return build_adults(school)


def test_absence_is_neither_valid_nor_told_at_home(adults: Adults):
    adults.report(babak=GONE, amal=AbsentMinutes(invalid=20))
    with db.reading() as session:
        found = session.exec(select(Deviation).order_by(col(Deviation.valid_minutes))).all()
        assert [(row.valid_minutes, row.invalid_minutes) for row in found] == [(20, 0), (MINUTES, 0)]
        assert session.exec(select(OutboxMessage)).all() == []
        roster = lesson_roster(session, adults.school.teacher, adults.lessons[0])
    marks = {pupil.name: (pupil.mark, pupil.part) for pupil in roster.pupils if pupil.id not in roster.masked}
    assert marks == {"Amal Vass": ("late", 20), "Babak Vass": ("valid", 0)}
    assert not roster.duty


def test_a_class_with_a_duty_keeps_its_register(adults: Adults):
    with db.reading() as session:
        assert lesson_roster(session, adults.school.teacher, adults.school.lesson).duty


def test_a_group_shows_hours_offered_and_taken_and_who_is_gone(adults: Adults):
    for week in range(5):
        adults.report(week, babak=GONE)
    with db.reading() as session:
        shown = group_activity(session, adults.school.teacher)
        read = {row.name: row for row in shown.rows}
    assert [name for _, name in shown.groups] == ["SFI B"]
    assert (read["Babak Vass"].taken.sv, read["Babak Vass"].late) == ("0 h", True)
    assert shown.rows[0].name == "Babak Vass", "who needs the mentor stands first"
    assert (read["Amal Vass"].late, read["Amal Vass"].idle.sv) == (False, "")
    assert (shown.enough, shown.least) == ("no", 15), "three hours a week are no fifteen"
    with db.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.view_activity")).all()
    assert len(entries) == 1, "who looked at the group stands in the log"


def test_an_earlier_period_and_a_masked_person(adults: Adults):
    adults.report(5)
    with db.reading() as session:
        now = group_activity(session, adults.school.principal)
        earlier = group_activity(session, adults.school.principal, adults.group, date.fromisoformat(now.periods[1][0]))
    assert {row.taken.sv for row in earlier.rows} == {"3 h"}, "only the lesson of five weeks ago is reported"
    assert {row.taken.sv for row in now.rows} == {"0 h"}
    assert "Cala" not in str(now)


def test_only_those_of_the_group_see_it(adults: Adults):
    school = adults.school
    with db.reading() as session:
        assert group_activity(session, school.colleague).groups == ()
        assert group_activity(session, school.other_principal).groups == ()
        with pytest.raises(NotFound):
            group_activity(session, school.teacher, school.class_7a)
        for actor in (school.administrator, school.guardian, school.student, school.central):
            with pytest.raises(Denied):
                group_activity(session, actor)


def test_three_weeks_of_nothing_tell_mentor_and_student_once_and_nobody_else(adults: Adults):
    for week in range(5):
        adults.report(week, babak=GONE)
    for expected in (1, 0):
        with db.unit() as session:
            assert len(look_at_limits(session, system_actor("test"), adults.school.unit)) == expected
    with db.reading() as session:
        told = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.kind))).all()
        assert [(one.kind, one.recipient_id) for one in told] == [
            (OWN_KIND, adults.student("babak")),
            (KIND, adults.school.people["teacher"]),
        ]
        (row,) = session.exec(select(LimitPassed)).all()
        assert (row.limit_kind, row.amount, row.absence_kind) == ("idle", 4, "idle")
        (shown,) = passed_limits(session, adults.school.teacher)
    assert shown.lines[0].sv.startswith("4 veckor utan att delta")


def test_work_at_a_workplace_is_activity(adults: Adults):
    for week in range(5):
        adults.report(week, babak=GONE)
    day = adults.school.day - timedelta(weeks=1)
    place = adults.arrange("babak", first=day, last=day)
    with db.unit() as session:
        training.note_day(session, adults.school.teacher, place, day=day, minutes=480, version=0)
    with db.unit() as session:
        assert look_at_limits(session, system_actor("test"), adults.school.unit) == []


def test_an_adult_sees_the_own_periods_and_a_pupil_none(adults: Adults):
    adults.report(0)
    adults.report(1, amal=AbsentMinutes(valid=60))
    with db.reading() as session:
        now, *_ = own_activity(session, adults.actor())
        assert (now.taken.sv, now.workplace.sv) == ("5 h", "")
        assert now.taken.en == "5 h"
        assert own_activity(session, adults.school.student) == ()
        with pytest.raises(Denied):
            own_activity(session, adults.school.teacher)


def test_an_adult_reports_the_own_absence_and_it_stands_in_the_register(adults: Adults):
    day = adults.school.day + timedelta(days=1)
    given = {"first": day, "last": day, "key": "own-absence"}
    with db.unit() as session:
        absence.report_absence(session, adults.actor(), student_ids=[adults.student("amal")], **given)
    given["key"] = "anothers-absence"
    with pytest.raises(NotFound), db.unit() as session:
        absence.report_absence(session, adults.actor(), student_ids=[adults.student("babak")], **given)
    with db.reading() as session:
        (row,) = session.exec(select(AbsenceReport)).all()
    assert (row.student_id, row.registered_by) == (adults.student("amal"), adults.student("amal"))


def test_the_report_has_a_row_for_each_adult_and_period(adults: Adults):
    adults.report(0, babak=GONE)
    day = adults.school.day
    place = adults.arrange("amal")
    with db.unit() as session:
        training.note_day(session, adults.school.teacher, place, day=day, minutes=240, version=0)
    wanted = Wanted(adults.school.unit, Kind.ACTIVITY, day, day)
    with clock.fixed(clock.now() + timedelta(hours=4)), db.unit() as session:
        _, (sheet,) = report(session, adults.school.principal, wanted)
    assert {row[0]: row[2:3] + row[4:7] for row in sheet.rows} == {
        "Vass, Amal": ("SFI", 3.0, 3.0, 4.0),
        "Vass, Babak": ("SFI", 3.0, 0.0, 0.0),
    }


def test_the_history_of_a_register_without_duty_judges_no_reason(adults: Adults):
    adults.report(babak=GONE)
    with db.reading() as session:
        (saved,) = lesson_history(session, adults.school.teacher, adults.lessons[0])
    assert [(one.name, one.before, one.after) for one in saved.changes] == [
        ("Babak Vass", "adult.mark.present", "adult.mark.valid")
    ]
