"""R-I04, R-I05: what a result says, and the clock of the early-support guarantee."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.assessment.screening import rules
from skolplattform.assessment.screening.materials import (
    SUBJECTS,
    Level,
    Part,
    Promptly,
    in_use,
    levels,
    materials,
    promptly_on,
)
from skolplattform.assessment.screening.rules import Care, Need, Progress, Said, Step
from skolplattform.core.errors import Invalid

POINTS, WORDS = Part("ljud", "Ljud", 10, 6), Part("forsta", "Förstå")
STEPS = (Level("1", "Inte än", signal=True), Level("2", "På väg", signal=False))
TODAY, ENDS = date(2026, 11, 18), date(2027, 6, 30)
DAYS = [day for n in range(90) if (day := date(2026, 11, 2) + timedelta(days=n)).weekday() < 5]
SOON = Promptly(date(2019, 7, 1), 10, 20)


@pytest.mark.parametrize(
    ("value", "part", "signals"),
    [("5", POINTS, True), ("6", POINTS, False), ("0", POINTS, True), ("-", POINTS, False), ("", POINTS, False),
     ("1", WORDS, True), ("2", WORDS, False), ("-", WORDS, False)],
)  # fmt: skip
def test_below_the_limit_is_a_signal_and_nothing_else_is(value: str, part: Part, signals: bool) -> None:
    assert rules.is_signal(value, part, STEPS) is signals


@pytest.mark.parametrize(
    ("value", "part"), [("11", POINTS), ("A", POINTS), ("-1", POINTS), ("3", WORDS), ("²", POINTS)]
)
def test_what_the_part_has_not_is_refused(value: str, part: Part) -> None:
    with pytest.raises(Invalid):
        rules.checked_value(value, part, STEPS)


@given(st.integers(0, 10))
def test_more_points_never_raise_a_signal_that_fewer_did_not(points: int) -> None:
    less, more = (rules.is_signal(str(n), POINTS, STEPS) for n in (max(0, points - 1), points))
    assert less or not more


def test_a_child_is_done_when_every_part_has_a_result() -> None:
    material = next(one for one in materials() if one.code == "hitta-spraket")
    values = {part.code: "2" for part in material.parts}
    assert rules.progress_of(values, material) is Progress.DONE
    assert rules.progress_of(values | {"ljud": "-"}, material) is Progress.BEGUN
    assert rules.progress_of({}, material) is Progress.NOT_BEGUN


def due(care: Care, today: date = TODAY) -> rules.Due:
    return rules.due(care, promptly=SOON, school_days=DAYS, year_ends=ENDS, today=today)


def test_the_clock_goes_from_signal_to_follow_up() -> None:
    signal = Care(date(2026, 11, 2))
    assert due(signal) == rules.Due(Step.ASSESS, date(2026, 11, 16), is_late=True)
    looked_at = Care(signal.signal_on, TODAY, Need.ADAPTATIONS)
    assert due(looked_at) == rules.Due(Step.PLAN, date(2026, 11, 30))
    planned = Care(signal.signal_on, TODAY, Need.ADAPTATIONS, TODAY)
    assert due(planned) == rules.Due(Step.FOLLOW_UP, ENDS)
    assert due(Care(signal.signal_on, TODAY, Need.SPECIAL, TODAY, TODAY)).step is Step.DONE


def test_no_need_ends_it() -> None:
    assert due(Care(date(2026, 11, 2), TODAY, Need.NONE)) == rules.Due(Step.DONE, None)


@given(st.integers(0, 60), st.integers(0, 40))
def test_the_last_day_is_a_weekday_and_never_before_the_signal(after: int, days: int) -> None:
    first = DAYS[0] + timedelta(days=after)
    found = rules.day_after(first, days, DAYS)
    assert found >= first
    assert days == 0 or found.weekday() < 5


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said("Ser ljuden."), "need"),
        (Said(need="none"), "assessment"),
        (Said("Ser.", "maybe"), "need"),
        (Said("Ser.", "none", measures="Lästräning."), "need"),
        (Said(follow_up="Gick bra."), "measures"),
    ],
)
def test_each_step_stands_on_the_one_before(said: Said, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.checked_said(said)
    assert wrong.value.field == field


def test_the_data_hold_together() -> None:
    """Every part can be signalled in, every mandatory year has its reading and its mathematics or a criterion."""
    assert {one.subject for one in materials()} == set(SUBJECTS)
    assert len({one.code for one in materials()}) == len(materials())
    for material in materials():
        assert len({part.code for part in material.parts}) == len(material.parts)
        assert all(0 < part.limit <= part.most for part in material.parts if part.most)
    assert any(level.signal for level in levels())
    assert not levels()[-1].signal
    autumn = {one.code for one in in_use(TODAY, "HT", (0, 1)) if one.mandatory}
    assert autumn == {"hitta-spraket", "hitta-matematiken", "lasa-1-ht", "matematik-1-ht"}
    assert in_use(date(2015, 9, 1), "HT", range(4)) == ()
    assert promptly_on(TODAY).assess_within < promptly_on(TODAY).plan_within
