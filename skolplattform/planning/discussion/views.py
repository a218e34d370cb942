"""What the pages of discussions show. Days and moments are ISO on the school's clock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiscussionLine:
    """A discussion in a list. `reports` wait for a teacher; `waits` says that the student has not answered."""

    id: str
    question: str
    unit: str
    group: str
    closes: str
    is_open: bool
    contributions: int = 0
    reports: int = 0
    waits: bool = False


@dataclass(frozen=True, slots=True)
class DiscussionList:
    """A page of discussions."""

    lines: tuple[DiscussionLine, ...] = ()
    leads: bool = False
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A contribution as one person sees it. `state` is standing, withdrawn or hidden; what is not theirs to read of
    it is empty. `why` is told to its writer and to teachers, `earlier` and `reports` (who, what) to teachers only.
    """

    id: str
    thread: str
    by: str
    text: str
    at: str
    state: str
    is_answer: bool
    is_own: bool = False
    by_teacher: bool = False
    is_changed: bool = False
    why: str = ""
    earlier: tuple[str, ...] = ()
    reports: tuple[tuple[str, str], ...] = ()
    version: int = 1
    may_answer: bool = False
    may_change: bool = False
    may_report: bool = False
    may_hide: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A discussion with a page of what has been said in it, what was begun last first, answers below."""

    id: str = ""
    plan_id: str = ""
    question: str = ""
    unit: str = ""
    group: str = ""
    by: str = ""
    closes: str = ""
    link: str = ""
    host: str = ""
    version: int = 1
    is_open: bool = False
    leads: bool = False
    answers_first: bool = False
    must_answer: bool = False
    may_say: bool = False
    said: tuple[Said, ...] = ()
    number: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Writing:
    """What is being written: which task, about which contribution (or the discussion), from which words."""

    task: str = "new"
    about: str = ""
    whose: str = ""
    text: str = ""
    version: int = 0
    of_version: int = 0


@dataclass(frozen=True, slots=True)
class UnitAsked:
    """A unit to open a discussion on: its groups that the teacher teaches, and what was opened before."""

    plan_id: str = ""
    unit: str = ""
    is_published: bool = False
    groups: tuple[tuple[str, str], ...] = ()
    until: str = ""
    opened: tuple[DiscussionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildSaid:
    """What a guardian's own child has written in one discussion; nothing of others' words."""

    question: str
    unit: str
    said: tuple[Said, ...]
