"""What pages show of tests and results: small frozen pictures, never table objects."""

from dataclasses import dataclass
from datetime import datetime

from skolplattform.assessment.views import MatrixRow, Wording
from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be set with one key: `sign` is how it looks in a cell."""

    code: str
    key: str
    sign: Text
    name: Text


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """A test as column of the markbook. `line` is when it was and what one can get.

    `most` 0: it has no points; else they are typed in steps of `step`.
    """

    id: str
    name: str
    line: Text
    most: int
    step: float
    scale: tuple[Step, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A test under the markbook: how many have done it, and how the results lie.

    `spread` says lowest, middle and highest, or how many on each level.
    """

    id: str = ""
    title: str = ""
    when: Text = NO_TEXT
    done: int = 0
    away: int = 0
    unwritten: int = 0
    excused: int = 0
    spread: Text = NO_TEXT
    drafts: int = 0
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Markbook:
    """A group against its tests. Named as a matrix is, so that the same grid shows it."""

    id: str = ""
    activity: str = ""
    subject: str = ""
    drafts: int = 0
    levels: tuple[Step, ...] = ()
    columns: tuple[MarkColumn, ...] = ()
    rows: tuple[MatrixRow, ...] = ()
    tests: tuple[MarkLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One version of a result: what it said, who wrote it and when, whether the student sees or has seen it."""

    sign: Text
    comment: str
    author: str
    at: datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class MarkForm:
    """A test as its teacher writes it. `id` empty: a new one. `works` are the calendar's tests: id, title, day."""

    id: str = ""
    version: int = 0
    activity_id: str = ""
    activity: str = ""
    title: str = ""
    day: str = ""
    form: str = "points"
    most: int = 20
    levels: tuple[str, ...] = ()
    work_id: str = ""
    works: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A result as student and guardian read it, in words: "17,5 av 20 poäng"."""

    title: str
    subject: str
    when: Text
    said: Text
    comment: str
    is_result: bool


@dataclass(frozen=True, slots=True)
class GroupTests:
    """A group's tests as a head sees them: how many with published results, and when the latest was shown."""

    name: str
    teachers: str
    published: int
    latest: Text = NO_TEXT
