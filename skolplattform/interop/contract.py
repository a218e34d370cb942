"""The public face of interop: how an import stands, for start pages and reports."""

from dataclasses import dataclass, field
from enum import StrEnum

TOPIC = "import"
"""What is announced when an import comes further."""


class RunState(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_going(self) -> bool:
        """Is something being done in the background?"""
        return self in (RunState.WAITING, RunState.CHECKING, RunState.TAKING)


@dataclass(frozen=True, slots=True)
class KindCounts:
    """What an import does to one kind of row."""

    kind: str
    new: int
    changed: int
    ended: int
    unchanged: int
    bad: int


@dataclass(frozen=True, slots=True)
class RunShown:
    """An import as its administrator sees it. Times are local, as ISO text."""

    id: str = ""
    name: str = ""
    state: str = ""
    started_at: str = ""
    started_by: str = ""
    finished_at: str = ""
    rows: int = 0
    bad_rows: int = 0
    errors: int = 0
    warnings: int = 0
    new: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    only_good: bool = False
    reason: str = ""
    kinds: list[KindCounts] = field(default_factory=list)
