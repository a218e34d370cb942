"""The rules of attendance: what opens filled in, how minutes become marks and shares, who may tell for whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules import PRESENT, Known, Mark, Share, Told
from skolplattform.core import clock
from skolplattform.core.errors import Invalid

DAY = date(2026, 11, 17)
ELEVEN, NOON = clock.at(DAY, time(11)), clock.at(DAY, time(12))
VERA, IDRIS, AGNES = UUID(int=1), UUID(int=2), UUID(int=3)


def told(student: UUID, first: datetime, last: datetime, at: time = time(7, 12)) -> Told:
    return Told(student, first, last, uuid4(), clock.at(DAY, at))


def opened(*reports: Told, **more: object) -> dict[UUID, rules.Opening]:
    lesson = {"starts_at": ELEVEN, "ends_at": NOON, "minutes": 60} | more
    return rules.opening_marks([VERA, IDRIS, AGNES], reports, **lesson)  # type: ignore[arg-type]


def test_absence_told_beforehand_is_filled_in_with_who_told_it_r_a01():
    report = told(VERA, *clock.day_bounds(DAY))
    marks = opened(report)
    assert marks[VERA] == rules.Opening(AbsentMinutes(valid=60), report)
    assert marks[AGNES] == rules.Opening()


def test_a_part_of_the_day_takes_only_the_minutes_it_shares_with_the_lesson():
    marks = opened(told(IDRIS, clock.at(DAY, time(8)), clock.at(DAY, time(11, 20))))
    assert marks[IDRIS].away == AbsentMinutes(valid=20)
    assert rules.mark_of(marks[IDRIS].away, 60) is Mark.VALID


def test_absence_that_ends_when_the_lesson_begins_does_not_touch_it():
    assert opened(told(IDRIS, clock.at(DAY, time(8)), ELEVEN))[IDRIS] == rules.Opening()


def test_two_reports_of_the_same_hours_count_once():
    marks = opened(
        told(VERA, ELEVEN, clock.at(DAY, time(11, 40))),
        told(VERA, clock.at(DAY, time(11, 20)), clock.at(DAY, time(11, 50))),
    )
    assert marks[VERA].away == AbsentMinutes(valid=50)


def test_who_is_at_a_workplace_is_in_other_school_activity_and_away_when_ill():
    there = replace(told(VERA, *clock.day_bounds(DAY)), known=Known.WORKPLACE)
    assert opened(there)[VERA] == rules.Opening(AbsentMinutes(other=60), there)
    ill = told(VERA, ELEVEN, clock.at(DAY, time(11, 20)))
    assert opened(there, ill)[VERA].away == AbsentMinutes(valid=20, other=40)


def test_absence_over_a_whole_lesson_with_a_break_takes_the_minutes_that_were_offered():
    assert opened(told(VERA, ELEVEN, NOON), minutes=50)[VERA].away == AbsentMinutes(valid=50)


def test_what_a_guardian_tells_after_the_teacher_reported_never_overwrites_the_teacher():
    report = told(VERA, *clock.day_bounds(DAY), at=time(11, 30))
    marks = opened(report, reported={VERA: AbsentMinutes(invalid=60)}, reported_at=clock.at(DAY, time(11, 5)))
    assert marks[VERA] == rules.Opening(AbsentMinutes(invalid=60), report, told_after=True)


def test_a_reported_lesson_opens_as_it_was_saved_even_where_absence_was_told_before():
    report = told(VERA, *clock.day_bounds(DAY))
    marks = opened(report, reported={}, reported_at=clock.at(DAY, time(11, 5)))
    assert marks[VERA] == rules.Opening(PRESENT, report, told_after=False)


def test_late_is_a_part_without_valid_reason_and_the_whole_lesson_is_absence_r_a07():
    assert rules.mark_of(AbsentMinutes(invalid=12), 60) is Mark.LATE
    assert rules.mark_of(AbsentMinutes(invalid=60), 60) is Mark.INVALID
    assert rules.mark_of(AbsentMinutes(valid=30, invalid=10), 60) is Mark.VALID
    assert rules.mark_of(AbsentMinutes(other=60), 60) is Mark.OTHER
    assert rules.mark_of(PRESENT, 60) is Mark.PRESENT


@pytest.mark.parametrize(
    "away",
    [AbsentMinutes(valid=61), AbsentMinutes(valid=30, invalid=31), AbsentMinutes(other=-1), AbsentMinutes(-5, 10, 0)],
)
def test_minutes_that_do_not_fit_the_lesson_are_refused(away: AbsentMinutes):
    with pytest.raises(Invalid):
        rules.checked(away, 60)


def test_a_share_counts_only_what_was_reported_and_says_what_was_not_r_a15():
    share = Share(offered=100, reported=80, valid=4, invalid=4, other=8)
    assert share.absent_share == pytest.approx(0.1)
    assert share.unreported_share == pytest.approx(0.2)
    assert Share(offered=60).absent_share is None
    assert Share().unreported_share is None


def test_a_guardian_tells_until_eighteen_and_the_student_from_that_day_r_a10():
    birth = date(2008, 11, 18)
    guardian, student = {"is_self": False, "is_guardian": True}, {"is_self": True, "is_guardian": False}
    assert rules.may_report_for(**guardian, birth_date=birth, on=date(2026, 11, 17))
    assert not rules.may_report_for(**student, birth_date=birth, on=date(2026, 11, 17))
    assert not rules.may_report_for(**guardian, birth_date=birth, on=date(2026, 11, 18))
    assert rules.may_report_for(**student, birth_date=birth, on=date(2026, 11, 18))


def test_somebody_else_never_tells():
    assert not rules.may_report_for(is_self=False, is_guardian=False, birth_date=None, on=DAY)


def test_a_birth_date_we_do_not_know_leaves_the_guardian_in_charge():
    assert not rules.is_of_age(None, DAY)


def test_born_on_the_leap_day_is_of_age_on_the_first_of_march():
    assert not rules.is_of_age(date(2008, 2, 29), date(2026, 2, 28))
    assert rules.is_of_age(date(2008, 2, 29), date(2026, 3, 1))


def span(first: date, last: date, since: time | None = None, until: time | None = None) -> tuple[datetime, datetime]:
    return rules.span_of(first, last, from_time=since, until_time=until, today=DAY, policy=rules.DEFAULTS)


def test_a_whole_day_is_from_midnight_to_midnight_in_stockholm():
    assert span(DAY, DAY) == (datetime(2026, 11, 16, 23, tzinfo=UTC), datetime(2026, 11, 17, 23, tzinfo=UTC))


def test_a_day_when_the_clocks_change_is_twenty_five_hours():
    sunday = date(2026, 10, 25)
    whole = {"from_time": None, "until_time": None, "today": sunday, "policy": rules.DEFAULTS}
    starts, ends = rules.span_of(sunday, sunday, **whole)
    assert ends - starts == timedelta(hours=25)


def test_a_part_of_a_day_has_its_own_hours():
    assert span(DAY, DAY, time(11), time(12)) == (ELEVEN, NOON)
    assert span(DAY, DAY, until=time(12))[1] == NOON


@pytest.mark.parametrize(
    ("first", "last", "since", "until", "field"),
    [
        (DAY - timedelta(1), DAY, None, None, "first"),
        (DAY + timedelta(31), DAY + timedelta(31), None, None, "first"),
        (DAY + timedelta(2), DAY, None, None, "last"),
        (DAY, DAY + timedelta(14), None, None, "last"),
        (DAY, DAY + timedelta(1), time(9), time(10), "last"),
        (DAY, DAY, time(12), time(9), "until_time"),
        (DAY, DAY, time(12), time(12), "until_time"),
    ],
)
def test_a_wrong_day_or_hour_is_told_at_its_field(first, last, since, until, field):
    with pytest.raises(Invalid) as caught:
        span(first, last, since, until)
    assert caught.value.field == field


def test_what_the_school_day_lies_inside_is_a_whole_day():
    assert rules.is_whole_day(clock.at(DAY, time(8)), clock.at(DAY, time(17)), DAY)
    assert not rules.is_whole_day(clock.at(DAY, time(8)), NOON, DAY)


def test_guardians_are_told_the_same_day_of_a_missed_lesson_but_not_of_a_few_minutes_r_a02():
    policy = rules.DEFAULTS
    today = {"minutes": 60, "day": DAY, "today": DAY, "policy": policy}
    assert rules.needs_same_day_notice(AbsentMinutes(invalid=60), **today)
    assert rules.needs_same_day_notice(AbsentMinutes(invalid=15), **today)
    assert rules.needs_same_day_notice(AbsentMinutes(invalid=10), **today | {"minutes": 10})
    assert not rules.needs_same_day_notice(AbsentMinutes(invalid=5), **today)
    assert not rules.needs_same_day_notice(AbsentMinutes(valid=60), **today)
    assert not rules.needs_same_day_notice(AbsentMinutes(invalid=60), **today | {"day": DAY - timedelta(1)})


MINUTES = st.integers(0, 300)
MOMENTS = st.integers(-200, 400).map(lambda n: ELEVEN + timedelta(minutes=n))


@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=6))
def test_spans_never_cover_more_than_the_lesson_nor_less_than_the_longest_of_them(spans):
    covered = rules.overlap_minutes(ELEVEN, NOON, spans)
    each = [rules.overlap_minutes(ELEVEN, NOON, [one]) for one in spans]
    assert max(each, default=0) <= covered <= min(60, sum(each))


@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=6))
def test_the_minute_by_minute_count_agrees(spans):
    minutes = [ELEVEN + timedelta(minutes=n) for n in range(60)]
    naive = sum(any(first <= minute < last for first, last in spans) for minute in minutes)
    assert rules.overlap_minutes(ELEVEN, NOON, spans) == naive


@given(st.integers(1, 240), MINUTES, MINUTES, MINUTES)
def test_marks_that_fit_always_leave_presence_zero_or_more(minutes, valid, invalid, other):
    away = AbsentMinutes(valid, invalid, other)
    if away.total <= minutes:
        assert rules.checked(away, minutes) is away
        assert (rules.mark_of(away, minutes) is Mark.PRESENT) == (away.total == 0)
    else:
        with pytest.raises(Invalid):
            rules.checked(away, minutes)


@given(st.integers(1, 240), st.sampled_from(list(Mark)), st.integers(0, 300))
def test_a_mark_and_its_part_read_back_as_they_were_given(minutes, mark, part):
    away = rules.minutes_of(mark, part, minutes)
    shown = rules.mark_of(rules.checked(away, minutes), minutes)
    assert rules.minutes_of(shown, rules.part_of(away, shown, minutes), minutes) == away
    if part == 0 and mark is not Mark.LATE:
        assert shown is mark


def test_late_keeps_its_minutes_and_longer_than_the_lesson_is_away():
    assert rules.minutes_of(Mark.LATE, 12, 60) == AbsentMinutes(invalid=12)
    assert rules.minutes_of(Mark.LATE, 90, 60) == AbsentMinutes(invalid=60)
    assert rules.minutes_of(Mark.VALID, 0, 60) == AbsentMinutes(valid=60)
    assert rules.minutes_of(Mark.VALID, 20, 60) == AbsentMinutes(valid=20)


@given(st.lists(st.tuples(st.integers(1, 120), st.booleans(), st.integers(0, 60)), max_size=30))
def test_shares_add_up_lesson_by_lesson_and_stay_between_nought_and_one(lessons):
    total = Share()
    for minutes, reported, away in lessons:
        total += Share(minutes, minutes, valid=min(away, minutes)) if reported else Share(minutes)
    assert total.offered == sum(minutes for minutes, _, _ in lessons)
    for share in (total.absent_share, total.unreported_share, total.invalid_share):
        assert share is None or 0 <= share <= 1


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_a_register_made_anew_later_the_same_day_is_newer(one, other):
    if one.date() == other.date() and other - one >= timedelta(milliseconds=1):
        assert rules.first_version(other) > rules.first_version(one)
    assert 1 <= rules.first_version(one) <= 2**31
