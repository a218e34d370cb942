"""What pages show of warnings: small frozen pictures, never table objects."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning in a list: how many of those who are to read it have confirmed."""

    id: str
    student: str
    class_name: str
    subject: str
    state: str
    when: Text
    confirmed: int
    expected: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student whom the teacher can warn; `below` criteria are judged and not reached. `warning` is the one held."""

    id: str
    name: str
    below: int
    judged: int
    warning_id: str
    state: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A student of the group whom nobody warns: they read by a syllabus in which none can fail (R-P01, R-P03)."""

    name: str
    other_form: Text


@dataclass(frozen=True, slots=True)
class WarnGroup:
    """A group that the teacher can choose a student in; `hindrance` says why not, when nobody can be warned."""

    activity_id: str = ""
    name: str = ""
    hindrance: str = ""
    students: tuple[Candidate, ...] = ()
    apart: tuple[Apart, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A criterion and what it takes to reach it."""

    id: str
    name: str
    wording: str
    picked: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is to read: the student or a custodian, and when they confirmed."""

    name: str
    is_student: bool
    when: Text
    has_read: bool


@dataclass(frozen=True, slots=True)
class WarningView:
    """A warning as staff see it: a draft to write in, or what was sent, with who has confirmed."""

    id: str = ""
    version: int = 0
    unit_id: str = ""
    activity_id: str = ""
    student: str = ""
    class_name: str = ""
    subject: str = ""
    grade: str = ""
    state: str = ""
    can_write: bool = False
    author: str = ""
    sent: Text = NO_TEXT
    term_ends: Text = NO_TEXT
    criteria: tuple[Said, ...] = ()
    missing: str = ""
    support: str = ""
    next_step: str = ""
    readers: tuple[Reader, ...] = ()
    remind_after: int = 0
    ended: Text = NO_TEXT
    ending: str = ""
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class FamilyWarning:
    """A warning as the student or a custodian reads it."""

    id: str
    student_id: str
    student: str
    subject: str
    grade: str
    teacher: str
    sent: Text
    criteria: tuple[Said, ...]
    missing: str
    support: str
    next_step: str
    confirmed: Text
    ended: Text
    ending: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class ClassSubject:
    """How many are warned in a class and subject this term, and how many of them somebody has not confirmed."""

    class_name: str
    subject: str
    warned: int
    waiting: int


@dataclass(frozen=True, slots=True)
class SchoolWarnings:
    """A head's school this term."""

    unit_id: str = ""
    units: tuple[tuple[str, str], ...] = ()
    counts: tuple[ClassSubject, ...] = ()
    warned: int = 0
    waiting: tuple[WarningRow, ...] = ()
    remind_after: int = 0
    later: tuple[Text, ...] = ()
    version: int = 0
