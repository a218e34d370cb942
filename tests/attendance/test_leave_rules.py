"""The rules of leave: school days over holidays and weekends, delegation, custodians, decisions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Answer, Days, State
from skolplattform.attendance.rules.policy import DEFAULTS, Policy
from skolplattform.core.errors import Invalid

MONDAY = date(2026, 10, 19)
days = st.dates(date(2026, 8, 1), date(2027, 6, 30))
MENTOR = Policy(leave_delegated_to="mentor")


@given(days, st.integers(0, 60), st.sets(days, max_size=80), st.one_of(st.none(), days))
def test_school_days_are_those_of_a_slow_count(first: date, length: int, taught: set[date], until: date | None):
    asked = Days(first, first + timedelta(length))
    slow = 0
    for number in range(length + 1):
        day = first + timedelta(number)
        if until is not None and day <= until:
            slow += 1 if day in taught else 0
        else:
            slow += 1 if day in taught or day.isoweekday() <= 5 else 0
    assert rules.school_days(asked, taught, until) == slow


def test_a_holiday_inside_the_leave_is_no_school_day():
    autumn_break = {MONDAY + timedelta(n) for n in range(7, 12)}
    taught = {MONDAY + timedelta(n) for n in range(19) if (MONDAY + timedelta(n)).weekday() < 5} - autumn_break
    three_weeks = Days(MONDAY, MONDAY + timedelta(18))
    assert rules.school_days(three_weeks, taught, MONDAY + timedelta(60)) == 10


def test_the_night_when_the_clocks_change_is_a_day_like_others():
    assert rules.school_days(Days(date(2026, 10, 23), date(2026, 10, 26)), set(), None) == 2


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 40), st.sampled_from(["decision", "school_year"]))
def test_no_delegate_ever_decides_more_than_ten_days_r_a04(asked: int, earlier: int, allowed: int, counted: str):
    policy = Policy(leave_delegated_to="mentor", leave_delegated_days=allowed, leave_counted=counted)
    may = rules.delegate_may_decide(policy, days=asked, earlier=earlier)
    assert not (may and asked > 10)
    assert not (may and asked > allowed)
    if counted == "school_year":
        assert not (may and asked + earlier > 10)


def test_nobody_but_the_head_decides_unless_the_head_has_delegated():
    assert not rules.delegate_may_decide(DEFAULTS, days=1, earlier=0)
    assert rules.delegate_may_decide(MENTOR, days=10, earlier=30)
    assert not rules.delegate_may_decide(MENTOR, days=11, earlier=0)


def test_the_school_year_turns_on_the_first_of_july():
    assert rules.school_year_of(date(2026, 6, 30)).last == date(2026, 6, 30)
    assert rules.school_year_of(date(2026, 7, 1)) == Days(date(2026, 7, 1), date(2027, 6, 30))


def test_all_custodians_but_the_applicant_answer_r_c01():
    assert rules.must_answer(DEFAULTS, custodians=["a", "b", "c"], applicant="a", of_age=False) == ["b", "c"]
    assert rules.must_answer(DEFAULTS, custodians=["a", "b"], applicant="a", of_age=True) == []
    assert rules.must_answer(Policy(leave_needs_both=False), custodians=["a", "b"], applicant="a", of_age=False) == []


@given(st.lists(st.sampled_from(Answer), max_size=4))
def test_the_school_is_asked_only_when_everybody_has_said_yes(answers: list[Answer]):
    assert rules.is_ready(answers) == (answers.count(Answer.APPROVED) == len(answers))


@given(days, st.integers(0, 30), days, st.integers(-3, 30))
def test_a_part_lies_inside_what_was_asked_and_is_less(first: date, length: int, other: date, more: int):
    asked = Days(first, first + timedelta(length))
    given_to = other + timedelta(more)
    inside = first <= other <= given_to <= asked.last and (other, given_to) != (asked.first, asked.last)
    if inside:
        assert rules.decided_days(State.PARTLY, asked, other, given_to, "prov") == Days(other, given_to)
    else:
        with pytest.raises(Invalid):
            rules.decided_days(State.PARTLY, asked, other, given_to, "prov")


@pytest.mark.parametrize("outcome", [State.PARTLY, State.REFUSED])
def test_less_than_what_was_asked_for_needs_a_reason(outcome: State):
    with pytest.raises(Invalid) as caught:
        rules.decided_days(outcome, Days(MONDAY, MONDAY), MONDAY, MONDAY, "  ")
    assert caught.value.field == "text"
