"""Every text in both languages, and every text that is asked for is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from skolplattform.i18n.catalogue import LANGUAGES, Phrase, catalogue
from tests.guards import source

KEYED = {"t", "text", "both", "phrase"}
KEY = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+(?<!_)$")
PLACE = re.compile(r"{(\w+)}")
WORDS = re.compile(r"[a-zåäö]{2,}", re.IGNORECASE)


def _forms(value: Phrase) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


def _asked_for() -> Iterator[tuple[str, str]]:
    """Keys that the code asks for with a literal, and where."""
    calls = {
        (source.dotted(node.func).split(".")[-1], id(argument))
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        for argument in node.args[:1]
    }
    keys = {argument for function, argument in calls if function in KEYED}
    for path in source.python_files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_key(node, keys):
                yield node.value, f"{source.name(path)}:{node.lineno}"


def _is_key(node: ast.Constant, asked: set[int]) -> bool:
    """A text that is asked for, or that can be nothing else: it begins as other texts of the catalogues do."""
    return bool(KEY.match(node.value)) and (id(node) in asked or node.value.rsplit(".", 1)[0] in _stems())


@cache
def _stems() -> set[str]:
    """Beginnings of keys that exist, so that `audit.record` (a verb) is not taken for a text."""
    return {key.rsplit(".", 1)[0] for key in catalogue("sv") if key.count(".") > 1}


def test_both_languages_have_the_same_texts() -> None:
    swedish, english = (set(catalogue(language)) for language in LANGUAGES)
    assert swedish - english == set(), "missing in English"
    assert english - swedish == set(), "missing in Swedish"


def test_both_languages_have_the_same_places_and_forms() -> None:
    wrong = []
    for key, swedish in catalogue("sv").items():
        english = catalogue("en").get(key, "")
        places = [{p for form in _forms(value) for p in PLACE.findall(form)} for value in (swedish, english)]
        if places[0] != places[1] or type(swedish) is not type(english):
            wrong.append(key)
    assert not wrong


def test_no_text_is_empty() -> None:
    assert not [(k, language) for language in LANGUAGES for k, v in catalogue(language).items() if not all(_forms(v))]


def test_every_text_that_is_asked_for_exists() -> None:
    known = set(catalogue("sv"))
    missing = sorted({f"{key} ({place})" for key, place in _asked_for() if key not in known})
    assert not missing


@pytest.mark.parametrize(
    "element", ["button", "h1", "h2", "h3", "p", "label", "legend", "th", "caption", "summary", "span"]
)
def test_pages_hold_no_text_of_their_own(element: str) -> None:
    """Words on a page come from the catalogues; names of the product and signs may stand."""
    wrong = [
        f"{source.name(path)}:{node.lineno} {argument.value!r}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and source.dotted(node.func) == f"rx.el.{element}"
        for argument in node.args
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and WORDS.search(argument.value)
        and argument.value not in {"Skolplattform", "Svenska", "English"}
    ]
    assert not wrong
