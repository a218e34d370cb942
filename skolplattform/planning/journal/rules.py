"""What an entry of the journal needs before homes read it, and which goals a term has met. No database and no clock.

The förskola gives no grades and judges no single child's performance: an entry has words, pictures, goals for the work
and who took part, and nothing that says how well.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from skolplattform.core.errors import Invalid

TITLE_LENGTH, TEXT_LENGTH, PAGE = 120, 4_000, 15


class Field(StrEnum):
    """What is written in an entry."""

    TITLE = "title"
    TEXT = "text"


LONGEST = {Field.TITLE: TITLE_LENGTH, Field.TEXT: TEXT_LENGTH}


def checked_words(field: Field, text: str) -> str:
    """What was written, as long as it may be.

    Raises:
        Invalid: at the field: too long.
    """
    if len(text) > LONGEST[field]:
        raise Invalid(field.value, "journal.error.long", most=LONGEST[field])
    return text


def require_draft(*, is_published: bool) -> None:
    """What homes read stands as they read it: it is taken back before it is changed.

    Raises:
        Invalid: it is published.
    """
    if is_published:
        raise Invalid("state", "journal.error.published")


def require_publishable(*, title: str, text: str, pictures: int) -> None:
    """It has a name, and words or a picture.

    Raises:
        Invalid: at the field that lacks something.
    """
    if not title.strip():
        raise Invalid("title", "journal.error.title")
    if not text.strip() and not pictures:
        raise Invalid("text", "journal.error.empty")


def pages(entries: int) -> int:
    """How many pages the entries fill; an empty journal has one."""
    return max(1, -(-entries // PAGE))


def times_met(goals: Iterable[str], touched: Iterable[str]) -> dict[str, int]:
    """How often each goal has been documented; those that have not stand with none."""
    found = Counter(touched)
    return {goal: found[goal] for goal in goals}


def months_back(today: date, count: int) -> list[date]:
    """The first days of the latest months, the earliest first; this month is the last."""
    months, at = [], today.replace(day=1)
    for _ in range(count):
        months.append(at)
        at = at.replace(year=at.year - (at.month == 1), month=(at.month - 2) % 12 + 1)
    return months[::-1]
