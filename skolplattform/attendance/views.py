"""What the pages of attendance show: small frozen pictures, ready to print."""

from dataclasses import dataclass, field
from typing import Self

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row of the roster. `told` says who told the absence, when and how long.

    Minutes are those away by kind; `part` is how many the mark takes when it does not take the whole lesson.
    """

    id: str
    name: str
    initials: str
    mark: str = "present"
    part: int = 0
    valid: int = 0
    invalid: int = 0
    other: int = 0
    told: Text = NO_TEXT
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A student whose saved mark is another than the one on the screen."""

    name: str
    saved: str
    mine: str


@dataclass(frozen=True, slots=True)
class NextLesson:
    """Another lesson of the day that waits to be reported."""

    id: str = ""
    name: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A lesson and everyone in it. Times are local, HH:MM. `version` 0: nobody has reported it.

    `duty`: those in it must attend (R-A12). `closed` names the closed day it lies on; `correction` says what a save
    needs (`rules.Correction`). `masked`: ids of those who stand without a name (protected identity).
    """

    id: str = ""
    name: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    rooms: str = ""
    minutes: int = 0
    version: int = 0
    reported_at: str = ""
    reporter: str = ""
    cancelled: bool = False
    closed: str = ""
    correction: str = ""
    leads: bool = False
    duty: bool = True
    not_begun: bool = False
    told: tuple[Pupil, ...] = ()
    rest: tuple[Pupil, ...] = ()
    next: NextLesson = NextLesson()
    masked: tuple[str, ...] = ()

    @classmethod
    def empty(cls) -> Self:
        """No lesson yet."""
        return cls()

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """Everyone, in the order they are shown."""
        return (*self.told, *self.rest)


@dataclass(frozen=True, slots=True)
class ReportableChild:
    """A student the actor may report absent today. `line`: today's hours; `told`: already reported today."""

    id: str
    name: str
    given: str
    initials: str
    tone: str
    class_name: str
    hours: Text
    is_told: bool


@dataclass(frozen=True, slots=True)
class OwnReport:
    """An absence the actor may see and take back. `can`: withdraw, end or nothing."""

    id: str
    version: int
    child: str
    days: Text
    hours: Text
    told: Text
    can: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided from a day; no `until`: until something else is decided."""

    id: str
    since: Text
    until: Text
    by: str
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A place's decisions about attendance. `typed` are as their fields show them, `above` what holds without."""

    places: tuple[tuple[str, str], ...] = ()
    place: str = ""
    name: str = ""
    version: int = 0
    typed: dict[str, str] = field(default_factory=dict)
    above: dict[str, Text] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeLesson:
    """A lesson that a report touches. No `mark`: nobody has reported it, and it opens as told."""

    name: str
    when: Text
    mark: str
    line: Text


@dataclass(frozen=True, slots=True)
class ReportMade:
    """A report, what may be changed of it, and what the school made of it. Times are HH:MM, empty for whole days.

    `more` lessons wait besides those shown, and open as told.
    """

    id: str = ""
    version: int = 0
    child: str = ""
    days: Text = NO_TEXT
    hours: Text = NO_TEXT
    told: Text = NO_TEXT
    first: str = ""
    last: str = ""
    from_time: str = ""
    until_time: str = ""
    has_begun: bool = False
    may_change: bool = False
    lessons: tuple[MadeLesson, ...] = ()
    more: int = 0
