"""What the pages of peer response show. Moments are ISO on the school's clock."""

from dataclasses import dataclass

from skolplattform.planning.hand_in.views import FileLine


@dataclass(frozen=True, slots=True)
class PeerLine:
    """A classmate's work that a student is asked to read. `whose` is empty where it is told to nobody.

    `state` is new, begun, sent or hidden.
    """

    id: str
    title: str
    subject: str
    whose: str
    state: str


@dataclass(frozen=True, slots=True)
class Got:
    """What a classmate says of one's work; `by` is empty where it is told to nobody."""

    by: str
    works: str
    next_step: str
    at: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A student's part of a task's exchange: what to read, and what classmates say of the own work."""

    to_read: tuple[PeerLine, ...] = ()
    got: tuple[Got, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """A classmate's work and the student's words about it. `why` says why a teacher has hidden them."""

    id: str = ""
    work_id: str = ""
    title: str = ""
    subject: str = ""
    whose: str = ""
    questions: tuple[str, ...] = ()
    text: str = ""
    link: str = ""
    files: tuple[FileLine, ...] = ()
    works: str = ""
    next_step: str = ""
    is_named: bool = False
    may_write: bool = False
    sent: str = ""
    is_hidden: bool = False
    why: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class RoundLine:
    """An exchange of a group in a list."""

    id: str
    group: str
    each: int
    is_closed: bool
    sent: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A task on which to open an exchange: groups without one, the unit's criteria, and what was opened."""

    work_id: str = ""
    title: str = ""
    subject: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    opened: tuple[RoundLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A student of the group: how many responses they are to give and have sent, are to get and have got.

    `outside` says why they stand outside: not_handed_in, own_task or protected; empty: they do not. `may_redeal`
    says that something of theirs waits and can be dealt to others.
    """

    student_id: str
    name: str
    outside: str
    gives: int = 0
    sent: int = 0
    gets: int = 0
    got: int = 0
    may_redeal: bool = False


@dataclass(frozen=True, slots=True)
class PeerText:
    """A response that was sent, as the teacher reads it: always with both names."""

    id: str
    by: str
    whose: str
    works: str
    next_step: str
    at: str
    is_hidden: bool
    why: str
    version: int


@dataclass(frozen=True, slots=True)
class RoundShown:
    """An exchange as its teacher follows it; `lacking` are those who are to get more responses than they are dealt."""

    id: str = ""
    work_id: str = ""
    title: str = ""
    subject: str = ""
    group: str = ""
    questions: tuple[str, ...] = ()
    each: int = 1
    is_named: bool = False
    shown_at_once: bool = False
    is_released: bool = False
    is_closed: bool = False
    is_dealt: bool = False
    lacking: int = 0
    sent: int = 0
    dealt: int = 0
    version: int = 0
    rows: tuple[PeerRow, ...] = ()
    texts: tuple[PeerText, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeText:
    """Words that a child gave or got, at home: other children are not named. `why`: a teacher hid them, therefore."""

    works: str
    next_step: str
    at: str
    is_hidden: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class HomeExchange:
    """What a child gave and got on a task."""

    title: str
    subject: str
    gave: tuple[HomeText, ...]
    got: tuple[HomeText, ...]
