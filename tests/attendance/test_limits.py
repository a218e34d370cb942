"""Who passes a limit: the rule against a slow, obvious reference, and the database's sums on both databases."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.limits import passed_limits
from skolplattform.attendance.rules import limits
from skolplattform.attendance.rules.figures import Day
from skolplattform.attendance.rules.limits import Limit
from skolplattform.attendance.rules.policy import DEFAULTS, Policy
from skolplattform.attendance.service.limits import KIND, look_at_limits
from skolplattform.attendance.tables import LimitPassed
from skolplattform.core import clock, db
from skolplattform.core.actor import system_actor
from skolplattform.core.tables import OutboxMessage
from tests.support.school import School

TODAY = date(2026, 11, 18)
MARKS = ((0, 0), (60, 0), (0, 60), (30, 30), (0, 20), (20, 0))


@st.composite
def terms(draw) -> list[Day]:
    """School days backwards from today, some unreported, some away of either kind."""
    count = draw(st.integers(0, 45))
    days = []
    for ago in range(count):
        day = TODAY - timedelta(days=ago)
        if day.weekday() < 5:
            valid, invalid = draw(st.sampled_from(MARKS))
            reported = draw(st.sampled_from((0, 60)))
            days.append(Day(day, 60, reported, valid if reported else 0, invalid if reported else 0))
    return days


def reference(days: list[Day], policy: Policy) -> dict[Limit, tuple[int, int]]:
    """Minute by minute and day by day, as one would on paper."""
    found: dict[Limit, tuple[int, int]] = {}
    monday = TODAY - timedelta(days=TODAY.weekday()) - timedelta(weeks=policy.limit_weeks - 1)
    offered, minutes, away, month, occasions = 0, 0, 0, 0, 0
    for day in days:
        if day.day >= monday:
            offered, minutes, away = offered + 60, minutes + day.reported, away + day.valid + day.invalid
        if TODAY - day.day < timedelta(days=30) and day.invalid:
            month, occasions = month + day.invalid, occasions + 1
    if minutes and away / minutes >= policy.limit_share:
        found[Limit.SHARE] = (100 * away // minutes, round(100 * (offered - minutes) / offered))
    row, at = 0, TODAY
    by_day = {day.day: day for day in days if day.reported}
    while at >= TODAY - timedelta(days=60):
        day = by_day.get(at)
        if day is not None and day.valid + day.invalid < day.reported:
            break
        row, at = row + (day is not None), at - timedelta(days=1)
    if row >= policy.limit_days_in_row:
        found[Limit.DAYS] = (row, 0)
    if occasions >= 2 and month >= policy.limit_invalid_minutes:
        found[Limit.INVALID] = (month, 0)
    return found


@given(terms(), st.integers(1, 6), st.integers(1, 8), st.integers(20, 400), st.sampled_from((0.125, 0.25, 0.5)))
def test_the_limits_are_those_of_the_slow_reference(days, weeks, in_row, minutes, share):
    policy = Policy(limit_weeks=weeks, limit_days_in_row=in_row, limit_invalid_minutes=minutes, limit_share=share)
    found = {one.limit: (one.amount, one.unreported) for one in limits.passed(days, policy, TODAY)}
    assert found == reference(days, policy)


def test_valid_absence_counts_as_much_as_invalid():
    ill = [Day(TODAY - timedelta(days=ago), 300, 300, 300) for ago in range(3)]
    well = [Day(TODAY - timedelta(days=ago), 300, 300) for ago in range(3, 10)]
    (passed,) = limits.passed([*ill, *well], DEFAULTS, TODAY)
    assert (passed.limit, passed.amount, passed.kind) == (Limit.SHARE, 30, "valid")


def report(school: School, **named: AbsentMinutes) -> None:
    with db.unit() as session:
        marks = {school.people[name]: named.get(name, AbsentMinutes()) for name in ("alva", "bo", "cleo")}
        service.report_lesson(session, school.teacher, school.lesson, marks=marks, version=0, key=uuid4().hex)


def look(school: School) -> int:
    """In the evening, when the day's lessons are over."""
    with clock.fixed(clock.now() + timedelta(hours=8)), db.unit() as session:
        return len(look_at_limits(session, system_actor("test"), school.unit))


def test_a_limit_is_noted_once_and_told_the_mentor_once(school: School):
    report(school, bo=AbsentMinutes(valid=60))
    assert look(school) == 1
    assert look(school) == 0
    with db.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.kind == KIND)).all()
        assert [message.recipient_id for message in told] == [school.people["teacher"]]
        assert told[0].payload == {"student": str(school.people["bo"]), "unit": str(school.unit)}
        (row,) = passed_limits(session, school.teacher)
        assert (row.name, row.class_name, row.kind) == ("Bo Björk", "7A", "valid")
        assert [line.sv for line in row.lines] == ["100 % frånvaro sedan mån 26 okt. 50 % ej rapporterat"]
        assert passed_limits(session, school.colleague) == []


def test_a_limit_that_is_passed_no_more_ends_and_may_be_passed_again(school: School):
    report(school, bo=AbsentMinutes(valid=60))
    look(school)
    with clock.fixed(clock.now() + timedelta(weeks=8)):
        look(school)
    with db.reading() as session:
        assert [row.ended_on is not None for row in session.exec(select(LimitPassed)).all()] == [True]
        assert passed_limits(session, school.teacher) == []
    assert look(school) == 1
