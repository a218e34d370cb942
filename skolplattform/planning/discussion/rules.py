"""Until when one writes in a discussion, who sees what, and how long words may be. No database and no clock."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from skolplattform.core.errors import Invalid

QUESTION_LENGTH, TEXT_LENGTH, REASON_LENGTH = 1_000, 4_000, 500
PAGE = 40
"""So many contributions on a page."""
LONGEST_OPEN = timedelta(days=366)


class Task(StrEnum):
    """What somebody is writing: something new, an answer, other words for their own, a reason to hide, a report."""

    NEW = "new"
    ANSWER = "answer"
    EDIT = "edit"
    HIDE = "hide"
    REPORT = "report"


DRAFTED = frozenset({Task.NEW, Task.ANSWER, Task.EDIT})
"""What saves itself while it is written."""


def is_open(*, closes_on: date, closed_at: datetime | None, today: date) -> bool:
    """Can students write? The last day counts."""
    return closed_at is None and today <= closes_on


def sees_others(*, answers_first: bool, has_answered: bool, is_open: bool) -> bool:
    """Does a student read what classmates have written? Once it is over, everybody does."""
    return has_answered or not answers_first or not is_open


def require_open(*, is_open: bool) -> None:
    """One may write in it still.

    Raises:
        Invalid: it is closed.
    """
    if not is_open:
        raise Invalid("text", "discussion.error.closed")


def checked_text(written: str) -> str:
    """What is said.

    Raises:
        Invalid: nothing, or too much.
    """
    return _words("text", written, TEXT_LENGTH)


def checked_question(written: str) -> str:
    """What is asked.

    Raises:
        Invalid: nothing, or too much.
    """
    return _words("question", written, QUESTION_LENGTH)


def checked_reason(written: str) -> str:
    """Why a contribution is hidden: its writer is told.

    Raises:
        Invalid: no reason, or too long a one.
    """
    return _words("text", written, REASON_LENGTH)


def checked_report(written: str) -> str:
    """What a student says is wrong; it may be left out.

    Raises:
        Invalid: too much.
    """
    text = written.strip()
    if len(text) > REASON_LENGTH:
        raise Invalid("text", "discussion.error.text", most=REASON_LENGTH)
    return text


def checked_closing(day: date | None, today: date) -> date:
    """The last day to write: today or later, and within a year.

    Raises:
        Invalid: it is none of those.
    """
    if day is None or not today <= day <= today + LONGEST_OPEN:
        raise Invalid("closes_on", "discussion.error.closes_on")
    return day


def host_of(link: str) -> str:
    """Where a link leads, as shown beside it: foreign letters are written out, so that none looks like another."""
    host = urlsplit(link).hostname or ""
    return host if host.isascii() else host.encode("idna").decode()


def pages(contributions: int) -> int:
    """How many pages they fill; an empty discussion has one."""
    return max(1, -(-contributions // PAGE))


def _words(field: str, written: str, most: int) -> str:
    text = written.strip()
    if not text or len(text) > most:
        raise Invalid(field, "discussion.error.text", most=most)
    return text
