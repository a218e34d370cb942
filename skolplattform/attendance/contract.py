"""The public face of attendance: what it tells others when a lesson is reported, and the facts it lends them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlalchemy import Subquery


@dataclass(frozen=True, slots=True)
class AbsentMinutes:
    """How one student's lesson differs from 'present the whole lesson', in minutes by kind."""

    valid: int = 0
    invalid: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class LessonReported:
    """A lesson's register was saved, for the first time or again.

    `participants` are all who should have been there; who is not in `after` was present. `before` is what the
    register said until now, None when nobody had reported the lesson (then it did not count at all).
    """

    lesson_id: UUID
    activity_id: UUID
    unit_id: UUID
    day: date
    starts_at: datetime
    minutes: int
    participants: frozenset[UUID]
    after: dict[UUID, AbsentMinutes]
    before: dict[UUID, AbsentMinutes] | None = None


@runtime_checkable
class AttendanceFacts(Protocol):
    """Reported attendance as rows that others may join and sum, never change.

    Each method gives a subquery; callers filter by actor, unit or student and always by day.
    """

    def registers(self) -> "Subquery":
        """Reported lessons: calendar_event_id, activity_id, unit_id, day, minutes, reported_at."""
        ...

    def deviations(self) -> "Subquery":
        """What differs from presence: calendar_event_id, student_id, day, minutes, valid_minutes,
        invalid_minutes, other_minutes."""
        ...

    def reports(self) -> "Subquery":
        """Absence told beforehand and not withdrawn: student_id, unit_id, starts_at, ends_at, registered_at.

        The reason is not among them: nobody sums or filters by it (R-X05).
        """
        ...
