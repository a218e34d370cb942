"""What the timeline shows: small frozen pictures, ready for the page."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class LineWeek:
    """A week of the line. `kind` is school, short (some days closed) or closed; `closed` says what they are called;
    `units` is how many units it has."""

    monday: str
    number: str
    kind: str
    closed: Text
    lessons: int
    units: int


@dataclass(frozen=True, slots=True)
class LineUnit:
    """A unit as a bar. `at` is its first week on the line and `length` how many it covers there, `lane` its row."""

    id: str
    title: str
    start: str
    end: str
    weeks: str
    status: str
    phase: str
    at: int
    length: int
    lane: int
    version: int
    lessons: int
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A term or a school year to look at, by its first and last day (ISO, with a slash between)."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """A group's units in a subject over a term or a year.

    `team` are those who plan together; `can_plan` is False for who only reads. `now_at` is today's place in per cent,
    empty outside the line. `empty` and `double` name the school weeks without a unit, and with more than one; `closed`
    those that the school calendar closes wholly or in part.
    """

    group_id: str = ""
    syllabus_id: str = ""
    group: str = ""
    subject: str = ""
    team: str = ""
    can_plan: bool = False
    periods: tuple[PeriodChoice, ...] = ()
    period: str = ""
    weeks: tuple[LineWeek, ...] = ()
    units: tuple[LineUnit, ...] = ()
    lanes: int = 0
    now_at: str = ""
    empty: Text = NO_TEXT
    double: Text = NO_TEXT
    closed: Text = NO_TEXT
