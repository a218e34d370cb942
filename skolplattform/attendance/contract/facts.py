"""What attendance tells others when a lesson is reported, the facts it lends them, and what it takes over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlalchemy import Subquery
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


@dataclass(frozen=True, slots=True)
class AbsentMinutes:
    """How one student's lesson differs from 'present the whole lesson', in minutes by kind."""

    valid: int = 0
    invalid: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """Minutes away of any kind."""
        return self.valid + self.invalid + self.other

    def __bool__(self) -> bool:
        return self.total > 0


@dataclass(frozen=True, slots=True)
class ClassPlace:
    """The class and school year a student's time counts in that day; the preschool class is year 0."""

    class_id: UUID | None
    school_year: int | None


@dataclass(frozen=True, slots=True)
class LessonReported:
    """A lesson's register was saved, for the first time or again, or taken back.

    `participants` are all who should have been there, each with class and year; who is not in `after` was
    present. `before` is what the register said until now, None when nobody had reported the lesson (then it did
    not count at all). `after` is None when the report was undone and the lesson is unreported again.
    """

    lesson_id: UUID
    activity_id: UUID
    unit_id: UUID
    day: date
    starts_at: datetime
    minutes: int
    participants: dict[UUID, ClassPlace]
    after: dict[UUID, AbsentMinutes] | None
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


@dataclass(frozen=True, slots=True)
class TakenDeviation:
    """One student's deviation in a lesson that another system has reported."""

    student_id: UUID
    valid: int = 0
    invalid: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class TakenLesson:
    """A lesson reported in another system, to be taken over.

    Who has no deviation was present. `is_complete` False means that some rows of the lesson could not be read:
    then nothing that is already stored is taken away.
    """

    lesson_id: UUID
    activity_id: UUID
    unit_id: UUID
    day: date
    minutes: int
    reporter_id: UUID
    reported_at: datetime
    deviations: tuple[TakenDeviation, ...] = ()
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class TakenAbsence:
    """Absence told beforehand in another system, by its transfer id."""

    id: UUID
    student_id: UUID
    unit_id: UUID
    absence_type: str
    starts_at: datetime
    ends_at: datetime
    registered_by: UUID
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """How rows from another system stand against what is stored."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@runtime_checkable
class AttendanceIntake(Protocol):
    """Takes over lessons and absences that another system reported, in batches of at most 1 000.

    A lesson that was reported here later than there keeps what was reported here. `weigh_` only counts;
    `take_` stores and answers the same counts.
    """

    def weigh_lessons(self, session: "Session", actor: "Actor", lessons: Sequence[TakenLesson]) -> Taken:
        """What taking these lessons would change."""
        ...

    def take_lessons(self, session: "Session", actor: "Actor", lessons: Sequence[TakenLesson]) -> Taken:
        """Store the lessons' registers and deviations."""
        ...

    def weigh_absences(self, session: "Session", actor: "Actor", absences: Sequence[TakenAbsence]) -> Taken:
        """What taking these absences would change."""
        ...

    def take_absences(self, session: "Session", actor: "Actor", absences: Sequence[TakenAbsence]) -> Taken:
        """Store the absences by id."""
        ...

    def standing_absences(self, session: "Session", actor: "Actor", ids: Sequence[UUID]) -> dict[UUID, UUID]:
        """Which of these absences are stored and not taken back: id to unit."""
        ...

    def withdraw_absences(self, session: "Session", actor: "Actor", ids: Sequence[UUID]) -> int:
        """Take back absences that the other system has removed; answers how many still stood."""
        ...

    def lessons_of(self, session: "Session", actor: "Actor", lesson_ids: Sequence[UUID]) -> list[TakenLesson]:
        """These lessons as they are stored, for an export; those not reported are left out."""
        ...

    def absences_of(
        self, session: "Session", actor: "Actor", unit_ids: Sequence[UUID], after: UUID | None
    ) -> list[TakenAbsence]:
        """The next at most 1 000 absences of the units by id, those withdrawn left out, for an export."""
        ...


@runtime_checkable
class TermAbsence(Protocol):
    """Asked where term grades are set: the absence without valid reason that stands on them."""

    def invalid_minutes(
        self, session: "Session", actor: "Actor", unit_id: UUID, students: Sequence[UUID], first: date, last: date
    ) -> dict[UUID, int]:
        """Minutes without valid reason of each of these students at the unit; who has none is left out.

        The caller has opened the students for the actor.
        """
        ...
