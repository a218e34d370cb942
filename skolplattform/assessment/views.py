"""What assessment shows: small frozen pictures, ready for the page, never table objects."""

from dataclasses import dataclass
from datetime import datetime

from skolplattform.i18n import NO_TEXT, Text

EMPTY, DRAFT, PUBLISHED = "", "draft", "published"


@dataclass(frozen=True, slots=True)
class TaughtGroup:
    """An activity that the teacher teaches, with what waits in its matrix."""

    activity_id: str
    name: str
    groups: str
    subject: str
    students: int
    drafts: int
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Level:
    """One legal level of the matrix and the key that sets it."""

    code: str
    key: str
    name: str
    passes: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The syllabus's words for a level of a criterion."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion as column of the matrix."""

    id: str
    name: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement in the matrix.

    `code` is the level, `-` for lacking evidence, empty for none; `state` tells draft from published; `published`
    is what the student sees; `at` is the Stockholm time of the last change, ISO to the minute.
    """

    code: str = ""
    state: str = EMPTY
    version: int = 0
    comment: str = ""
    published: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A student as row of the matrix; `cells` follow the columns."""

    student_id: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CurriculumChoice:
    """A curriculum that some of the group's students follow, and how many; `other_form`: by another school form's."""

    code: str
    students: int
    other_form: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """A grid of the activity: the subject's criteria, or a matrix of its teachers' own (`title`)."""

    id: str
    title: str
    drafts: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A group against the criteria of its subject, or a matrix of its teachers' own (`is_own`).

    `curricula` to choose between where students follow several, `other_form` when those in this one read by another
    school form's syllabus than the group; `boards` are all the grids of the activity.
    """

    id: str = ""
    activity_id: str = ""
    name: str = ""
    activity: str = ""
    is_own: bool = False
    boards: tuple[BoardChoice, ...] = ()
    subject: str = ""
    curriculum: str = ""
    years: Text = NO_TEXT
    curricula: tuple[CurriculumChoice, ...] = ()
    other_form: Text = NO_TEXT
    drafts: int = 0
    levels: tuple[Level, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a judgement: what it said, who wrote it and when, whether it has been shown."""

    version: int
    code: str
    comment: str
    author: str
    at: datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """A criterion as the student sees it; `described_by` are the worded levels that explain the own one.

    `ahead` is the next worded level above it, with what it takes.
    """

    id: str
    name: str
    code: str
    reached: bool
    comment: str
    at: datetime | None
    wordings: tuple[Wording, ...]
    described_by: tuple[str, ...]
    ahead: Wording


@dataclass(frozen=True, slots=True)
class OwnSubject:
    """A student's published matrix in one subject."""

    syllabus_id: str
    subject: str
    curriculum: str
    years: Text
    teachers: str
    reached: int
    judged: int
    total: int
    criteria: tuple[OwnCriterion, ...]


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A group by name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ProgressCell:
    """A student in a subject: criteria reached, not reached and without evidence, of all."""

    reached: int
    below: int
    lacking: int
    total: int


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A student; `cells` follow the subjects."""

    student_id: str
    name: str
    cells: tuple[ProgressCell, ...]


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """A group as its mentor sees it, or a teacher in what they teach it."""

    group: str = ""
    is_mentored: bool = False
    subjects: tuple[str, ...] = ()
    rows: tuple[ProgressRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassFar:
    """A class in counts of published judgements; `is_small`: too few students to be counted out."""

    name: str
    students: int
    reached: int
    below: int
    lacking: int
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class SchoolProgress:
    """The classes of a head's units, in one subject or in all (`subject` empty)."""

    subjects: tuple[str, ...] = ()
    subject: str = ""
    classes: tuple[ClassFar, ...] = ()
