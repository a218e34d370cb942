"""A chart says its finding, keeps its figures in a table, and stays small."""

import json

import pytest

from skolplattform.i18n import Text
from skolplattform.ui import figures
from skolplattform.ui.charts import LINE, template
from skolplattform.ui.figures import MOST_POINTS, Words
from skolplattform.ui.theme import MARKS

WORDS = Words(
    Text("Närvaron föll i v. 46", "Attendance fell in week 46"), Text("Andel", "Share"), Text("Vecka", "Week")
)
WEEKS = [Text(f"v. {week}", f"wk {week}") for week in range(34, 48)]
SHARES = [0.93, 0.94, 0.93, 0.92, 0.93, 0.92, 0.91, 0.92, 0.91, 0.91, None, 0.87, 0.825, 0.861]


def _line() -> figures.Chart:
    return figures.week_line(WORDS, WEEKS, SHARES, value_name=Text("7B", "7B"))


def test_the_table_has_every_figure_of_the_picture() -> None:
    chart = _line()
    assert [row.name for row in chart.rows] == WEEKS
    assert chart.rows[12].cells[0] == Text("82,5\u00a0%", "82.5%")
    assert chart.rows[10].cells[0].sv == "–"


def test_the_lowest_and_the_latest_week_are_labelled() -> None:
    labelled = _line().figure["data"][4]
    assert labelled["x"] == ["v. 46", "v. 47"]
    assert labelled["y"] == [82.5, 86.1]


def test_the_picture_speaks_the_language_of_the_page() -> None:
    chart = _line()
    assert chart.figure["data"][4]["x"] == ["v. 46", "v. 47"]
    assert chart.english["data"][4]["x"] == ["wk 46", "wk 47"]
    assert [trace.get("y") for trace in chart.english["data"]] == [trace.get("y") for trace in chart.figure["data"]]


def test_names_that_are_the_same_in_both_languages_are_sent_once() -> None:
    assert figures.bars(WORDS, [Text("7A", "7A")], [0.1], value_name=Text("F", "A")).english == {}


def test_a_chart_without_any_known_week_can_be_drawn() -> None:
    chart = figures.week_line(WORDS, WEEKS, [None] * len(WEEKS), value_name=Text("7B", "7B"))
    assert chart.figure["data"][4]["x"] == []


def test_a_figure_is_small() -> None:
    assert len(json.dumps(_line().figure)) < 3_000
    assert len(json.dumps(template(LINE, dark=False))) < 2_500


def test_a_chart_refuses_more_points_than_a_browser_draws_well() -> None:
    many = [0.5] * (MOST_POINTS + 1)
    with pytest.raises(ValueError, match="points"):
        figures.bars(WORDS, [Text("x", "x")] * len(many), many, value_name=Text("Andel", "Share"))


def test_the_one_that_is_meant_stands_out_and_keeps_its_place() -> None:
    names = [Text(name, name) for name in ("7A", "7B", "8A")]
    chart = figures.bars(WORDS, names, [0.07, 0.11, 0.08], value_name=Text("F", "A"), keys=["a", "b", "c"], here=1)
    dim, meant = chart.figure["data"]
    assert dim["x"] == [7.0, None, 8.0]
    assert meant["x"] == [None, 11.0, None]
    assert [row.key for row in chart.rows] == ["a", "b", "c"]


def test_a_part_too_small_for_its_letter_has_none_but_stands_in_the_table() -> None:
    counts = [{"present": 97, "invalid": 3}]
    names = {mark: Text(mark, mark) for mark in MARKS}
    chart = figures.stacked(WORDS, [Text("7", "7")], counts, parts=tuple(MARKS), part_names=names)
    texts = dict(zip(MARKS, (trace["text"][0] for trace in chart.figure["data"]), strict=True))
    assert texts["present"] == "✓ 97"
    assert texts["invalid"] == ""
    assert chart.rows[0].cells[3].sv == "3"
