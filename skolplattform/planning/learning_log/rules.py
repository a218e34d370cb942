"""What a log entry needs before others read it, and what may be changed when. No database and no clock.

A log is words and pictures. Nothing in it is a grade, a level or points (R-G19).
"""

from enum import StrEnum

from skolplattform.core.errors import Invalid

TITLE_LENGTH, TEXT_LENGTH, SHORT_LENGTH, COMMENT_LENGTH = 120, 8_000, 2_000, 2_000
PAGE = 25
"""So many entries of a group on a page of its teacher's."""


class Field(StrEnum):
    """What a student writes in an entry."""

    TITLE = "title"
    TEXT = "text"
    LEARNT = "learnt"
    NEXT = "next_step"


LONGEST = {
    Field.TITLE: TITLE_LENGTH,
    Field.TEXT: TEXT_LENGTH,
    Field.LEARNT: SHORT_LENGTH,
    Field.NEXT: SHORT_LENGTH,
}


def checked_words(field: Field, text: str) -> str:
    """What was written, as long as it may be.

    Raises:
        Invalid: at the field: too long.
    """
    if len(text) > LONGEST[field]:
        raise Invalid(field.value, "log.error.long", most=LONGEST[field])
    return text


def require_draft(*, is_shown: bool) -> None:
    """What others read stands as they read it: it is taken back before it is changed.

    Raises:
        Invalid: it is shown.
    """
    if is_shown:
        raise Invalid("state", "log.error.shown")


def require_uncommented(*, has_comments: bool) -> None:
    """What a teacher has answered is not thrown away with it.

    Raises:
        Invalid: there is a comment.
    """
    if has_comments:
        raise Invalid("state", "log.error.commented")


def require_showable(*, title: str, words: tuple[str, ...], has_group: bool) -> None:
    """It can be read: it has a name, says something, and belongs to a subject, whose teachers are those who read.

    Raises:
        Invalid: at the field that lacks something.
    """
    if not title.strip():
        raise Invalid("title", "log.error.title")
    if not any(text.strip() for text in words):
        raise Invalid("text", "log.error.empty")
    if not has_group:
        raise Invalid("place", "log.error.place")


def checked_comment(written: str) -> str:
    """A teacher's words.

    Raises:
        Invalid: none, or too many.
    """
    text = written.strip()
    if not text or len(text) > COMMENT_LENGTH:
        raise Invalid("comment", "log.error.comment", most=COMMENT_LENGTH)
    return text


def pages(entries: int) -> int:
    """How many pages the entries of a group fill; an empty log has one."""
    return max(1, -(-entries // PAGE))
