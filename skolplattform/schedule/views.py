"""What the timetable shows of lessons."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LessonView:
    """One lesson as shown; times are aware UTC, `minutes` is the students' teaching time."""

    id: UUID
    activity_id: UUID
    name: str
    unit_id: UUID
    day: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    cancelled: bool
    syllabus_id: UUID | None
    subject: str
    groups: str
    rooms: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A student who takes part in a lesson."""

    calendar_event_id: UUID
    student_id: UUID
