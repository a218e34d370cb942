"""What a head is shown of the decisions about students' syllabuses."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.registry.led import Schools


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision: whose, of what, by which form's syllabus, from when until when, and by whom.

    `has_begun` is False for one that holds later. `counts` is False when the student is no longer enrolled in the
    form: then the decision changes nothing. `last_day` is the day as a field of a form takes it.
    """

    id: str = ""
    version: int = 0
    name: str = ""
    class_name: str = ""
    subject: str = ""
    read_by: Text = NO_TEXT
    first: Text = NO_TEXT
    last: Text = NO_TEXT
    last_day: str = ""
    decided_by: str = ""
    has_begun: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class SchoolDecisions:
    """A school's decisions: those that hold or will, and those that are over."""

    units: Schools = ()
    unit_id: str = ""
    standing: tuple[DecisionRow, ...] = ()
    over: tuple[DecisionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPupil:
    """A student to decide about."""

    id: str
    name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Pupil:
    """The student that a decision is about to be made for.

    `subjects` are (value, 'Matematik: Lgra22 (Lgr22)') after an empty first one, or nothing at all; `version` is that
    of all their decisions together.
    """

    id: str = ""
    name: str = ""
    class_name: str = ""
    subjects: tuple[tuple[str, str], ...] = ()
    version: int = 0
