"""What may be voted on, when a result is shown, and how minutes are read at home. No database and no clock."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from skolplattform.core.errors import Invalid

QUESTION_LENGTH, CHOICE_LENGTH = 300, 200
FEWEST, MOST = 2, 8
POINT_LENGTH, MINUTES_LENGTH, DECISION_LENGTH = 200, 4_000, 500
LEAST_SECRET = 5
"""Fewer votes than these in a secret vote are not shown: among so few one can guess who chose what."""
LONGEST_OPEN = timedelta(days=366)


def checked_question(written: str) -> str:
    """What is asked.

    Raises:
        Invalid: nothing, or too much.
    """
    text = written.strip()
    if not text or len(text) > QUESTION_LENGTH:
        raise Invalid("question", "influence.error.question", most=QUESTION_LENGTH)
    return text


def checked_choices(written: str) -> list[str]:
    """The alternatives, one on each line.

    Raises:
        Invalid: fewer than two or more than eight, the same twice, or one that is too long.
    """
    choices = [line.strip() for line in written.splitlines() if line.strip()]
    same = len({choice.casefold() for choice in choices}) < len(choices)
    if same or not FEWEST <= len(choices) <= MOST or max(map(len, choices)) > CHOICE_LENGTH:
        raise Invalid("choices", "influence.error.choices", fewest=FEWEST, most=MOST, longest=CHOICE_LENGTH)
    return choices


def checked_day(day: date | None, today: date) -> date:
    """The last day to vote: today or later, and within a year.

    Raises:
        Invalid: it is none of those.
    """
    if day is None or not today <= day <= today + LONGEST_OPEN:
        raise Invalid("closes_on", "influence.error.closes_on")
    return day


def shows_result(*, is_secret: bool, is_open: bool, votes: int) -> bool:
    """Is it shown how the votes fell? Of a secret vote only when it is over and enough have voted."""
    return not is_secret or (not is_open and votes >= LEAST_SECRET)


def share(votes: int, of: int) -> int:
    """Votes in per cent of all that were given."""
    return round(100 * votes / of) if of else 0


def checked_words(field: str, written: str, most: int) -> str:
    """What a point or a decision is called.

    Raises:
        Invalid: at the field: nothing, or too much.
    """
    text = written.strip()
    if not text or len(text) > most:
        raise Invalid(field, "council.error.words", most=most)
    return text


def require_unapproved(*, is_open: bool) -> None:
    """Minutes that are approved stand as they are.

    Raises:
        Invalid: they are approved.
    """
    if not is_open:
        raise Invalid("state", "council.error.approved")


def without_names(text: str, known: Collection[str], instead: str) -> str:
    """The text without these names, however they are written: what a home reads of other children's words.

    A name is replaced as a whole word, with a genitive s, and so is half of a double one: rather a word too many than a
    child too many.
    """
    parts = {part for name in known for word in name.split() for part in (word, *word.split("-"))}
    words = sorted((part for part in parts if len(part) > 1), key=len, reverse=True)
    if not words:
        return text
    pattern = "|".join(re.escape(word) for word in words)
    one = rf"\b(?:{pattern})(s?)\b"
    return re.sub(rf"{one}(?:\s+{one})*", lambda found: instead + (found[2] or found[1]), text, flags=re.IGNORECASE)
