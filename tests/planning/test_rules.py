"""The rules of planning, in milliseconds."""

import itertools
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.planning import rules
from skolplattform.planning.rules import Phase, Span

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
spans = st.tuples(st.integers(1, 10), st.integers(0, 5)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
A, B, C = (UUID(int=number) for number in (1, 2, 3))
STAGES = {A: Span(1, 3), B: Span(4, 6), C: Span(7, 9)}


@pytest.mark.parametrize(
    ("wanted", "stage"),
    [(Span(7, 9), C), (Span(4, 4), B), (Span(4, 9), B), (Span(6, 9), C), (Span(10, 12), None), (None, None)],
)
def test_a_syllabus_finds_the_stage_that_shares_most_years(wanted: Span | None, stage: UUID | None):
    assert rules.best_stage(STAGES, wanted) == stage


def test_a_syllabus_without_years_fits_only_where_there_is_no_choice():
    assert rules.best_stage({A: Span(1, 9)}, None) == A


@given(spans, st.lists(spans, min_size=1, max_size=5))
def test_the_stage_found_shares_at_least_as_many_years_as_any_other(wanted: Span, offered: list[Span]):
    stages = {uuid4(): span for span in offered}
    found = rules.best_stage(stages, wanted)
    most = max(span.overlap(wanted) for span in offered)
    assert (found is None) == (most == 0)
    if found:
        assert stages[found].overlap(wanted) == most


@given(days, st.integers(0, 300))
def test_every_day_of_a_period_lies_in_one_of_its_weeks(start: date, length: int):
    end = start + timedelta(days=length)
    mondays = list(rules.mondays(start, end))
    assert mondays == sorted(set(mondays))
    assert all(week.weekday() == 0 for week in mondays)
    assert {rules.monday(start), rules.monday(end)} <= set(mondays)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2026, 11, 23), date(2026, 12, 18), "48–51"),
        (date(2026, 11, 23), date(2026, 11, 27), "48"),
        (date(2026, 12, 28), date(2027, 1, 15), "53–2"),
    ],
)
def test_weeks_are_shown_by_iso_number_over_new_year_as_well(start: date, end: date, shown: str):
    assert rules.weeks_shown(start, end) == shown


@given(days, st.integers(0, 400), days)
def test_a_unit_is_now_next_or_past(start: date, length: int, today: date):
    end = start + timedelta(days=length)
    assert rules.phase(start, end, today) == (Phase.NEXT if today < start else Phase.PAST if today > end else Phase.NOW)


@given(days, days, st.integers(0, 400), st.integers(30, 200))
def test_a_bar_stays_on_its_line(start: date, first: date, length: int, term: int):
    left, width = rules.bar(start, start + timedelta(days=length), first, first + timedelta(days=term))
    assert 0 <= left <= 98
    assert width >= 2
    assert left + width <= 100.001


def test_a_plan_lacks_name_purpose_group_and_period_all_at_once():
    faults = rules.publishing_faults(title=" ", purpose="", groups=(), start=date(2026, 11, 23), end=date(2026, 11, 20))
    assert [fault.field for fault in faults] == ["title", "purpose", "groups", "end"]


def test_a_period_of_more_than_a_school_year_is_refused():
    fault = rules.period_fault(date(2026, 8, 17), date(2027, 8, 17))
    assert fault == rules.Fault("end", "planning.error.period_long")


def test_publishing_can_be_undone_for_ten_seconds_and_a_slow_line():
    published = datetime(2026, 11, 18, 9, tzinfo=UTC)
    after = {second: rules.can_undo(published, published + timedelta(seconds=second)) for second in (0, 10, 15, 16)}
    assert after == {0: True, 10: True, 15: True, 16: False}


@given(st.lists(st.integers(1, 30)), st.lists(st.integers(1, 30), unique=True))
def test_a_point_that_is_met_twice_counts_once(met: list[int], points: list[int]):
    counted = rules.coverage([UUID(int=n) for n in met], [UUID(int=n) for n in points])
    assert counted == rules.Coverage(len(set(met) & set(points)), len(points))


@given(days, st.integers(0, 800))
def test_half_years_follow_each_other_without_gaps(first: date, length: int):
    found = rules.half_years(first, first + timedelta(days=length))
    assert all(one.last + timedelta(days=1) == other.first for one, other in itertools.pairwise(found))
    assert found[0].first <= first
    assert first + timedelta(days=length) <= found[-1].last


def test_status_says_when_the_draft_has_newer_words_than_what_students_read():
    assert rules.status(4, 0, None) == "draft"
    assert rules.status(4, 1, 4) == "published"
    assert rules.status(5, 1, 4) == "changed"


def test_empty_weeks_are_not_kept():
    assert rules.kept_weeks({"2026-11-30": "Prov", "2026-11-23": " "}) == {"2026-11-30": "Prov"}
