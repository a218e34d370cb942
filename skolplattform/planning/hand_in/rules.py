"""What may be handed in, until when, and what a hand-in is: the rules of hand-ins. No database and no clock.

A hand-in is done or not done. No grade and no points come out of it (R-G19).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from urllib.parse import urlsplit

from skolplattform.core.errors import Invalid
from skolplattform.planning.set_work.rules import Takes

TEXT_LENGTH, LINK_LENGTH = 20_000, 500
FEEDBACK_LENGTH, COMMENT_LENGTH = 4_000, 500
MOST_FILES, MOST_COMMENTS = 10, 60


class State(StrEnum):
    """What a hand-in is. To the teacher a draft is as good as nothing."""

    NONE = "none"
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    LATE = "late"
    RETURNED = "returned"
    APPROVED = "approved"


class Outcome(StrEnum):
    """What a teacher answers: do more of it, or it is done."""

    RETURN = "return"
    APPROVE = "approve"


WAITING = frozenset({State.HANDED_IN, State.LATE})
"""Those that wait for the teacher."""
WRITABLE = frozenset({State.NONE, State.DRAFT, State.RETURNED})
"""Those that the student writes in."""
ANSWERED = {Outcome.RETURN: State.RETURNED, Outcome.APPROVE: State.APPROVED}
UNDO_FOR = timedelta(minutes=1)
"""How long a teacher can take back an answer."""
NEW_FOR = timedelta(days=7)
"""How long an answer stands on the start pages of student and guardians."""
PILE = (State.LATE, State.HANDED_IN, State.RETURNED, State.NONE, State.DRAFT, State.APPROVED)
"""The order of a teacher's pile, after the age of what waits: what waits first, what is done last."""


def require_writable(state: State) -> None:
    """The student may write in it.

    Raises:
        Invalid: it is handed in, or done.
    """
    if state not in WRITABLE:
        raise Invalid("state", "handin.error.not_writable")


def handed_in(state: State, at: datetime, due: datetime, *, late_allowed: bool) -> State:
    """What it is when it is handed in at this moment. What the teacher gave back is never late.

    Raises:
        Invalid: already handed in or done, or too late.
    """
    require_writable(state)
    if state is State.RETURNED or at <= due:
        return State.HANDED_IN
    if not late_allowed:
        raise Invalid("due", "handin.error.too_late")
    return State.LATE


def can_hand_in(state: State, at: datetime, due: datetime, *, late_allowed: bool) -> bool:
    """May it be handed in now?"""
    return state in WRITABLE and (state is State.RETURNED or at <= due or late_allowed)


def can_take_back(state: State, at: datetime, due: datetime) -> bool:
    """Handed in, and the time is not out."""
    return state in WAITING and at <= due


def taken_back(state: State, at: datetime, due: datetime, *, was_returned: bool) -> State:
    """What it is when the student takes it back: as before it was handed in.

    Raises:
        Invalid: it is not handed in, or the time is out.
    """
    if not can_take_back(state, at, due):
        raise Invalid("state", "handin.error.take_back")
    return State.RETURNED if was_returned else State.DRAFT


def answer_undone(sent_at: datetime, now: datetime, *, was_late: bool) -> State:
    """What it is again when a teacher takes back the answer that was just sent.

    Raises:
        Invalid: the time is out.
    """
    if now - sent_at > UNDO_FOR:
        raise Invalid("state", "handin.error.undo_too_late")
    return State.LATE if was_late else State.HANDED_IN


def answered(state: State, outcome: Outcome, *, words: str, comments: int) -> State:
    """What it is when the teacher's answer is sent. Who is asked for more is told what.

    Raises:
        Invalid: nothing waits for an answer, or it says nothing.
    """
    if state not in WAITING:
        raise Invalid("state", "handin.error.not_waiting")
    if outcome is Outcome.RETURN and not words.strip() and not comments:
        raise Invalid("feedback", "handin.error.no_words")
    return ANSWERED[outcome]


def checked_own_due(own: datetime | None, due: datetime) -> None:
    """A student's own time is later than that of the others: it gives time and takes none.

    Raises:
        Invalid: it is not.
    """
    if own is not None and own <= due:
        raise Invalid("own_day", "handin.error.own_day")


def checked_contents(takes: Takes, *, text: str, link: str, files: int) -> None:
    """Something of what is asked for is there, and nothing that is not.

    Raises:
        Invalid: nothing to hand in, a text that is too long, a link that is none.
    """
    if len(text) > TEXT_LENGTH:
        raise Invalid("text", "handin.error.text", most=TEXT_LENGTH)
    if takes.link:
        checked_link(link)
    there = (takes.text and text.strip()) or (takes.link and link.strip()) or (takes.files and files)
    if not there:
        raise Invalid("contents", "handin.error.empty")


def checked_link(written: str) -> str:
    """An address on the web that one may follow: https, a host with a dot, nobody's name or password in it.

    Raises:
        Invalid: it is none.
    """
    link = written.strip()
    if not link:
        return ""
    if len(link) > LINK_LENGTH or not link.isprintable() or any(sign in link for sign in " \\<>\"'`"):
        raise Invalid("link", "handin.error.link")
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise Invalid("link", "handin.error.link") from error
    if parts.scheme != "https" or "." not in host.strip(".") or parts.username is not None:
        raise Invalid("link", "handin.error.link")
    return link


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text that a comment is about, from sign to sign; signs are Unicode code points."""

    start: int
    end: int


def checked_passage(text: str, start: int, end: int) -> Passage:
    """A part of this text.

    Raises:
        Invalid: nothing is marked, or not in this text.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Invalid("passage", "handin.error.passage")
    return Passage(start, end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text with the numbers (from 1) of the comments about it; none: just text."""

    text: str
    comments: tuple[int, ...] = ()


def stretches(text: str, passages: Sequence[Passage]) -> tuple[Stretch, ...]:
    """The text cut where comments begin and end: put together again it is the text."""
    edges: Iterable[int] = {0, len(text), *(edge for one in passages for edge in (one.start, one.end))}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    return tuple(
        Stretch(text[first:last], tuple(n for n, one in enumerate(passages, 1) if one.start <= first < one.end))
        for first, last in pairwise(cuts)
    )
