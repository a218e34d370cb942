"""What the pages of self-assessment show."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One criterion as the student meets it: what the first passing level asks for, and what the student says."""

    criterion_id: str
    name: str
    wording: str
    own: str
    words: str
    version: int


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit that is open to the student."""

    id: str
    title: str
    subject: str
    lines: tuple[OwnLine, ...]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit of the activity, and where its self-assessment stands."""

    plan_id: str
    title: str
    weeks: str
    opening_id: str
    is_open: bool
    version: int
    answered: int


@dataclass(frozen=True, slots=True)
class SaidCell:
    """What a student says of a criterion, beside the level in the teacher's own matrix."""

    own: str
    words: str
    level: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A student of the class; `cells` follow the criteria."""

    student_id: str
    name: str
    has_said: bool
    cells: tuple[SaidCell, ...]


@dataclass(frozen=True, slots=True)
class ClassSaid:
    """An activity's units, and one of them with what the class has said."""

    activity_id: str = ""
    activity: str = ""
    units: tuple[UnitChoice, ...] = ()
    opening_id: str = ""
    title: str = ""
    opened: Text = NO_TEXT
    criteria: tuple[str, ...] = ()
    rows: tuple[SaidRow, ...] = ()
    said: int = 0
