"""What the browser sends from the pages of self-assessment."""

from typing import Literal

from skolplattform.assessment.self_assessment.rules import WORDS_LENGTH
from skolplattform.core.gate import Id, Key, Payload, Text, Version


class UnitOpened(Payload):
    """A unit to open; the key is the click's."""

    plan_id: Id
    key: Key


class Which(Payload):
    """An opening to look at."""

    opening_id: Id


class Closed(Payload):
    """An opening to close, in the version that was on the screen."""

    opening_id: Id
    version: Version


class WordChosen(Payload):
    """Jag kan, jag är på väg, jag behöver hjälp."""

    opening_id: Id
    criterion_id: Id
    own: Literal["can", "on_my_way", "help"]


class SentenceWritten(Payload):
    """The student's own sentence."""

    opening_id: Id
    criterion_id: Id
    words: Text(WORDS_LENGTH)  # type: ignore[valid-type]
