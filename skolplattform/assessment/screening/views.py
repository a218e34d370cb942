"""What the pages of screening show: small frozen pictures, never table objects."""

from dataclasses import dataclass

from skolplattform.assessment.views import MatrixRow, Wording
from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material in a class: how many are done and left, and until when. Under `small` nobody is counted out."""

    group_id: str
    class_name: str
    material: str
    name: str
    subject: str
    source: str
    mandatory: bool
    students: int
    done: int
    left: int
    signals: int
    until: Text = NO_TEXT
    is_late: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class ScreenLevel:
    """A step in words, the key that sets it, and whether it asks for a closer look."""

    code: str
    key: str
    name: str
    signal: bool


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A part of a material as column: in points up to `most`, where fewer than `limit` ask for a closer look."""

    id: str
    name: str
    most: int
    limit: int
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ScreenBoard:
    """A class against the parts of a material. `told_together`: how many homes can be told the same words."""

    id: str = ""
    group_id: str = ""
    class_name: str = ""
    material: str = ""
    name: str = ""
    subject: str = ""
    source: str = ""
    mandatory: bool = False
    until: Text = NO_TEXT
    told_together: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    levels: tuple[ScreenLevel, ...] = ()
    columns: tuple[PartColumn, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CareLine:
    """A child with a signal in a subject, and what the guarantee asks for next."""

    student_id: str
    name: str
    class_name: str
    subject: str
    signals: tuple[str, ...]
    step: str
    by: Text = NO_TEXT
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One part of a material as it was seen of a child."""

    part: str
    said: Text
    comment: str
    signal: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class MaterialSeen:
    """One material of one school year, of one child: what was seen, when and by whom."""

    school_year: int
    name: str
    subject: str
    when: Text
    by: str
    parts: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class CareShown:
    """What is done about a child's signals in one subject, and the words that home was told last."""

    subject: str
    has_signal: bool = False
    signals: tuple[str, ...] = ()
    step: str = ""
    by: Text = NO_TEXT
    is_late: bool = False
    version: int = 0
    assessment: str = ""
    need: str = ""
    consulted: bool = False
    assessed_on: Text = NO_TEXT
    measures: str = ""
    planned_on: Text = NO_TEXT
    follow_up: str = ""
    followed_up_on: Text = NO_TEXT
    author: str = ""
    seen: str = ""
    next_step: str = ""
    told_on: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class ChildScreening:
    """A child from F to year 3."""

    student_id: str = ""
    name: str = ""
    class_name: str = ""
    can_write: bool = False
    subjects: tuple[CareShown, ...] = ()
    seen: tuple[MaterialSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeScreening:
    """What home reads of one subject and school year: which materials were done, what was seen, what comes next."""

    subject: str
    school_year: Text
    done: str
    seen: str
    next_step: str
    by: str
    when: Text


@dataclass(frozen=True, slots=True)
class SchoolScreening:
    """A school's classes F-3 this term: counts, never a name."""

    lines: tuple[MaterialLine, ...] = ()
    waiting: int = 0
    late: int = 0
    is_small: bool = False
