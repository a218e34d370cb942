"""The rules of grading and judging, without a database."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.assessment import rules
from skolplattform.assessment.rules import Standing
from skolplattform.core.errors import Invalid
from tests.assessment.conftest import CRITERIA, LETTERS

CODES = st.sampled_from(["", "-", *"FEDCBA"])


@pytest.mark.parametrize("written", ["-", "–", "—", " - ", "streck", "STRECK", "9"])
def test_a_dash_is_a_decision_and_never_a_letter(written: str) -> None:
    """R-G01, R-G02."""
    decision = rules.grade_decision(written)
    assert (decision.value, decision.not_set, decision.shown) == (None, True, "–")


@pytest.mark.parametrize("letter", "ABCDEF")
def test_the_scale_has_six_letters(letter: str) -> None:
    decision = rules.grade_decision(letter.lower())
    assert (decision.value, decision.not_set) == (letter, False)


@given(st.text(max_size=20))
def test_anything_else_is_refused(written: str) -> None:
    value = written.strip().upper()
    if value in {*rules.LETTERS, "-", "–", "—", "STRECK", "9"}:
        assert (rules.grade_decision(written).value in rules.LETTERS) != rules.grade_decision(written).not_set
    else:
        with pytest.raises(Invalid):
            rules.grade_decision(written)


def test_school_forms_have_scales_of_their_own() -> None:
    """R-V01, R-V08."""
    assert rules.grade_decision("vg", rules.legal_grades("YH")).value == "VG"
    with pytest.raises(Invalid):
        rules.grade_decision("A", rules.legal_grades("SFI"))
    with pytest.raises(Invalid):
        rules.grade_decision("F", rules.legal_grades("GYS"))


@given(CODES)
def test_a_cell_says_a_legal_level_lacking_evidence_or_nothing(code: str) -> None:
    held = rules.standing(code, LETTERS)
    assert held.code == code
    assert held.is_empty == (code == "")
    assert not (held.no_evidence and held.level)


@given(st.text(min_size=1, max_size=4).filter(lambda text: text not in "-FEDCBA"))
def test_a_level_of_another_scale_is_refused(code: str) -> None:
    with pytest.raises(Invalid):
        rules.standing(code, LETTERS)


@given(st.lists(CODES, max_size=12))
def test_progress_counts_criteria_and_gives_no_grade(codes: list[str]) -> None:
    """R-G19: reached is never more than judged, judged never more than there are; nothing is a letter."""
    counted = rules.progress([rules.standing(code, LETTERS) for code in codes], LETTERS, len(codes))
    assert 0 <= counted.reached <= counted.judged <= counted.total == len(codes)
    assert counted.reached == sum(code in "EDCBA" for code in codes if code)


def test_lacking_evidence_is_not_reached_and_f_is_not_reached() -> None:
    counted = rules.progress([Standing(no_evidence=True), Standing("F"), Standing("E")], LETTERS, 3)
    assert (counted.reached, counted.judged) == (1, 3)


def test_no_rule_makes_a_grade_out_of_judgements() -> None:
    """R-G03, R-G19: whatever takes several judgements gives counts, never a letter."""
    makers = [rules.progress, rules.tally]
    for name, function in inspect.getmembers(rules, inspect.isfunction):
        takes_several = "standings" in inspect.signature(function).parameters
        assert (function in makers) == takes_several, name
    assert [inspect.signature(maker).return_annotation for maker in makers] == [rules.Reached, rules.Tally]


@pytest.mark.parametrize(
    ("level", "described"),
    [("F", ()), ("E", ("E",)), ("D", ("E", "C")), ("C", ("C",)), ("B", ("C", "A")), ("A", ("A",)), ("", ())],
)
def test_b_and_d_lie_between_the_worded_levels(level: str, described: tuple[str, ...]) -> None:
    """R-G03: only A, C and E are worded."""
    assert rules.wordings_for(level, CRITERIA[0].wordings, LETTERS) == described


def test_a_combined_grade_stands_alone() -> None:
    """R-G14."""
    assert rules.block_of("KE") == "NO"
    assert rules.block_of("MA") == ""
    assert rules.clashes_with_block("KE", ["NO"])
    assert rules.clashes_with_block("SO", ["MA", "HI"])
    assert not rules.clashes_with_block("KE", ["BI", "FY", "SO"])


def test_the_next_step_is_the_next_worded_level_that_passes() -> None:
    worded = (("E", "i stort"), ("C", "väl"), ("A", "säkert"))
    found = {level: rules.next_step(level, worded, LETTERS)[0] for level in ("F", "E", "D", "C", "B", "A", "", "-")}
    assert found == {"F": "E", "E": "C", "D": "C", "C": "A", "B": "A", "A": "", "": "", "-": ""}
