"""What may be said of figures, and how they are counted, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.insights.rules import findings
from skolplattform.insights.rules.calendar import calendar, days_away, monday_of, square
from skolplattform.insights.rules.counts import Counts, deviation, is_late, total
from skolplattform.insights.rules.findings import Band, Finding, WeekShare, normal_band, weeks_finding
from skolplattform.insights.rules.spans import NO_CLASS, NO_YEAR, Participation, Place, Stay, merged

MONDAY = date(2026, 8, 17)


def weeks(*shares: float | None) -> list[WeekShare]:
    return [WeekShare(MONDAY + timedelta(weeks=index), share) for index, share in enumerate(shares)]


def test_the_percentage_is_of_reported_time_and_the_unreported_share_stands_beside_it() -> None:
    counts = Counts(lessons=4, reported_lessons=2, offered=200, reported=100, valid=10, invalid=5, other=20)
    assert counts.absence == pytest.approx(0.15)
    assert counts.presence == pytest.approx(0.85), "time at another school activity is presence"
    assert counts.unreported == pytest.approx(0.5)


def test_nothing_reported_has_no_percentage() -> None:
    assert Counts(lessons=1, offered=50).absence is None
    assert Counts(lessons=1, offered=50).unreported == 1
    assert Counts().unreported is None


@pytest.mark.parametrize(
    ("minutes", "valid", "invalid", "other", "late"),
    [(50, 0, 8, 0, True), (50, 0, 50, 0, False), (50, 0, 0, 0, False), (50, 20, 8, 0, False), (50, 0, 8, 10, False)],
)
def test_late_is_a_part_of_the_lesson_without_reason_and_nothing_else(
    minutes: int, valid: int, invalid: int, other: int, late: bool
) -> None:
    assert is_late(minutes, valid, invalid, other) is late
    assert deviation(minutes, valid, invalid, other).late == late


counts = st.builds(Counts, *(st.integers(0, 10_000) for _ in range(8)))


@given(st.lists(counts))
def test_sums_do_not_depend_on_order(parts: list[Counts]) -> None:
    assert total(parts) == total(reversed(parts))


def test_a_fall_that_has_passed_is_said_to_be_back() -> None:
    assert weeks_finding(weeks(1, 0.98, 0.76, 1)) == Finding("fell_and_back", {"week": "36"})


def test_a_fall_in_the_newest_week_is_not_said_to_be_over() -> None:
    assert weeks_finding(weeks(1, 0.98, 1, 0.76)).key == "fell"


def test_a_fall_that_lasts_is_said_to_last() -> None:
    assert weeks_finding(weeks(1, 0.98, 0.76, 0.8)).key == "fell_still_low"


def test_small_ups_and_downs_are_even() -> None:
    assert weeks_finding(weeks(0.97, 0.95, 0.98, 0.94)).key == "even"


def test_a_drop_within_the_normal_band_is_no_fall() -> None:
    assert weeks_finding(weeks(1, 1, 1, 0.93), Band(0.9, 0.98)).key == "even"


def test_always_low_is_below_the_normal_and_never_a_fall() -> None:
    assert weeks_finding(weeks(0.7, 0.72, 0.69, 0.71), Band(0.9, 0.98)).key == "below_normal"


def test_too_few_weeks_are_said_to_be_too_few() -> None:
    assert weeks_finding(weeks(1, None, 0.2)).key == "few_weeks"


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_a_named_week_was_reported_and_lies_under_the_mean_before_it(shares: list[float | None]) -> None:
    found = weeks_finding(weeks(*shares))
    if "week" in found.params:
        known = [(w.number, w.presence) for w in weeks(*shares) if w.presence is not None]
        place = next(i for i, (number, _) in enumerate(known) if str(number) == found.params["week"])
        before = [share for _, share in known[:place]]
        assert known[place][1] <= sum(before) / len(before) - findings.CLEAR_FALL
        assert (found.key == "fell") == (place == len(known) - 1)


@given(st.lists(st.floats(0, 1), min_size=8, max_size=200))
def test_the_normal_band_holds_nine_of_ten(values: list[float]) -> None:
    band = normal_band(values)
    assert band is not None
    assert sum(band.low <= v <= band.high for v in values) >= 0.9 * len(values) - 2
    assert min(values) <= band.low <= band.high <= max(values)


def test_no_band_from_too_few_values() -> None:
    assert normal_band([0.9] * 7) is None


def test_the_highest_absence_is_named_only_when_it_stands_out() -> None:
    assert findings.highest_absence({"7A": 0.072, "7B": 0.114}) == Finding("highest_absence", {"name": "7B"})
    assert findings.highest_absence({"7A": 0.072, "7B": 0.0721}).key == "absence_even"
    assert findings.highest_absence({"7A": None}).key == "nothing_reported"


def test_the_hour_is_judged_by_reported_students_only() -> None:
    assert findings.lowest_presence({"åk 7": (42, 51), "åk 8": (0, 0), "åk 9": (45, 47)}).params == {"name": "åk 7"}
    assert findings.lowest_presence({"åk 7": (0, 0)}).key == "hour_unreported"
    assert findings.lowest_presence({"åk 7": (20, 20), "åk 8": (9, 9)}).key == "hour_all_here"


def test_today_against_the_normal_of_the_weekday() -> None:
    band = Band(0.92, 0.96)
    said = [findings.today_finding(share, band).key for share in (0.90, 0.925, 0.94, 0.97)]
    assert said == ["today_below", "today_low_edge", "today_normal", "today_above"]
    assert findings.today_finding(None, band).key == "today_unreported"
    assert findings.today_finding(0.9, None).key == "today_no_normal"


def test_goals_name_the_furthest_and_the_one_with_most_left() -> None:
    found = findings.goals_finding("Noah", {"engelska": (6, 6), "SO": (2, 6), "NO": (3, 8)})
    assert found == Finding("goals_both", {"name": "Noah", "most": "engelska", "least": "SO"})
    assert findings.goals_finding("Noah", {"engelska": (0, 6)}).key == "goals_none"
    assert findings.goals_finding("Noah", {"a": (1, 2), "b": (1, 2)}).key == "goals_sum"


def test_a_day_is_late_only_when_nothing_else_was_missed() -> None:
    late, whole = Counts(1, 1, 50, 50, invalid=8, late=1), Counts(1, 1, 50, 50, invalid=50)
    assert square(MONDAY, [late], MONDAY).mark == "late"
    assert square(MONDAY, [late], MONDAY).minutes == 8
    assert square(MONDAY, [late, whole], MONDAY).mark == "invalid"


def test_squares_of_days_ahead_off_and_unreported() -> None:
    unreported, today = Counts(1, 0, 50), MONDAY + timedelta(days=1)
    assert square(MONDAY, [unreported], today).mark == "none"
    assert square(today, [unreported], today).mark == "coming"
    assert square(today + timedelta(days=1), [unreported], today).mark == "coming"
    assert square(MONDAY, [], today).mark == "off"


def test_the_calendar_shows_whole_weeks_and_counts_days_away() -> None:
    valid, late = Counts(1, 1, 50, 50, valid=50), Counts(1, 1, 50, 50, invalid=5, late=1)
    found = calendar({MONDAY: [valid], MONDAY + timedelta(days=2): [late]}, MONDAY, MONDAY, MONDAY + timedelta(days=9))
    assert [s.mark for s in found[0]] == ["valid", "off", "late", "off", "off"]
    assert days_away(found[0]) == 1


days = st.dates(date(2026, 8, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))), days)
def test_merged_intervals_hold_the_same_days_once(stays: list[tuple[date, date]], day: date) -> None:
    joined = merged(stays)
    assert any(a <= day <= b for a, b in stays) == any(a <= day <= b for a, b in joined)
    assert all(left[1] < right[0] for left, right in pairwise(joined))


stay = st.tuples(st.integers(1, 3), st.integers(11, 12), days, days).map(
    lambda v: Stay(UUID(int=v[0]), UUID(int=v[1]), min(v[2:]), max(v[2:]))
)
year = st.tuples(st.integers(1, 3), st.integers(7, 9), days, days).map(
    lambda v: Stay(UUID(int=v[0]), v[1], min(v[2:]), max(v[2:]))
)


@given(st.lists(stay, max_size=8), st.lists(stay, max_size=6), st.lists(year, max_size=4), days)
def test_each_student_is_counted_once_in_the_class_of_that_day(
    parts: list[Stay], classes: list[Stay], years: list[Stay], day: date
) -> None:
    who = Participation(parts, classes, years)
    for activity in {p.place for p in parts}:
        there = {p.person_id for p in parts if p.place == activity and p.first <= day <= p.last}
        expected: dict[Place, int] = {}
        for student in there:
            place = who.place(student, day)
            expected[place] = expected.get(place, 0) + 1
            assert who.takes_part(activity, student, day)  # type: ignore[arg-type]
        assert {p: n for p, n in who.counted(activity, day).items() if n} == expected  # type: ignore[arg-type]


def test_without_class_or_year_the_time_is_counted_in_none() -> None:
    student, activity = UUID(int=1), UUID(int=2)
    who = Participation([Stay(student, activity, MONDAY, MONDAY)], [], [])
    assert who.counted(activity, MONDAY) == {Place(NO_CLASS, NO_YEAR): 1}


def test_the_week_of_a_sunday_began_on_monday() -> None:
    assert monday_of(date(2026, 10, 25)) == date(2026, 10, 19)
