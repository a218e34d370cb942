"""Activity of adults as rules: periods that never break, hours against a slow reference, weeks without taking part."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules import activity, duty, limits, mark_of, minutes_of, part_of, training
from skolplattform.attendance.rules.activity import Activity, Period
from skolplattform.attendance.rules.figures import Day
from skolplattform.attendance.rules.limits import Limit
from skolplattform.attendance.rules.policy import DEFAULTS, Policy
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

TODAY = date(2026, 11, 18)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def studies(draw) -> tuple[list[Day], dict[date, int]]:
    """Days of half a year back, some unreported, some missed, some at a workplace."""
    days, work = [], {}
    for ago in draw(st.lists(st.integers(0, 180), unique=True, max_size=30)):
        day = TODAY - timedelta(days=ago)
        reported = draw(st.sampled_from((0, 120, 180)))
        missed = draw(st.sampled_from((0, 60, reported)))
        elsewhere = draw(st.sampled_from((0, 60))) if reported - missed >= 60 else 0
        days.append(Day(day, 180, reported, min(missed, reported), 0, elsewhere))
        if draw(st.booleans()):
            work[day] = draw(st.sampled_from((0, 240, 480)))
    return days, work


@given(DAYS, st.integers(1, 12))
def test_every_day_lies_in_one_period_of_whole_weeks(day: date, weeks: int):
    period = activity.period_of(day, weeks)
    assert period.holds(day)
    assert (period.first.weekday(), period.last.weekday(), period.weeks) == (0, 6, weeks)
    assert activity.period_of(period.last, weeks) == period
    assert activity.period_of(period.last + timedelta(days=1), weeks).first == period.last + timedelta(days=1)


@given(DAYS, st.integers(0, 300), st.integers(1, 12))
def test_the_periods_between_two_days_lie_end_to_end(first: date, length: int, weeks: int):
    last = first + timedelta(days=length)
    found = activity.periods_between(first, last, weeks)
    assert found[0].holds(first)
    assert found[-1].holds(last)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(found))
    assert activity.latest_periods(last, weeks, len(found)) == tuple(reversed(found))


@given(studies(), st.integers(1, 6), st.integers(0, 60))
def test_the_hours_of_a_period_are_those_of_the_slow_reference(lived, weeks: int, began_ago: int):
    days, work = lived
    since = TODAY - timedelta(days=began_ago)
    period = activity.period_of(TODAY, weeks)
    found = activity.activity(days, work, period, today=TODAY, since=since)
    offered = taken = workplace = 0
    mondays = set()
    at = period.first
    while at <= min(period.last, TODAY):
        for day in days:
            if day.day == at:
                twice = min(day.other, work.get(at, 0))
                offered, taken = offered + day.offered - twice, taken + day.reported - day.valid - twice
        workplace += work.get(at, 0)
        if at - timedelta(days=at.weekday()) >= since - timedelta(days=since.weekday()):
            mondays.add(at - timedelta(days=at.weekday()))
        at += timedelta(days=1)
    assert (found.offered, found.taken, found.workplace, found.weeks) == (offered, taken, workplace, len(mondays))


def test_a_lesson_spent_at_the_workplace_is_the_workplaces_hours_and_counts_once():
    there, period = {TODAY: 480}, activity.period_of(TODAY, 4)
    elsewhere = activity.activity([Day(TODAY, 120, 120, other=120)], there, period, today=TODAY)
    assert (elsewhere.offered, elsewhere.taken, elsewhere.workplace) == (0, 0, 480)
    took_part = activity.activity([Day(TODAY, 120, 120)], there, period, today=TODAY)
    assert (took_part.offered, took_part.taken, took_part.workplace) == (120, 120, 480)
    outing = activity.activity([Day(TODAY, 120, 120, other=120)], {}, period, today=TODAY)
    assert (outing.offered, outing.taken) == (120, 120)


@given(studies())
def test_idle_weeks_are_those_of_the_slow_reference(lived):
    days, work = lived
    count, monday = 0, TODAY - timedelta(days=TODAY.weekday())
    for week in range(30):
        first = monday - timedelta(weeks=week)
        inside = [first + timedelta(days=n) for n in range(7)]
        lessons = [day for day in days if day.day in inside and day.reported and day.day <= TODAY]
        worked = [day for day in inside if work.get(day) and day <= TODAY]
        if worked or any(day.reported > day.valid for day in lessons):
            break
        count += bool(lessons) and week > 0
    assert activity.idle_weeks(days, work, TODAY) == count


@given(studies())
def test_nobody_is_idle_since_a_day_they_took_part(lived):
    days, work = lived
    active = activity.last_active(days, work, TODAY)
    if active is not None:
        assert activity.idle_weeks(days, work, TODAY) <= (TODAY - active).days // 7 + 1
        assert activity.last_active(days, work, active) == active


def test_sfi_offers_enough_at_fifteen_hours_a_week_and_not_a_minute_less():
    period = Period(date(2026, 10, 26), date(2026, 11, 22))
    assert period.weeks == 4
    assert activity.offers_enough(Activity(weeks=4, offered=4 * 15 * 60).offered_a_week, DEFAULTS.sfi_hours)
    assert not activity.offers_enough(Activity(weeks=4, offered=4 * 15 * 60 - 1).offered_a_week, DEFAULTS.sfi_hours)
    assert activity.offers_enough(
        Activity(weeks=2, offered=20 * 60, workplace=10 * 60).offered_a_week, DEFAULTS.sfi_hours
    )


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_without_a_duty_nothing_is_invalid_and_no_minute_is_lost(valid: int, invalid: int, other: int):
    away = duty.without_duty(AbsentMinutes(valid, invalid, other))
    assert (away.invalid, away.total) == (0, valid + invalid + other)
    assert duty.without_duty(away) == away


@given(st.integers(1, 179))
def test_a_part_of_the_lesson_is_marked_and_sent_back_unchanged(part: int):
    shown = duty.as_marked(AbsentMinutes(valid=part), 180)
    mark = mark_of(shown, 180)
    sent = minutes_of(mark, part_of(shown, mark, 180), 180)
    assert (mark.value, duty.without_duty(sent)) == ("late", AbsentMinutes(valid=part))


@pytest.mark.parametrize(("weeks", "passes"), [(0, False), (2, False), (3, True), (9, True)])
def test_who_takes_part_in_nothing_for_three_weeks_is_followed_up(weeks: int, passes: bool):
    found = limits.idle(weeks, date(2026, 10, 1), date(2026, 6, 1), DEFAULTS)
    assert [(one.limit, one.amount, one.since) for one in found] == [
        (Limit.IDLE, weeks, date(2026, 10, 1)) for _ in range(passes)
    ]


@given(DAYS, st.integers(0, 40), st.integers(-50, 50))
def test_only_days_of_the_training_that_have_come_can_be_told(first: date, length: int, ahead: int):
    last, today = first + timedelta(days=length), first + timedelta(days=ahead)
    told = training.days_to_tell(first, last, today)
    assert all(training.can_be_told(day, first, last, today) for day in told)
    assert len(told) == max(0, min(length, ahead) + 1)
    assert not training.can_be_told(today + timedelta(days=1), first, last, today)
    assert not training.can_be_told(first - timedelta(days=1), first, last, today)


@given(DAYS, st.sets(st.integers(0, 6), min_size=1))
def test_a_day_is_usual_when_its_weekday_was_chosen(day: date, weekdays: set[int]):
    assert training.is_usual(day, training.checked_weekdays(weekdays)) == (day.weekday() in weekdays)


@pytest.mark.parametrize("minutes", [-30, 15, 721, 750, 10_000])
def test_a_day_is_told_in_half_hours_up_to_twelve(minutes: int):
    with pytest.raises(Invalid):
        training.checked_minutes(minutes)


def test_a_link_ends_some_days_after_the_training_whatever_the_clock_does():
    until = training.link_ends(date(2026, 10, 20), date(2026, 10, 1), Policy(training_link_days=7))
    assert clock.local(until).isoformat() == "2026-10-28T00:00:00+01:00", "the clocks change on the 25th"
    assert training.link_works(until, None, until - timedelta(seconds=1))
    assert not training.link_works(until, None, until)
    assert not training.link_works(until, until, until - timedelta(days=3))
