"""What planning tells of days: tests and tasks, hand-ins that wait or came back, what a lesson is about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


WORK_KINDS = ("test", "quiz", "presentation", "hand_in", "task")
"""What a teacher puts in the calendar, by its name; `work.kind.*` are the words."""


@dataclass(frozen=True, slots=True)
class WorkAhead:
    """A test or a task that a student has before them. `kind` is one of `WORK_KINDS`."""

    day: date
    kind: str
    title: str
    subject: str


@dataclass(frozen=True, slots=True)
class WorkDone:
    """A test or a task that stands in the calendar for a group."""

    id: UUID
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class WaitingHandIns:
    """A task of a teacher's with `waiting` hand-ins that nobody has answered."""

    work_id: UUID
    title: str
    groups: str
    waiting: int


@runtime_checkable
class HandInPiles(Protocol):
    """Asked by start pages: what waits for a teacher's feedback."""

    def hand_ins_waiting(self, session: "Session", actor: "Actor", most: int) -> tuple[WaitingHandIns, ...]:
        """The teacher's tasks where most waits first; nothing for who answers no hand-ins."""
        ...


@dataclass(frozen=True, slots=True)
class CameBack:
    """A student's hand-in that a teacher has just answered: it is done, or there is more to do."""

    student_id: UUID
    work_id: UUID
    title: str
    subject: str
    is_done: bool
    at: datetime


@runtime_checkable
class WorkCalendar(Protocol):
    """Asked by start pages and markbooks: which tests and tasks come or came back, and which a group has done."""

    def work_of_day(
        self, session: "Session", actor: "Actor", student_id: UUID, most: int
    ) -> tuple[tuple[WorkAhead, ...], tuple[CameBack, ...]]:
        """A student's nearest tests and tasks, and the feedback of the last days; NotFound when not theirs to see."""
        ...

    def came_back(self, session: "Session", actor: "Actor", students: Collection[UUID]) -> tuple[CameBack, ...]:
        """The feedback of the last days to those of these students whom the actor sees, newest first."""
        ...

    def work_of_groups(
        self,
        session: "Session",
        actor: "Actor",
        groups: Collection[UUID],
        syllabus_id: UUID,
        first: date,
        last: date,
    ) -> tuple[WorkDone, ...]:
        """What the teacher may change of these groups' tests and tasks in a subject, in order of time."""
        ...


@dataclass(frozen=True, slots=True)
class LessonTold:
    """What a lesson's teacher tells its students: what is done, homework, what to bring along."""

    title: str
    homework: str
    bring: str


@runtime_checkable
class LessonsTold(Protocol):
    """Asked by the student's start page: what the day's lessons are about."""

    def lessons_told(self, session: "Session", actor: "Actor", lessons: Collection[UUID]) -> dict[UUID, LessonTold]:
        """What teachers tell of these lessons, in one statement; the caller has read them as the actor's own."""
        ...
