"""The public face of assessment: what it tells when judgements are published, and what it lends and takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


@dataclass(frozen=True, slots=True)
class JudgementsPublished:
    """A teacher showed judgements to these students and their guardians; or took them back (`undone`)."""

    activity_id: UUID
    unit_id: UUID
    student_ids: frozenset[UUID]
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class GradeGiven:
    """A grade as another system registered it (SS 12000 Grade). `value` is a letter or a dash."""

    id: UUID
    student_id: UUID
    unit_id: UUID
    syllabus_id: UUID
    value: str
    semester: str
    year: int
    registered_date: date
    final: bool = False
    group_id: UUID | None = None
    registered_by: UUID | None = None
    grading_teacher_id: UUID | None = None
    trial: bool = False
    converted: bool = False
    correction_type: str = ""
    adapted_study_plan: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GradeRefused:
    """A grade that was not taken in: its id, the field at fault and the reason as an i18n key."""

    id: UUID
    field: str
    key: str


@dataclass(frozen=True, slots=True)
class GradesTaken:
    """What a bulk intake did: ids that were new, that superseded an earlier decision, that stood already."""

    new: int
    changed: int
    unchanged: int
    refused: tuple[GradeRefused, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectProgress:
    """Criteria reached, of those judged, of all that the subject has, as published. Never a grade (R-G19)."""

    syllabus_id: UUID
    subject: str
    reached: int
    judged: int
    total: int


@dataclass(frozen=True, slots=True)
class GradeShown:
    """A standing grade decision; `shown` is the letter or a dash."""

    syllabus_id: UUID
    subject: str
    shown: str
    not_set: bool
    semester: str
    year: int
    final: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """A published judgement with a comment; `level` is the scale's code, `-` when evidence is lacking."""

    activity_id: UUID
    syllabus_id: UUID
    subject: str
    criterion: str
    level: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftsWaiting:
    """An activity of the teacher's with drafts that nobody else sees."""

    activity_id: UUID
    name: str
    drafts: int


@runtime_checkable
class GradeIntake(Protocol):
    """Asked by interop: grades taken over from another system, in batches of at most 1 000, and handed out again."""

    def weigh_grades(self, session: "Session", actor: "Actor", grades: Sequence[GradeGiven]) -> GradesTaken:
        """What taking these grades would change."""
        ...

    def take_grades(self, session: "Session", actor: "Actor", grades: Sequence[GradeGiven]) -> GradesTaken:
        """Add the decisions that are new, supersede those that differ, leave the rest. A bad one is refused alone."""
        ...

    def grades_of(
        self, session: "Session", actor: "Actor", unit_ids: Sequence[UUID], after: UUID | None
    ) -> list[GradeGiven]:
        """The next at most 1 000 standing grades of the units, by id, for an export."""
        ...


@runtime_checkable
class ProgressFigures(Protocol):
    """Asked by insights and the start pages: how far students have come, as published."""

    def criteria_reached(self, session: "Session", actor: "Actor", student_id: UUID) -> tuple[SubjectProgress, ...]:
        """Per subject, in order of name.

        Raises:
            NotFound: the actor may not see the student's assessment.
        """
        ...

    def grades_of_last_term(self, session: "Session", actor: "Actor", student_id: UUID) -> tuple[GradeShown, ...]:
        """The standing grades of the latest term that has any, in order of subject.

        Raises:
            NotFound: the actor may not see the student's assessment.
        """
        ...

    def latest_feedback(
        self, session: "Session", actor: "Actor", student_id: UUID, limit: int = 3
    ) -> tuple[Feedback, ...]:
        """The newest published judgements with a comment.

        Raises:
            NotFound: the actor may not see the student's assessment.
        """
        ...

    def drafts_waiting(self, session: "Session", actor: "Actor", limit: int = 10) -> tuple[DraftsWaiting, ...]:
        """The teacher's own activities that have drafts to publish, newest first."""
        ...
