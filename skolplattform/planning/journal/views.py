"""What the pages of the journal show."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text
from skolplattform.planning.pictures.views import OpenPicture, Person, Shown


@dataclass(frozen=True, slots=True)
class Department:
    """A department whose journal one keeps. `drafts` wait to be published; `latest` is the day of the newest entry."""

    group_id: str
    name: str
    unit: str
    drafts: int
    this_week: int
    latest: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read. `about` is the child that it alone is about; `took_part` counts children, for staff."""

    id: str
    title: str
    text: str
    day: Text
    is_published: bool
    by: str = ""
    about: str = ""
    goals: tuple[Text, ...] = ()
    took_part: int = 0
    own_took_part: bool = False
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of a department's journal, the newest first; drafts stand before all."""

    group_id: str = ""
    group: str = ""
    unit: str = ""
    drafts: tuple[Entry, ...] = ()
    written: tuple[Entry, ...] = ()
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal to tick."""

    code: str
    name: Text
    is_touched: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the curriculum with its goals; `touched` counts those that are ticked."""

    name: Text
    touched: int
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the department, and whether it took part."""

    id: str
    name: str
    took_part: bool


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry to those who write it."""

    entry: Entry = Entry("", "", "", NO_TEXT, False)
    version: int = 0
    group_id: str = ""
    group: str = ""
    day: str = ""
    child_id: str = ""
    areas: tuple[Area, ...] = ()
    children: tuple[Child, ...] = ()
    took_part: int = 0
    pictures: tuple[OpenPicture, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalMet:
    """How often a goal was documented in the term, and when last."""

    name: Text
    times: int
    latest: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class AreaMet:
    """A part of the curriculum over the term; `met` of its goals are documented."""

    name: Text
    met: int
    goals: tuple[GoalMet, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A department's term against the curriculum."""

    group_id: str = ""
    group: str = ""
    term: Text = NO_TEXT
    documented: int = 0
    met: int = 0
    total: int = 0
    areas: tuple[AreaMet, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A department's entries by month, published ones only; `total` is their sum."""

    department: str
    unit: str
    months: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """A head's departments and months."""

    months: tuple[Text, ...] = ()
    rows: tuple[BoardRow, ...] = ()
