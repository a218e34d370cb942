"""What the pages of student influence show. Days are ISO."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PollLine:
    """A vote in a list; `waits` says that the student has not voted."""

    id: str
    question: str
    group: str
    closes: str
    is_open: bool
    is_secret: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PollList:
    """A page of votes; `groups` are those that a teacher can ask."""

    lines: tuple[PollLine, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    leads: bool = False
    until: str = ""
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative; `votes`, `share` and `who` are empty while the result is not shown."""

    number: int
    text: str
    votes: int = 0
    share: int = 0
    who: str = ""


@dataclass(frozen=True, slots=True)
class PollShown:
    """A vote as one person sees it. `few` says that too few voted for a secret result to be shown."""

    id: str = ""
    question: str = ""
    group: str = ""
    by: str = ""
    closes: str = ""
    is_open: bool = False
    is_secret: bool = False
    leads: bool = False
    may_vote: bool = False
    has_voted: bool = False
    shows_result: bool = False
    few: bool = False
    voted: int = 0
    members: int = 0
    choices: tuple[Choice, ...] = ()
