"""Civic numbers, periods and coming of age, as the register reads them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer

from skolplattform.core.errors import Invalid
from skolplattform.registry import rules
from skolplattform.registry.codes import CivicNoKind

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def with_check_digit(eleven: str) -> str:
    """The 12-digit number whose check digit fits."""
    return eleven + str(personnummer._luhn(eleven[2:]))


def test_reads_a_personnummer():
    number = rules.civic_no("198302259869")
    assert number.kind is CivicNoKind.PERSONAL
    assert number.birth_date == date(1983, 2, 25)
    assert number.is_test


@pytest.mark.parametrize("born", [date(2012, 3, 1), date(2015, 12, 31)])
def test_a_samordningsnummer_has_sixty_added_to_its_day(born: date):
    text = with_check_digit(f"{born:%Y%m}{born.day + 60}981")
    number = rules.civic_no(text)
    assert number.kind is CivicNoKind.COORDINATION
    assert number.birth_date == born
    assert number.is_test


def test_reads_a_temporary_number_without_a_check_digit():
    number = rules.civic_no("20181212TF63")
    assert number.kind is CivicNoKind.TEMPORARY
    assert number.birth_date == date(2018, 12, 12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("198302259868", "registry.civic_no.check_digit"),
        ("19830225-9869", "registry.civic_no.form"),
        ("8302259869", "registry.civic_no.form"),
        ("198313259869", "registry.civic_no.day"),
        ("20180230TF63", "registry.civic_no.day"),
        ("20181212T63", "registry.civic_no.form"),
        ("١٩٨٣٠٢٢٥٩٨٦٩", "registry.civic_no.form"),
        ("", "registry.civic_no.form"),
    ],
)
def test_says_what_is_wrong_without_repeating_the_number(text: str, key: str):
    with pytest.raises(Invalid) as found:
        rules.civic_no(text)
    assert found.value.key == key
    assert not found.value.params


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_invalid(text: str):
    try:
        number = rules.civic_no(text)
    except Invalid:
        return
    assert len(number.value) == 12


@given(DAYS, st.integers(0, 999), st.integers(1, 9))
def test_a_wrong_check_digit_is_always_found(born: date, birth_number: int, off: int):
    right = with_check_digit(f"{born:%Y%m%d}{birth_number:03}")
    wrong = right[:-1] + str((int(right[-1]) + off) % 10)
    with pytest.raises(Invalid):
        rules.civic_no(wrong)


@given(DAYS, st.integers(1, 999))
def test_the_test_series_is_980_to_989(born: date, birth_number: int):
    number = rules.civic_no(with_check_digit(f"{born:%Y%m%d}{birth_number:03}"))
    assert number.birth_date == born
    assert number.is_test == (980 <= birth_number <= 989)


def test_production_refuses_test_numbers_and_a_demo_refuses_real_ones():
    test_number = rules.civic_no("198302259869")
    real_form = rules.civic_no(with_check_digit("19830225123"))
    temporary = rules.civic_no("20181212TF63")
    for mode in ("demo", "test"):
        rules.require_series(test_number, mode)
        with pytest.raises(Invalid, match="real_number"):
            rules.require_series(real_form, mode)
    rules.require_series(real_form, "production")
    with pytest.raises(Invalid, match="test_number"):
        rules.require_series(test_number, "production")
    for mode in ("demo", "test", "production"):
        rules.require_series(temporary, mode)


def test_periods_that_meet_do_not_overlap():
    first = rules.Period(date(2026, 8, 18), date(2026, 10, 2))
    second = rules.Period(date(2026, 10, 3), None)
    assert list(rules.overlaps([second, first])) == []


def test_periods_that_share_a_day_overlap():
    first = rules.Period(date(2026, 8, 18), date(2026, 10, 2), "5A")
    second = rules.Period(date(2026, 10, 2), None, "5B")
    assert [(a.tag, b.tag) for a, b in rules.overlaps([second, first])] == [("5A", "5B")]


PERIODS = st.builds(
    lambda start, length: rules.Period(start, None if length is None else start + timedelta(days=length)),
    DAYS,
    st.none() | st.integers(0, 400),
)


@given(st.lists(PERIODS, max_size=8))
def test_an_overlap_is_found_exactly_when_two_share_a_day(periods: list[rules.Period]):
    any_pair = any(a.overlaps(b) for i, a in enumerate(periods) for b in periods[i + 1 :])
    assert bool(list(rules.overlaps(periods))) == any_pair


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_comes_of_age_on_the_eighteenth_birthday(born: date):
    day = rules.comes_of_age(born)
    assert rules.is_of_age(born, day)
    assert not rules.is_of_age(born, day - timedelta(days=1))


def test_born_on_leap_day_comes_of_age_on_the_first_of_march():
    assert rules.comes_of_age(date(2008, 2, 29)) == date(2026, 3, 1)


def test_ends_before_it_starts():
    assert rules.is_backwards(date(2026, 2, 2), date(2026, 2, 1))
    assert not rules.is_backwards(date(2026, 2, 2), date(2026, 2, 2))
    assert not rules.is_backwards(None, date(2026, 2, 2))
