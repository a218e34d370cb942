"""What the pages of the learning log show."""

from dataclasses import dataclass

from skolplattform.planning.pictures.views import OpenPicture, Person, Shown


@dataclass(frozen=True, slots=True)
class LogNote:
    """What a teacher said about an entry; `at` is ISO on the school's clock."""

    id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is read. `observer` is the teacher who wrote it, empty when the student did.

    `student` is whose it is, filled where logs of several are read.
    """

    id: str
    title: str
    text: str
    learnt: str
    next_step: str
    at: str
    is_shown: bool
    observer: str = ""
    student: str = ""
    notes: tuple[LogNote, ...] = ()
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectLog:
    """A student's entries in one subject over the years, newest first; `subject` is empty for the free ones."""

    subject: str
    written: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """One's own entry: the fields, where it belongs, and what may be done with it.

    `pictures` are those of a draft, `people` whom they can show.
    """

    entry: Entry = Entry("", "", "", "", "", "", False)
    version: int = 0
    place: str = ""
    place_name: str = ""
    places: tuple[tuple[str, str], ...] = ()
    may_write: bool = False
    may_take_back: bool = False
    may_delete: bool = False
    pictures: tuple[OpenPicture, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupLog:
    """What a group's students show of their logs in a subject, a page at a time."""

    group_id: str = ""
    syllabus_id: str = ""
    group: str = ""
    subject: str = ""
    written: tuple[Entry, ...] = ()
    students: tuple[tuple[str, str], ...] = ()
    number: int = 1
    last: int = 1
