"""The catalogues: one JSON file per module and language, Swedish the source and English complete.

A key is `<file>.<key>`: `attendance.save` is `save` in `attendance.json`. A phrase is a string with `{names}`,
or `{"one": ..., "other": ...}` chosen by the parameter `n`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("sv", "en")
SOURCE = "sv"
FOLDER = Path(__file__).parent

Phrase = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text made on the server, in both languages, so that the switch in the browser is instant."""

    sv: str = ""
    en: str = ""


NO_TEXT = Text()


@cache
def catalogue(language: str) -> dict[str, Phrase]:
    """All phrases of a language by full key."""
    phrases: dict[str, Phrase] = {}
    for file in sorted((FOLDER / language).glob("*.json")):
        for key, value in json.loads(file.read_text(encoding="utf-8")).items():
            phrases[f"{file.stem}.{key}"] = value
    return phrases


def phrase(key: str, language: str = SOURCE) -> Phrase:
    """The phrase as it stands in the catalogue. KeyError when nobody has written it in that language."""
    try:
        return catalogue(language)[key]
    except KeyError:
        raise KeyError(f"no text for {key!r} in skolplattform/i18n/{language}/") from None


def text(key: str, language: str = SOURCE, **params: object) -> str:
    """A finished text for mail, PDF, validation and logs; numbers are written the language's way."""
    from skolplattform.i18n.format import number

    chosen = phrase(key, language)
    if isinstance(chosen, dict):
        chosen = chosen["one"] if params.get("n") == 1 else chosen["other"]
    shown = {name: _shown(value, language, number) for name, value in params.items()}
    return chosen.format(**shown) if shown else chosen


def both(key: str, **params: object) -> Text:
    """The text in both languages, for a state var that the page shows with `t(State.var)`."""
    return Text(sv=text(key, "sv", **params), en=text(key, "en", **params))


def _shown(value: object, language: str, number: Callable[[Any, str], str]) -> str:
    if isinstance(value, Text):
        return getattr(value, language)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, language)
    return str(value)
