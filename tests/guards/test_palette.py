"""Colours that people can read: the style sheet and the tokens agree, contrast and distance are computed anew."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from setup.environment import ROOT
from skolplattform.ui.theme import LEVELS, MARKS, TOKENS, Shade
from tests.support.colour import blind_views, contrast, distance

TEXT, LARGE = 4.5, 3.0
CSS = (ROOT / "assets" / "skolplattform.css").read_text("utf-8")
PAIRS = [
    ("ink", "ground"),
    ("ink", "sheet"),
    ("ink", "sunk"),
    ("ink", "tint"),
    ("ink", "need-tint"),
    ("ink", "stop-tint"),
    ("soft", "ground"),
    ("soft", "sheet"),
    ("act", "ground"),
    ("act", "sheet"),
    ("act", "tint"),
    ("stop", "sheet"),
    ("stop", "stop-tint"),
]
EDGES = [("edge", "ground"), ("edge", "sheet"), ("act", "ground"), ("stop", "sheet")]
MODES = ("light", "dark")
SMALLEST_MARKS = {"light": 29, "dark": 26}
SMALLEST_LEVELS = {"light": 16, "dark": 13}


def _of(shade: Shade, mode: str) -> str:
    return shade.light if mode == "light" else shade.dark


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(text: str, ground: str, mode: str) -> None:
    assert contrast(_of(TOKENS[text], mode), _of(TOKENS[ground], mode)) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(edge: str, ground: str, mode: str) -> None:
    assert contrast(_of(TOKENS[edge], mode), _of(TOKENS[ground], mode)) >= LARGE


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["act", "need", *MARKS, *LEVELS])
def test_letters_on_colours_can_be_read(name: str, mode: str) -> None:
    shade = {**TOKENS, **MARKS, **LEVELS}[name]
    letter = shade.on_light if mode == "light" else shade.on_dark
    assert contrast(letter, _of(shade, mode)) >= TEXT


@pytest.mark.parametrize("mode", MODES)
def test_marks_differ_also_for_the_colour_blind(mode: str) -> None:
    colours = [_of(shade, mode) for shade in MARKS.values()]
    closest = min(distance(*pair) for pair in combinations(colours, 2) for pair in blind_views(*pair))
    assert closest >= SMALLEST_MARKS[mode] - 1


@pytest.mark.parametrize("mode", MODES)
def test_neighbouring_grades_differ_also_for_the_colour_blind(mode: str) -> None:
    colours = [_of(LEVELS[grade], mode) for grade in "ABCDEF"]
    closest = min(distance(*view) for pair in pairwise(colours) for view in blind_views(*pair))
    assert closest >= SMALLEST_LEVELS[mode] - 1


def _declared(name: str) -> tuple[str, str] | None:
    found = re.search(rf"--{re.escape(name)}:\s*light-dark\((#\w+),\s*(#\w+)\)", CSS)
    return (_long(found[1]), _long(found[2])) if found else None


def _long(colour: str) -> str:
    digits = colour.lstrip("#").upper()
    return "#" + ("".join(d * 2 for d in digits) if len(digits) == 3 else digits)


@pytest.mark.parametrize("name", sorted(TOKENS))
def test_the_style_sheet_holds_the_same_colours(name: str) -> None:
    declared = _declared(name)
    assert declared == (TOKENS[name].light, TOKENS[name].dark)
