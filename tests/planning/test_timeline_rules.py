"""The weeks of a year and the units on them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.planning.rules import monday
from skolplattform.planning.timeline import rules
from skolplattform.planning.timeline.rules import Days, WeekKind

MONDAY = date(2026, 11, 16)
TERM = Days(date(2026, 8, 18), date(2026, 12, 18))
WEEK = timedelta(weeks=1)

days = st.dates(date(2026, 7, 1), date(2027, 6, 30))
units = st.builds(lambda start, length: Days(start, start + timedelta(days=length)), days, st.integers(0, 90))


def friday(weeks: int) -> date:
    return MONDAY + timedelta(days=4) + weeks * WEEK


def test_a_unit_that_moves_whole_takes_its_weeks_and_days_along() -> None:
    far = rules.moved_weeks(Days(MONDAY, friday(3)), Days(MONDAY + 2 * WEEK, friday(5)))
    assert far == 2 * WEEK
    assert rules.moved_texts({"2026-11-16": "Vinklar", "2026-11-30": "Prov"}, far) == {
        "2026-11-16": "",
        "2026-11-30": "Vinklar",
        "2026-12-14": "Prov",
    }
    assert rules.moved_day("2026-11-19", far) == "2026-12-03"
    assert rules.moved_day("", far) == ""


@pytest.mark.parametrize("to", [Days(MONDAY, friday(4)), Days(MONDAY - WEEK, friday(3)), Days(MONDAY, friday(3))])
def test_a_unit_that_becomes_longer_or_shorter_leaves_its_weeks_where_they_are(to: Days) -> None:
    assert not rules.moved_weeks(Days(MONDAY, friday(3)), to)


def test_a_week_is_as_the_school_calendar_says() -> None:
    closed = {MONDAY + timedelta(days=4)}
    assert rules.week_kind(MONDAY, (), ()) == WeekKind.SCHOOL
    assert rules.week_kind(MONDAY, closed, [TERM]) == WeekKind.SHORT
    assert rules.week_kind(date(2026, 12, 28), (), [TERM]) == WeekKind.CLOSED
    assert rules.week_kind(date(2026, 8, 17), (), [TERM]) == WeekKind.SHORT


def test_weeks_in_a_row_are_said_as_one() -> None:
    weeks = [MONDAY, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    assert rules.runs(weeks) == (Days(MONDAY, MONDAY), Days(MONDAY + 2 * WEEK, MONDAY + 3 * WEEK))
    assert rules.runs([]) == ()


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 1), 2026), (date(2027, 6, 30), 2026), (date(2026, 6, 30), 2025)]
)
def test_a_school_year_goes_from_july_to_june(day: date, year: int) -> None:
    assert rules.school_year(day) == Days(date(year, 7, 1), date(year + 1, 6, 30))


@given(st.lists(units, max_size=12))
def test_no_bar_lies_over_another_and_no_row_is_wasted(found: list[Days]) -> None:
    found.sort(key=lambda unit: unit.start)
    rows = rules.lanes(found)
    for row in set(rows):
        own = [unit for unit, lane in zip(found, rows, strict=True) if lane == row]
        assert all(monday(one.end) < monday(other.start) for one, other in pairwise(own))
    assert max(rows, default=-1) + 1 == max(rules.units_by_week(found).values(), default=0)


@given(
    units,
    st.integers(-20, 20),
    st.dictionaries(days.map(lambda d: monday(d).isoformat()), st.text(min_size=1), max_size=6),
)
def test_a_unit_moved_there_and_back_says_the_same(unit: Days, weeks: int, texts: dict[str, str]) -> None:
    far = weeks * WEEK
    there = {week: text for week, text in rules.moved_texts(texts, far).items() if text}
    back = {week: text for week, text in rules.moved_texts(there, -far).items() if text}
    assert back == texts
