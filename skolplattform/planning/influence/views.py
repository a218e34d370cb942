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


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """A council in a list; `edition` counts its approved minutes, `is_open`: they are being written or corrected."""

    id: str
    group: str
    day: str
    edition: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class CouncilList:
    """A page of councils, the latest first."""

    lines: tuple[CouncilLine, ...] = ()
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point of the agenda; `by` is who proposed it."""

    id: str
    title: str
    by: str
    minutes: str
    version: int = 1
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """Who does what until when; `who` is empty for everybody, `of` is the day of the council that decided."""

    id: str
    text: str
    who: str
    due: str
    is_done: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class EditionShown:
    """Minutes as they once were approved, by whom and when; later ones hold."""

    number: int
    day: str
    time: str
    by: str
    points: tuple[PointShown, ...]
    decisions: tuple[DecisionShown, ...]


@dataclass(frozen=True, slots=True)
class CouncilShown:
    """A council as one person sees it. `carried` are decisions of earlier ones that nobody has done yet.

    `earlier` are the editions before the one that is shown, the latest first.
    """

    id: str = ""
    group: str = ""
    day: str = ""
    secretary: str = ""
    secretary_id: str = ""
    edition: int = 0
    is_open: bool = False
    approved: str = ""
    version: int = 1
    leads: bool = False
    may_write: bool = False
    may_propose: bool = False
    points: tuple[PointShown, ...] = ()
    decisions: tuple[DecisionShown, ...] = ()
    carried: tuple[DecisionShown, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    earlier: tuple[EditionShown, ...] = ()
