"""Points stay points, absences are said, and nothing becomes a grade."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.assessment.marks import rules
from skolplattform.assessment.marks.rules import Absence, Design, Form
from skolplattform.core.errors import Invalid

DAY = date(2026, 11, 12)
POINTS = Design("Bråk", DAY, Form.POINTS, most=20)
LEVELS = Design("Läsning", DAY, Form.LEVELS, levels=("Inte än", "På väg", "Klarar"))
WORDS = Design("Muntligt", DAY, Form.COMMENT)


@pytest.mark.parametrize(
    ("design", "field"),
    [
        (Design(" ", DAY, Form.COMMENT), "title"),
        (Design("Bråk", DAY, Form.POINTS), "most"),
        (Design("Bråk", DAY, Form.POINTS, most=301), "most"),
        (Design("Läsning", DAY, Form.LEVELS, levels=("En", "")), "level-0"),
        (Design("Läsning", DAY, Form.LEVELS, levels=("Lika", "lika")), "level-0"),
    ],
)
def test_a_test_has_a_name_and_what_its_form_needs(design: Design, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        rules.checked(design)
    assert wrong.value.field == field


def test_what_the_form_does_not_have_is_left_out() -> None:
    assert rules.checked(Design(" Tal ", DAY, Form.COMMENT, most=5, levels=("a", "b"))) == Design(
        "Tal", DAY, Form.COMMENT
    )


@pytest.mark.parametrize(
    ("raw", "says"),
    [("17,5", "17.5"), ("17.50", "17.5"), ("0", "0"), ("20", "20"), ("-", "-"), ("away", "away"), ("", "")],
)
def test_points_are_written_in_one_way(raw: str, says: str) -> None:
    assert rules.checked_code(raw, POINTS) == says


@pytest.mark.parametrize("raw", ["20.5", "17.3", "-1", "A", "nan", "inf", "1e9", "1"])
def test_what_is_not_on_the_scale_is_refused(raw: str) -> None:
    with pytest.raises(Invalid):
        rules.checked_code(raw, WORDS if raw == "1" else POINTS)


@given(st.integers(0, 40))
def test_every_half_point_up_to_the_most_can_be_written(halves: int) -> None:
    written = rules.checked_code(str(Decimal(halves) / 2), POINTS)
    assert rules.points_of(written) == Decimal(halves) / 2
    assert rules.checked_code(written, POINTS) == written


@given(st.lists(st.one_of(st.integers(0, 40).map(lambda n: str(Decimal(n) / 2)), st.sampled_from([*Absence, ""]))))
def test_everybody_is_counted_once_and_the_middle_lies_between(codes: list[str]) -> None:
    found = rules.spread(POINTS, [(code, "") for code in codes])
    written = [code for code in codes if code]
    assert found.done + found.away + found.unwritten + found.excused == len(written)
    if found.done:
        ends = [end for end in (found.lowest, found.middle, found.highest) if end is not None]
        assert len(ends) == 3
        assert ends == sorted(ends)


def test_levels_are_counted_and_never_summed() -> None:
    found = rules.spread(LEVELS, [("1", ""), ("3", ""), ("3", ""), ("-", "")])
    assert (found.by_level, found.done, found.lowest) == ((1, 0, 2), 3, None)


def test_of_a_comment_the_words_are_what_is_done() -> None:
    assert rules.spread(WORDS, [("", "Bra."), ("", ""), ("away", "Ring mig.")]).done == 1


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (POINTS, WORDS, "form"),
        (POINTS, Design("Bråk", DAY, Form.POINTS, most=17), "most"),
        (LEVELS, Design("Läsning", DAY, Form.LEVELS, levels=("Inte än", "Klarar")), "level-0"),
    ],
)
def test_once_results_are_written_they_keep_their_meaning(before: Design, after: Design, field: str) -> None:
    codes = ["17.5", "away"] if before is POINTS else ["2"]
    with pytest.raises(Invalid) as wrong:
        rules.check_change(before, after, codes)
    assert wrong.value.field == field
    rules.check_change(before, after, [])
