"""A teacher's day and a mentor's class."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session

from skolplattform.attendance import queries, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.matters import last_school_day
from skolplattform.attendance.tables import AttendancePolicy, LeaveApplication, LimitPassed
from skolplattform.attendance.today import Today
from skolplattform.core import clock, db
from skolplattform.core.errors import Denied
from skolplattform.schedule.tables import CalendarEvent
from tests.attendance.counting import statements
from tests.support.school import School


def lessons(school: School, who: str = "teacher"):
    with db.reading() as session:
        return queries.teacher_lessons(session, getattr(school, who), school.day)


def report(session: Session, school: School, **named: AbsentMinutes) -> None:
    marks = {school.people[name]: named.get(name, AbsentMinutes()) for name in ("alva", "bo", "cleo")}
    service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=0, key=uuid4().hex)


def tell(session: Session, school: School, name: str = "alva") -> None:
    service.report_absence(
        session,
        school.guardian,
        student_ids=[school.people[name]],
        first=school.day,
        last=school.day,
        key=uuid4().hex,
    )


def test_the_day_lies_in_order_with_what_waits(school: School):
    found = lessons(school)
    assert [(one.starts, one.state, one.students) for one in found] == [("08:20", "need", 3), ("10:00", "now", 3)]
    assert found[1].line.sv == "B12. Pågår, 46 min kvar"
    assert all(one.may_report for one in found)


def test_a_reported_lesson_says_when_and_told_absence_is_counted(school: School):
    with db.unit() as session:
        tell(session, school)
        report(session, school)
    earlier, now = lessons(school)
    assert earlier.line.sv == "1 anmäld frånvarande"
    assert (now.state, now.reported_at) == ("done", "10:15")


def test_lessons_to_come_and_cancelled_ones(school: School, frozen):
    with db.unit() as session:
        session.get_one(CalendarEvent, school.lesson).cancelled = True
    with frozen(clock.at(school.day, time(7, 30))):
        earlier, cancelled = lessons(school)
    assert (earlier.state, cancelled.state, cancelled.may_report) == ("later", "off", False)


def test_a_colleague_sees_the_own_lessons_only(school: School):
    assert [one.name for one in lessons(school, "colleague")] == ["Matematik 7B"]
    with pytest.raises(Denied):
        lessons(school, "principal")


def test_who_is_away_today_in_the_own_groups(school: School):
    with db.unit() as session:
        tell(session, school)
    with db.reading() as session:
        (alva,) = queries.away_today(session, school.teacher)
        assert queries.away_today(session, school.colleague) == []
    assert (alva.name, alva.line.sv, alva.told_at.sv) == ("Alva Ask", "7A, hela dagen", "10.15")


def test_how_many_lessons_wait(school: School):
    with db.unit() as session:
        assert queries.waiting_lessons(session, school.teacher) == 2
        report(session, school)
        assert queries.waiting_lessons(session, school.teacher) == 1


def test_a_mentors_class_stands_as_the_latest_lesson_says_else_as_told(school: School):
    with db.unit() as session:
        tell(session, school)
        before, _ = queries.class_now(session, school.teacher)
        report(session, school, bo=AbsentMinutes(invalid=60), cleo=AbsentMinutes(invalid=5))
        after, _ = queries.class_now(session, school.teacher)
    assert (before.names, before.students, before.valid, before.unknown) == ("7A", 3, 1, 2)
    assert (after.here, after.valid, after.invalid, after.unknown) == (2, 0, 1, 0)


def test_absence_over_the_limit_is_named_with_its_share_and_since_when(school: School):
    with db.unit() as session:
        report(session, school, bo=AbsentMinutes(valid=60))
        (bo,) = queries.class_now(session, school.teacher)[0].over
    assert (bo.name, bo.share.sv, bo.since.sv) == ("Bo Björk", "100\u00a0%", "v.\u00a044")
    assert bo.unreported.sv == "50\u00a0%", "of two lessons that were held one is reported"


def test_absence_longer_ago_than_four_weeks_does_not_count(school: School, frozen):
    with db.unit() as session:
        report(session, school, bo=AbsentMinutes(valid=60))
    with frozen(clock.now() + timedelta(weeks=5)), db.reading() as session:
        assert queries.class_now(session, school.teacher)[0].over == ()


def test_a_day_asks_at_most_seventeen_questions(school: School):
    with db.unit() as session:
        tell(session, school)
        report(session, school, bo=AbsentMinutes(valid=60))
    with db.reading() as session, statements() as sent:
        day = Today().teacher_day(session, school.teacher, school.day)
    assert f"lesson:{school.lesson}" in day.topics
    assert f"student:{school.people['bo']}" in day.topics
    assert len(sent) <= 17, "\n".join(sent)


def matters(session: Session, school: School) -> list[tuple[str, str]]:
    found = Today().teacher_day(session, school.teacher, school.day).matters
    return [(one.kind, one.title.sv) for one in found]


def test_absence_told_about_the_own_class_waits_for_its_mentor_until_the_day_is_over(school: School, frozen):
    with db.unit() as session:
        tell(session, school)
        assert matters(session, school) == [("absence", "Ny frånvaroanmälan: Alva Ask")]
        assert Today().teacher_day(session, school.colleague, school.day).matters == ()
    with frozen(clock.now() + timedelta(days=1)), db.reading() as session:
        assert Today().teacher_day(session, school.teacher, school.day + timedelta(days=1)).matters == ()


def test_leave_waits_for_the_mentor_only_when_the_head_has_delegated_it_r_a04(school: School):
    first = school.day + timedelta(days=7)
    with db.unit() as session:
        session.add(
            LeaveApplication(
                student_id=school.people["bo"], unit_id=school.unit, first_day=first, last_day=first, school_days=1,
                reason="family", state="asked", applied_by=school.people["tove"], applied_at=clock.now(),
            )
        )  # fmt: skip
        assert matters(session, school) == []
        session.add(
            AttendancePolicy(
                organisation_id=school.unit, valid_from=school.day, settings={"leave_delegated_to": "mentor"},
                decided_by=school.people["administrator"], decided_at=clock.now(),
            )
        )  # fmt: skip
        session.flush()
        assert matters(session, school) == [("leave", "Besluta om ledighet för Bo Björk")]


def test_a_limit_that_nobody_follows_up_waits_for_the_mentor(school: School):
    with db.unit() as session:
        session.add(
            LimitPassed(
                student_id=school.people["bo"], unit_id=school.unit, limit_kind="share", absence_kind="valid",
                amount=18, since=school.day, seen_on=school.day,
            )
        )  # fmt: skip
        session.flush()
        assert matters(session, school) == [("limit", "1 elev över en gräns utan uppföljning")]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-11-16", "2026-11-13"),
        ("2026-11-18", "2026-11-17"),
        ("2026-11-21", "2026-11-20"),
        ("2026-11-22", "2026-11-20"),
    ],
)
def test_what_was_told_on_a_friday_is_new_on_monday(day: str, before: str):
    assert last_school_day(date.fromisoformat(day)) == date.fromisoformat(before)


def test_the_day_turns_when_the_next_lesson_begins_or_ends(school: School, frozen):
    with frozen(clock.at(school.day, time(7, 30))), db.reading() as session:
        assert Today().teacher_day(session, school.teacher, school.day).turns_at == clock.at(school.day, time(8, 20))
    with db.reading() as session:
        assert Today().teacher_day(session, school.teacher, school.day).turns_at == clock.at(school.day, time(11))
