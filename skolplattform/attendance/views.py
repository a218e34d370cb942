"""What the pages of attendance show: small frozen pictures, ready to print."""

from dataclasses import dataclass
from typing import Self

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row of the roster. Minutes are those away by kind; `told` says who told the absence, when and how long."""

    id: str
    name: str
    initials: str
    mark: str = "present"
    valid: int = 0
    invalid: int = 0
    other: int = 0
    told: Text = NO_TEXT
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class NextLesson:
    """Another lesson of the day that waits to be reported."""

    id: str = ""
    name: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """A lesson and everyone in it. Times are local, HH:MM. `version` 0: nobody has reported it."""

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
    not_begun: bool = False
    told: tuple[Pupil, ...] = ()
    rest: tuple[Pupil, ...] = ()
    next: NextLesson = NextLesson()

    @classmethod
    def empty(cls) -> Self:
        """No lesson yet."""
        return cls()

    @property
    def pupils(self) -> tuple[Pupil, ...]:
        """Everyone, in the order they are shown."""
        return (*self.told, *self.rest)


@dataclass(frozen=True, slots=True)
class DayLesson:
    """A lesson on a teacher's day. `state`: done, need (over or going on, not reported), now, later, off."""

    id: str
    name: str
    starts: str
    ends: str
    line: Text
    state: str
    reported_at: str = ""
    students: int = 0
    may_report: bool = False


@dataclass(frozen=True, slots=True)
class AwayStudent:
    """A student who is away today, told beforehand."""

    id: str
    name: str
    line: Text
    told_at: Text


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A student whose absence of the latest weeks passes the school's limit (R-A13)."""

    id: str
    name: str
    share: Text
    since: Text


@dataclass(frozen=True, slots=True)
class ClassNow:
    """A mentor's class as it stands. `unknown`: nobody has reported a lesson of theirs today. No name: no class."""

    names: str = ""
    students: int = 0
    here: int = 0
    valid: int = 0
    invalid: int = 0
    unknown: int = 0
    over: tuple[OverLimit, ...] = ()
    limit: Text = NO_TEXT


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
