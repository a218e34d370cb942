"""What the pages of hand-ins show: small frozen pictures, ready for the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file by its name; `size` is in words."""

    id: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a handed-in text; `comments` are the numbers of those about it, as they are shown, or empty."""

    text: str
    comments: str = ""


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment and the words that it is about."""

    id: str
    number: int
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A teacher's feedback that was sent. `outcome` is return or approve; empty: none was."""

    outcome: str = ""
    text: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A version that was handed in, with what was answered to it."""

    number: int
    at: str
    is_late: bool
    parts: tuple[Part, ...]
    link: str
    files: tuple[FileLine, ...]
    comments: tuple[CommentLine, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class HandInLine:
    """A task with hand-in in a list of a student's. `due` is ISO, on the school's clock; `answer` the newest one."""

    work_id: str
    title: str
    subject: str
    due: str
    state: str
    is_past: bool
    answer: Answer = Answer()
    comments: tuple[CommentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A task with hand-in as its student meets it: what is asked, the draft, what was handed in, newest first."""

    work_id: str = ""
    title: str = ""
    subject: str = ""
    note: str = ""
    plan_id: str = ""
    plan: str = ""
    due: str = ""
    is_past: bool = False
    takes_text: bool = False
    takes_files: bool = False
    takes_link: bool = False
    takes_late: bool = False
    state: str = "none"
    may_write: bool = False
    may_hand_in: bool = False
    may_take_back: bool = False
    text: str = ""
    link: str = ""
    files: tuple[FileLine, ...] = ()
    version: int = 0
    handed: tuple[Handed, ...] = ()


@dataclass(frozen=True, slots=True)
class PileWork:
    """A task whose hand-ins a teacher answers, in numbers."""

    id: str
    title: str
    subject: str
    groups: str
    due: str
    waiting: int
    handed_in: int
    students: int


@dataclass(frozen=True, slots=True)
class PileRow:
    """A student in a teacher's pile; `own_terms`: something holds for this student alone."""

    student_id: str
    name: str
    group: str
    state: str
    at: str
    due: str
    own_terms: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """A task with all its students, what waits first."""

    work: PileWork = PileWork("", "", "", "", "", 0, 0, 0)
    rows: tuple[PileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One student's hand-in as the teacher reads and answers it.

    `next_id` is whose turn it is then, empty when nobody's. `number` is the version that is answered, 0 when nothing
    waits. `own_...` is what holds for this student alone.
    """

    work_id: str = ""
    title: str = ""
    subject: str = ""
    student_id: str = ""
    name: str = ""
    group: str = ""
    due: str = ""
    state: str = "none"
    number: int = 0
    draft: str = ""
    version: int = 0
    handed: tuple[Handed, ...] = ()
    next_id: str = ""
    next_name: str = ""
    own_note: str = ""
    own_due_day: str = ""
    own_due_time: str = ""
    own_version: int = 0


@dataclass(frozen=True, slots=True)
class SubjectCounts:
    """A subject's hand-ins in a school: how many, what became of them, and how many days the oldest has waited."""

    subject: str
    handed_in: int = 0
    waiting: int = 0
    returned: int = 0
    approved: int = 0
    days: int = 0
