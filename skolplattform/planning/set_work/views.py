"""What the calendar of tests and tasks shows: small frozen pictures, ready for the page."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.planning.views import GroupChoice

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A test or a task in a list. `own`: the reader may change it; `plan_id` is empty when there is none to read.

    `due` is until when that day it is handed in here, as 23:59; empty: nothing is handed in here.
    """

    id: str
    day: str
    kind: str
    title: str
    subject: str
    groups: str
    note: str = ""
    plan_id: str = ""
    plan: str = ""
    own: bool = False
    due: str = ""


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """A week with what is in it. `tests` and `work` are those of the student who has most; `level` how full that is."""

    monday: str
    number: str
    days: Text
    lines: tuple[WorkLine, ...]
    tests: int = 0
    work: int = 0
    level: str = ""


@dataclass(frozen=True, slots=True)
class GroupCalendar:
    """The coming weeks of a group over all subjects. `can_set`: the reader teaches it, and is not only its mentor."""

    group_id: str = ""
    group: str = ""
    unit_id: str = ""
    can_set: bool = False
    weeks: tuple[WorkWeek, ...] = ()
    has_more: bool = False
    limits: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Weighed:
    """The week that a day is chosen in: what is there for the groups' students, and what would be too much."""

    week: str = ""
    warnings: tuple[Text, ...] = ()
    lines: tuple[WorkLine, ...] = ()
    is_clear: bool = False


@dataclass(frozen=True, slots=True)
class WorkForm:
    """A test or a task as its teacher writes it, with what there is to choose from. `id` empty: a new one."""

    id: str = ""
    version: int = 0
    group_id: str = ""
    group: str = ""
    subjects: Pairs = ()
    syllabus_id: str = ""
    kind: str = "test"
    title: str = ""
    day: str = ""
    note: str = ""
    plan_id: str = ""
    plans: Pairs = ()
    groups: tuple[GroupChoice, ...] = ()
    beside: str = ""
    takes: bool = False
    takes_text: bool = True
    takes_files: bool = True
    takes_link: bool = False
    due_time: str = "23:59"
    takes_late: bool = True


@dataclass(frozen=True, slots=True)
class Coming:
    """What a student has ahead, week by week."""

    weeks: tuple[WorkWeek, ...] = ()
