"""When a class gets too much: counted for each student, over all subjects, and never a prohibition (OWN-18)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core.errors import Invalid
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.rules import Decided, Level, Limits, Measure, Piece

MONDAY = date(2026, 11, 23)
ANNA, BEA = UUID(int=101), UUID(int=102)
NEW = UUID(int=99)


def piece(number: int, day: int = 0, *, is_test: bool = True) -> Piece:
    return Piece(UUID(int=number), MONDAY + timedelta(days=day), is_test)


def measures(loads: rules.Loads, wanted: Piece, limits: Limits = rules.DEFAULTS) -> list[Measure]:
    return [excess.measure for excess in rules.excesses(loads, wanted, limits)]


def test_a_second_test_on_a_day_is_too_much_and_names_the_first() -> None:
    found = rules.excesses({ANNA: [piece(1, 2)]}, Piece(NEW, MONDAY + timedelta(days=2), True), rules.DEFAULTS)
    assert [(one.measure, one.most, one.limit, one.students) for one in found] == [(Measure.TESTS_A_DAY, 2, 1, 1)]
    assert found[0].there == (UUID(int=1),)


def test_a_fourth_test_in_a_week_is_too_much_whichever_days_they_are_on() -> None:
    three = [piece(number, number) for number in range(3)]
    assert measures({ANNA: three}, piece(99, 4)) == [Measure.TESTS_A_WEEK]
    assert measures({ANNA: three}, piece(99, 7)) == []


def test_a_task_is_no_test_but_counts_in_the_week() -> None:
    five = [piece(number, number, is_test=False) for number in range(5)]
    assert measures({ANNA: five[:4]}, piece(99, 1, is_test=False)) == []
    assert measures({ANNA: five}, piece(99, 1, is_test=False)) == [Measure.WORK_A_WEEK]
    assert measures({ANNA: [piece(1)]}, piece(99, is_test=False)) == []


def test_two_languages_on_one_day_are_one_test_for_each_student() -> None:
    """A class in two language groups: nobody has two, so nothing is too much."""
    loads = {ANNA: [piece(1)], BEA: [piece(2)]}
    assert rules.weight(loads, MONDAY, rules.DEFAULTS) == rules.Weight(1, 1, Level.ROOM)


def test_only_those_who_get_too_much_are_counted() -> None:
    (found,) = rules.excesses({ANNA: [piece(1)], BEA: []}, Piece(NEW, MONDAY, True), rules.DEFAULTS)
    assert found.students == 1


def test_moving_a_test_does_not_count_it_twice() -> None:
    assert measures({ANNA: [piece(1)]}, piece(1)) == []


@pytest.mark.parametrize(
    ("pieces", "level"),
    [
        ([], Level.EMPTY),
        ([piece(1)], Level.ROOM),
        ([piece(1), piece(2)], Level.OVER),
        ([piece(1, 0), piece(2, 1), piece(3, 2)], Level.FULL),
        ([piece(n, n, is_test=False) for n in range(5)], Level.FULL),
        ([piece(n, n, is_test=False) for n in range(6)], Level.OVER),
    ],
)
def test_a_weeks_fullness_in_a_word(pieces: list[Piece], level: Level) -> None:
    assert rules.weight({ANNA: pieces, BEA: []}, MONDAY, rules.DEFAULTS).level is level


def test_a_decision_holds_from_its_day_until_the_next() -> None:
    first, second = Limits(2, 4, 6), Limits(1, 2, 3)
    decided = [Decided(MONDAY, first), Decided(MONDAY + timedelta(days=10), second)]
    days = [MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=9), MONDAY + timedelta(days=10)]
    assert [rules.limits_on(decided, day) for day in days] == [rules.DEFAULTS, first, first, second]


def test_of_two_schools_the_lower_number_holds() -> None:
    assert rules.strictest([Limits(2, 3, 9), Limits(1, 4, 5)]) == Limits(1, 3, 5)


@pytest.mark.parametrize("days", [-1, rules.AHEAD.days + 1])
def test_a_day_that_has_passed_or_is_far_away_is_refused(days: int) -> None:
    with pytest.raises(Invalid):
        rules.checked_day(MONDAY + timedelta(days=days), MONDAY)


def test_what_was_set_for_a_day_keeps_it_when_something_else_is_changed() -> None:
    yesterday = MONDAY - timedelta(days=1)
    assert rules.checked_day(yesterday, MONDAY, before=yesterday) == yesterday


@pytest.mark.parametrize("limits", [Limits(0, 3, 5), Limits(1, 21, 5), Limits(1, 3, -1)])
def test_numbers_that_cannot_be_are_refused(limits: Limits) -> None:
    with pytest.raises(Invalid):
        rules.checked_limits(limits)


pieces = st.builds(
    Piece,
    st.integers(1, 40).map(lambda number: UUID(int=number)),
    st.integers(-3, 17).map(lambda days: MONDAY + timedelta(days=days)),
    st.booleans(),
)
one_each = st.lists(pieces, max_size=12, unique_by=lambda one: one.id)
all_loads = st.dictionaries(st.integers(101, 104).map(lambda n: UUID(int=n)), one_each, min_size=1, max_size=4)
some_limits = st.builds(Limits, st.integers(1, 4), st.integers(1, 6), st.integers(1, 8))
new_pieces = pieces.map(lambda one: Piece(NEW, one.day, one.is_test))


@given(all_loads, new_pieces, some_limits)
def test_what_is_warned_of_is_what_the_week_then_holds(loads, wanted: Piece, limits: Limits) -> None:
    """The warning before and the word for the week afterwards never say different things."""
    after = rules.weight({who: [*has, wanted] for who, has in loads.items()}, wanted.day, limits)
    warned = rules.excesses(loads, wanted, limits)
    assert not warned or after.level is Level.OVER
    if after.level is Level.OVER and not warned:
        assert rules.weight(loads, wanted.day, limits).level is Level.OVER


@given(all_loads, new_pieces, some_limits)
def test_one_more_never_makes_a_week_lighter(loads, wanted: Piece, limits: Limits) -> None:
    order = list(Level)
    before = rules.weight(loads, wanted.day, limits)
    after = rules.weight({who: [*has, wanted] for who, has in loads.items()}, wanted.day, limits)
    assert (after.tests, after.work) >= (before.tests, before.work)
    assert order.index(after.level) >= order.index(before.level)


@given(all_loads, new_pieces, some_limits)
def test_a_higher_limit_never_warns_more(loads, wanted: Piece, limits: Limits) -> None:
    higher = Limits(limits.tests_a_day + 1, limits.tests_a_week + 1, limits.work_a_week + 1)
    assert set(measures(loads, wanted, higher)) <= set(measures(loads, wanted, limits))


@given(all_loads, new_pieces, some_limits)
def test_what_is_named_is_there_that_week_and_is_not_the_new_one(loads, wanted: Piece, limits: Limits) -> None:
    known = {one.id for has in loads.values() for one in has}
    for excess in rules.excesses(loads, wanted, limits):
        assert set(excess.there) <= known - {wanted.id}
        assert excess.most > excess.limit
        assert 1 <= excess.students <= len(loads)
