"""A register is changed afterwards: inside the window with a reason, after it only by the school's lead; nothing is
reported on a closed day; what waits stays until it is done. On both databases."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance import queries, rules, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules import Correction
from skolplattform.attendance.rules.policy import DEFAULTS
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.tables import (
    ActivityGroup,
    ActivityTeacher,
    CalendarEvent,
    ClosedDay,
    StudentException,
)
from tests.support.school import School

AWAY = AbsentMinutes(invalid=60)
NOON = time(12)


def report(school: School, actor: Actor, *, version: int = 0, reason: str = "", **named: AbsentMinutes) -> int:
    with db.unit() as session:
        marks = {school.people[name]: named.get(name, AbsentMinutes()) for name in ("alva", "bo", "cleo")}
        saved = service.report_lesson(
            session, actor, school.lesson, marks=marks, version=version, key=uuid4().hex, reason=reason
        )
    return saved.version


def later(school: School, days: int):
    return clock.fixed(clock.at(school.day + timedelta(days=days), NOON))


@given(st.booleans(), st.integers(0, 60), st.integers(0, 30), st.booleans())
def test_only_a_change_after_the_day_asks_why_and_only_the_window_closes(reported, ago, days, leads):
    today = date(2026, 11, 18)
    found = rules.correction_of(
        is_reported=reported, day=today - timedelta(days=ago), today=today, days=days, leads=leads
    )
    if leads:
        assert found is Correction.REASON
    elif not reported or ago == 0:
        assert found is Correction.FREE
    else:
        assert (found is Correction.CLOSED) == (ago > days)


def test_a_change_the_same_day_needs_no_reason(school: School):
    report(school, school.teacher, version=report(school, school.teacher), bo=AWAY)


def test_a_change_another_day_says_why(school: School):
    version = report(school, school.teacher)
    with later(school, 1):
        with pytest.raises(Invalid) as refused:
            report(school, school.teacher, version=version, bo=AWAY)
        assert refused.value.field == "reason"
        with pytest.raises(Invalid):
            report(school, school.teacher, version=version, bo=AWAY, reason="because")
        report(school, school.teacher, version=version, bo=AWAY, reason="wrong_mark")


def test_after_the_window_only_the_lead_of_the_school_corrects_and_says_why(school: School):
    version = report(school, school.teacher)
    with later(school, DEFAULTS.correction_days + 1):
        with pytest.raises(Invalid):
            report(school, school.teacher, version=version, bo=AWAY, reason="wrong_mark")
        with pytest.raises(Invalid):
            report(school, school.administrator, version=version, bo=AWAY)
        version = report(school, school.administrator, version=version, bo=AWAY, reason="told_after")
        report(school, school.principal, version=version, reason="wrong_person")
        with pytest.raises(NotFound):
            report(school, school.other_principal, version=version, bo=AWAY, reason="wrong_mark")


def test_the_history_says_who_changed_whom_from_what_to_what_and_why(school: School):
    version = report(school, school.teacher, bo=AWAY)
    with later(school, 3):
        report(school, school.principal, version=version, alva=AbsentMinutes(valid=60), reason="told_after")
        with db.reading() as session:
            latest, first = queries.lesson_history(session, school.teacher, school.lesson)
            with pytest.raises(NotFound):
                queries.lesson_history(session, school.colleague, school.lesson)
    assert (first.who, first.why) == ("Lena Lönn", "")
    assert [(c.name, c.after) for c in first.changes] == [("Bo Björk", "attendance.mark.invalid")]
    assert (latest.who, latest.why) == ("Rektor Ros", "attendance.why.told_after")
    assert [(c.name, c.before, c.after) for c in latest.changes] == [
        ("Alva Ask", "attendance.mark.present", "attendance.mark.valid"),
        ("Bo Björk", "attendance.mark.invalid", "attendance.mark.present"),
    ]


@pytest.mark.parametrize("place", ["organiser", "unit"])
def test_a_closed_day_takes_no_register_and_waits_for_none(school: School, place: str):
    with db.unit() as session:
        session.add(
            ClosedDay(organisation_id=getattr(school, place), day=school.day, kind="studiedag", name="Studiedag")
        )
    with pytest.raises(Invalid):
        report(school, school.teacher)
    with db.reading() as session:
        assert queries.lesson_roster(session, school.teacher, school.lesson).closed == "Studiedag"
        assert {one.state for one in queries.teacher_lessons(session, school.teacher, school.day)} == {"off"}
        assert queries.waiting_lessons(session, school.teacher) == 0


def test_a_day_closed_at_another_school_is_a_school_day_here(school: School):
    with db.unit() as session:
        session.add(ClosedDay(organisation_id=school.other_unit, day=school.day, kind="studiedag", name="Studiedag"))
    assert report(school, school.teacher)


def test_an_unreported_lesson_waits_on_the_list_until_it_is_done(school: School):
    with later(school, 20):
        with db.reading() as session:
            found, more = queries.earlier_unreported(session, school.teacher, clock.today())
            assert [one.id for one in found] == [str(school.earlier_lesson), str(school.lesson)]
            assert (found[0].day, more) == (school.day.isoformat(), 0)
            assert queries.waiting_lessons(session, school.teacher) == 2
        report(school, school.teacher)
        with db.reading() as session:
            found, _ = queries.earlier_unreported(session, school.teacher, clock.today())
            assert [one.id for one in found] == [str(school.earlier_lesson)]
            assert queries.earlier_unreported(session, school.stranger, clock.today())[0][0].id == str(
                school.other_lesson
            )


def test_a_substitute_of_one_day_reaches_that_days_lessons_and_no_others(school: School):
    before, after = _lessons_around(school)
    with db.unit() as session:
        session.add(
            ActivityTeacher(
                activity_id=school.activity,
                duty_id=school.duties["colleague"],
                start_date=school.day,
                end_date=school.day,
            )
        )
    with db.reading() as session:
        seen = queries.teacher_lessons(session, school.colleague, school.day)
        assert str(school.lesson) in {one.id for one in seen}
        assert queries.lesson_roster(session, school.colleague, school.lesson).pupils
        for other in (before, after):
            with pytest.raises(NotFound):
                queries.lesson_roster(session, school.colleague, other)


def test_who_joins_and_leaves_is_on_the_list_of_the_days_between(school: School):
    before, after = _lessons_around(school)
    with db.unit() as session:
        session.add(GroupMembership(id=new_id(), group_id=school.class_7a, person_id=school.people["dag"],
                                    start_date=school.day, end_date=school.day))  # fmt: skip
    on_list = [str(school.people["dag"]) in _roster(school, lesson) for lesson in (before, school.lesson, after)]
    assert on_list == [False, True, False]


def test_half_a_class_and_a_pupil_on_loan(school: School):
    half = new_id()
    with db.unit() as session:
        session.add(Group(id=half, display_name="7A halva", group_type="Undervisning", unit_id=school.unit,
                          start_date=school.day))  # fmt: skip
        session.flush()
        session.add(GroupMembership(id=new_id(), group_id=half, person_id=school.people["bo"], start_date=school.day))
        whole = session.get_one(ActivityGroup, (school.activity, school.class_7a))
        session.delete(whole)
        session.add(ActivityGroup(activity_id=school.activity, group_id=half))
        session.add(StudentException(calendar_event_id=school.lesson, student_id=school.people["dag"],
                                     participates=True))  # fmt: skip
    assert _roster(school, school.lesson) == {str(school.people["bo"]), str(school.people["dag"])}
    assert _roster(school, school.earlier_lesson) == {str(school.people["bo"])}


def test_a_moved_lesson_is_reported_on_its_new_day(school: School):
    following = school.day + timedelta(days=1)
    with db.unit() as session:
        lesson = session.get_one(CalendarEvent, school.lesson)
        lesson.day, lesson.starts_at, lesson.ends_at = (
            following,
            clock.at(following, time(9)),
            clock.at(following, NOON),
        )
    with pytest.raises(Invalid):
        report(school, school.teacher)
    with later(school, 1):
        report(school, school.teacher, bo=AWAY)


def _lessons_around(school: School):
    made = []
    with db.unit() as session:
        for days in (-1, 1):
            day = school.day + timedelta(days=days)
            made.append(new_id())
            session.add(CalendarEvent(id=made[-1], activity_id=school.activity, unit_id=school.unit, day=day,
                                      starts_at=clock.at(day, time(10)), ends_at=clock.at(day, time(11)),
                                      minutes_student=60))  # fmt: skip
    return made


def _roster(school: School, lesson) -> set[str]:
    with db.reading() as session:
        return {pupil.id for pupil in queries.lesson_roster(session, school.teacher, lesson).pupils}
