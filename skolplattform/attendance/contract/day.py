"""What attendance lends the start pages: a teacher's day, what waits for a mentor, the steps of the follow-up."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from skolplattform.i18n import NO_TEXT, Text

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


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
    day: str = ""


@dataclass(frozen=True, slots=True)
class AwayStudent:
    """A student who is away today, told beforehand."""

    id: str
    name: str
    line: Text
    told_at: Text


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A student whose absence of the latest weeks passes the school's limit (R-A13); `unreported` beside it (R-A15)."""

    id: str
    name: str
    share: Text
    since: Text
    unreported: Text


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
class MentorMatter:
    """Something about the own class that waits for its mentor. `kind` is leave, absence or limit."""

    kind: str
    title: Text
    line: Text
    href: str


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """A teacher's day. `topics` are those whose change is a reason to read it again, `turns_at` when the clock is.

    `earlier` are lessons of earlier days that still wait for their register, the oldest first; `earlier_more` is how
    many there are beyond those. `matters` wait for the actor as mentor.
    """

    lessons: tuple[DayLesson, ...] = ()
    earlier: tuple[DayLesson, ...] = ()
    earlier_more: int = 0
    away: tuple[AwayStudent, ...] = ()
    mentored: ClassNow = ClassNow()
    matters: tuple[MentorMatter, ...] = ()
    topics: tuple[str, ...] = ()
    turns_at: datetime | None = None


@runtime_checkable
class AttendanceToday(Protocol):
    """Asked by the teacher's start page: the day's lessons, what waits to be reported, who is away."""

    def teacher_day(self, session: "Session", actor: "Actor", on: date) -> TeacherDay:
        """The actor's day, in at most seventeen statements, fewer for one who is no mentor."""
        ...


@dataclass(frozen=True, slots=True)
class OwnHours:
    """An adult student's running period: which days it spans, hours taken and offered so far."""

    span: Text = NO_TEXT
    taken: Text = NO_TEXT
    offered: Text = NO_TEXT


@runtime_checkable
class OwnActivity(Protocol):
    """Asked by the student's start page."""

    def own_hours(self, session: "Session", actor: "Actor") -> OwnHours | None:
        """The actor's own hours, in one statement for those who must attend: they have None (R-A12)."""
        ...


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A step of the follow-up: limit (passed, nobody follows up yet), follow_up, investigation, decided.

    `late`: how many of them something should have been done about by now.
    """

    name: str
    students: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class FollowUpLadder:
    """Where a unit's follow-up of absence stands, and the day's lessons without a register by whom they wait for.

    `turns_at` is when the clock alone moves a lesson a step further.
    """

    steps: tuple[LadderStep, ...] = ()
    waits: int = 0
    reminded: int = 0
    escalated: int = 0
    turns_at: datetime | None = None


@runtime_checkable
class AbsenceLadder(Protocol):
    """Asked by the head's page of the hour: how many stand at each step, in three statements."""

    def ladder(self, session: "Session", actor: "Actor", unit_id: UUID, *, moment: datetime) -> FollowUpLadder:
        """The unit's ladder at a moment.

        Raises:
            NotFound: not a unit of the actor's.
        """
        ...
