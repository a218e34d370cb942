"""What the pages of leave show: small frozen pictures, ready to print."""

from dataclasses import dataclass

from skolplattform.i18n import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class OwnLeave:
    """An application as its family sees it. `consents` say what each other custodian has answered.

    `state` is one of the rules' states, or `waits` while another custodian has not answered.
    """

    id: str
    version: int
    child: str
    days: Text
    count: Text
    reason: Text
    state: str
    decided: Text
    words: str
    note: str
    consents: tuple[Text, ...]
    first: str
    last: str
    may_answer: bool
    may_change: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class LeavePage:
    """The family's applications, and whether the schools take a line of text (R-A14)."""

    takes_note: bool = False
    applications: tuple[OwnLeave, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """An application in the school's list."""

    id: str
    child: str
    class_name: str
    days: Text
    count: Text
    state: str
    line: Text


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """What waits for a decision, what waits for a custodian, and what was decided lately."""

    waiting: tuple[LeaveRow, ...] = ()
    unready: tuple[LeaveRow, ...] = ()
    decided: tuple[LeaveRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaveCase:
    """One application with what a decision rests on. `barred`: why the actor does not decide it."""

    id: str = ""
    version: int = 0
    child: str = ""
    class_name: str = ""
    days: Text = NO_TEXT
    count: Text = NO_TEXT
    reason: Text = NO_TEXT
    note: str = ""
    applied: Text = NO_TEXT
    consents: tuple[Text, ...] = ()
    earlier: Text = NO_TEXT
    counted: Text = NO_TEXT
    state: str = ""
    decided: Text = NO_TEXT
    words: str = ""
    first: str = ""
    last: str = ""
    may_decide: bool = False
    barred: Text = NO_TEXT
