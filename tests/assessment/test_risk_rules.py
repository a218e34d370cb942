"""Whom a teacher can warn, by the law, and when who has not read is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.rules import Decided, Hindrance, State
from skolplattform.core.errors import Invalid

AUTUMN, TERM_ENDS = date(2026, 11, 18), date(2026, 12, 18)


@pytest.mark.parametrize(
    ("form", "year", "why"),
    [
        ("GR", 7, None),
        ("GR", 6, None),
        ("GR", 5, Hindrance.NO_GRADES),
        ("GR", None, Hindrance.NO_GRADES),
        ("GRS", 7, Hindrance.NO_FAIL),
        ("GYS", 1, Hindrance.NO_FAIL),
        ("VUXSARGR", None, Hindrance.NO_FAIL),
        ("GY", 1, None),
        ("SFI", None, None),
        ("FS", None, Hindrance.NO_GRADES),
    ],
)
def test_a_warning_is_only_for_those_who_get_grades_and_can_fail(form: str, year: int | None, why: object) -> None:
    """R-G06, R-P01."""
    assert rules.hindrance(form, year, AUTUMN, TERM_ENDS) == why


def test_the_form_of_the_subject_decides_and_not_the_students() -> None:
    """R-P03: who reads grundskola's mathematics in anpassad grundskola can be warned in that subject alone."""
    assert rules.hindrance("GR", 8, AUTUMN, TERM_ENDS) is None
    assert rules.hindrance("GRS", 8, AUTUMN, TERM_ENDS) is Hindrance.NO_FAIL


def test_the_years_shift_with_the_ten_year_school() -> None:
    """R-T08: what was year 6 is year 7 from 1 July 2028."""
    before, after = date(2028, 6, 30), date(2028, 7, 1)
    assert [rules.is_graded("GR", 6, day) for day in (before, after)] == [True, False]
    assert [rules.is_graded("GR", 10, day) for day in (before, after)] == [False, True]


@pytest.mark.parametrize(("form", "grade"), [("GR", "E"), ("SFI", "G"), ("YH", "G"), ("GRS", "")])
def test_the_grade_at_risk_is_the_lowest_pass_of_the_scale(form: str, grade: str) -> None:
    assert rules.lowest_pass(form) == grade


def test_a_warning_is_about_a_term_that_goes_on() -> None:
    assert rules.hindrance("GR", 7, TERM_ENDS, TERM_ENDS) is None
    assert rules.hindrance("GR", 7, TERM_ENDS + timedelta(days=1), TERM_ENDS) is Hindrance.NO_TERM
    assert rules.hindrance("GR", 7, AUTUMN, None) is Hindrance.NO_TERM


@pytest.mark.parametrize(
    ("is_sent", "has_ended", "today", "state"),
    [
        (False, False, AUTUMN, State.DRAFT),
        (True, False, TERM_ENDS, State.SENT),
        (True, False, TERM_ENDS + timedelta(days=1), State.OVER),
        (True, True, AUTUMN, State.ENDED),
    ],
)
def test_how_far_a_warning_has_come(is_sent: bool, has_ended: bool, today: date, state: State) -> None:
    assert rules.state_of(is_sent=is_sent, has_ended=has_ended, term_ends=TERM_ENDS, today=today) is state


@pytest.mark.parametrize("empty", ["missing", "support", "next_step"])
def test_a_warning_says_all_three_things(empty: str) -> None:
    words = {"missing": "a", "support": "b", "next_step": "c"} | {empty: "  "}
    with pytest.raises(Invalid) as wrong:
        rules.checked_to_send(**words)
    assert wrong.value.field == empty


@given(st.integers(0, 20), st.integers(1, 30))
def test_the_day_it_was_sent_is_not_counted(days: int, after: int) -> None:
    week = [AUTUMN + timedelta(days=n) for n in range(days + 1)]
    assert rules.needs_reminder(AUTUMN, AUTUMN + timedelta(days=days), week, after) == (days >= after)


def test_days_without_school_do_not_count() -> None:
    assert not rules.needs_reminder(AUTUMN, AUTUMN + timedelta(days=30), [AUTUMN], 1)


def test_the_newest_decision_that_holds_is_the_schools() -> None:
    decided = [Decided(AUTUMN, 3), Decided(AUTUMN + timedelta(days=9), 8)]
    assert rules.remind_after_on(decided, AUTUMN) == 3
    assert rules.remind_after_on(decided, AUTUMN + timedelta(days=9)) == 8
    assert rules.remind_after_on(decided, AUTUMN - timedelta(days=1)) == rules.DEFAULT_REMIND_AFTER


@pytest.mark.parametrize("days", [0, 31])
def test_a_wait_that_cannot_be_is_refused(days: int) -> None:
    with pytest.raises(Invalid):
        rules.checked_wait(days)
