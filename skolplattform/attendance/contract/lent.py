"""The public face of attendance towards other systems: passages, hours of care and sums, lent for an export."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor

LENT_AT_ONCE = 1_000
LentWeek = tuple[tuple[tuple[time, time], ...], ...]
"""Seven days from Monday, each with its hours; a day without hours: not there, or nothing said."""


@dataclass(frozen=True, slots=True)
class LentPassage:
    """A child in or out of a unit, as noted at the door; `group_id` is the child's department (or class) that day."""

    number: int
    id: UUID
    child_id: UUID
    group_id: UUID | None
    is_in: bool
    at: datetime
    noted_by: UUID


@dataclass(frozen=True, slots=True)
class LentHours:
    """A home's hours for a child: rolling weeks, or (`temporary`) one day that differs from them."""

    id: UUID
    child_id: UUID
    unit_id: UUID
    home_id: UUID
    first: date
    last: date | None
    weeks: tuple[LentWeek, ...]
    registered_at: datetime
    temporary: bool


@dataclass(frozen=True, slots=True)
class LentSum:
    """One student's minutes in one activity over a time: offered, of them reported, and away by kind."""

    activity_id: UUID
    student_id: UUID
    offered: int
    reported: int
    valid: int
    invalid: int
    other: int


@runtime_checkable
class AttendanceLending(Protocol):
    """Lends what attendance knows to an export, in pages of at most `LENT_AT_ONCE` rows in a fixed order.

    Raises:
        Denied: the actor may not take a register over.
    """

    def passages(self, session: "Session", actor: "Actor", after: int) -> list[LentPassage]:
        """The passages with a higher number than `after`, those taken back left out."""
        ...

    def base_hours(self, session: "Session", actor: "Actor", after: UUID | None) -> list[LentHours]:
        """The homes' rolling weeks, by id."""
        ...

    def changed_hours(self, session: "Session", actor: "Actor", after: UUID | None) -> list[LentHours]:
        """The single days that differ from a home's weeks, by id."""
        ...

    def sums(self, session: "Session", actor: "Actor", unit_id: UUID, first: date, last: date) -> list[LentSum]:
        """Every student's minutes by activity at a unit, of lessons that have been held."""
        ...
