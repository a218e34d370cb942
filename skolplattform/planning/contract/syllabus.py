"""What planning tells of subjects: their criteria and scale, and the units a student or group works with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from skolplattform.i18n import NO_TEXT, Text, both

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


_NAMED_FORMS = frozenset({"GR", "GRS", "GYS"})


def other_form(read: str, group: str) -> Text:
    """What a teacher is told of a student who reads by another school form's syllabus than the group (R-P03)."""
    if read == group:
        return NO_TEXT
    return both(f"planning.other_form.{read if read in _NAMED_FORMS else 'any'}")


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """A unit plan became readable for the students of these groups; or was taken back (`undone`)."""

    plan_id: UUID
    unit_id: UUID
    group_ids: frozenset[UUID]
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit in one line. `groups` is how its groups are called, `weeks` is like "48–51", both days are included.

    `is_draft` is True only for the plan's teachers: nobody else meets a draft.
    """

    id: UUID
    title: str
    subject: str
    groups: str
    start: date
    end: date
    weeks: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How many points of a subject's core content a group has met in published units (PLA-03)."""

    group_id: UUID
    syllabus_id: UUID
    group: str
    subject: str
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class LevelOfScale:
    """One step of a scale. `key` is the single letter that sets it; `passes` says that the criterion is reached."""

    code: str
    key: str
    name: str
    passes: bool


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One criterion: `name` heads a column, `wordings` are (level code, text), highest level last.

    Only the levels that the syllabus words are there: A, C and E, never B and D (R-G03).
    """

    id: UUID
    name: str
    wordings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SubjectCriteria:
    """A syllabus's criteria in the order of the syllabus, and the levels that are legal for it, lowest first.

    `curriculum` and `years` say where they come from, as in "Lgr22" and "årskurs 7–9". `school_type` is the form whose
    rules for grades hold, by the syllabus that is read and never by the student (R-P03); empty: the group's own.
    """

    syllabus_id: UUID
    curriculum: str
    years: Text
    levels: tuple[LevelOfScale, ...]
    criteria: tuple[CriterionShown, ...]
    school_type: str = ""


@dataclass(frozen=True, slots=True)
class StageBrought:
    """Core content and criteria for a span of years, or for a course or level, as an import brings them.

    `content` is (heading, point), `criteria` is (aspect, ((level, wording), ...)).
    """

    content: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    years: tuple[int, int] | None = None
    course_code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SubjectBrought:
    """A version of a subject as an import brings it. `by_levels`: graded by subject and level, as from Gy25 on."""

    code: str
    version: int
    name: str
    school_types: tuple[str, ...]
    by_levels: bool
    starts: date
    ends: date | None
    purpose: tuple[str, ...]
    stages: tuple[StageBrought, ...]


class Brought(StrEnum):
    """What became of a version that was brought: the last four are reasons why it was left out."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NO_CURRICULUM = "no_curriculum"
    WRONG_LEVELS = "wrong_levels"
    DIFFERS = "version_differs"
    OVER = "version_over"

    @property
    def is_taken(self) -> bool:
        """Does the platform have it now?"""
        return self in (Brought.NEW, Brought.CHANGED, Brought.UNCHANGED)


@runtime_checkable
class CurriculumIntake(Protocol):
    """Asked by imports: take in versions of subjects, each beside those that are there."""

    def bring(
        self,
        session: "Session",
        actor: "Actor",
        subjects: Sequence[SubjectBrought],
        *,
        used_from: date | None = None,
        look_only: bool = False,
    ) -> tuple[Brought, ...]:
        """What became of each, in order; with `look_only` what would. Only the platform's own commands may."""
        ...


@runtime_checkable
class CriteriaCatalogue(Protocol):
    """Asked by assessment: what a student is assessed against."""

    def subject_criteria(
        self,
        session: "Session",
        syllabus_ids: Collection[UUID],
        *,
        student_id: UUID | None = None,
        day: date | None = None,
    ) -> dict[UUID, SubjectCriteria]:
        """The criteria of each syllabus that day (None: today), in at most five statements; none: left out.

        Of a student: by the curriculum of their enrolment, which may be another than the group's (R-Y01, R-P03).
        """
        ...

    def criteria_of_students(
        self, session: "Session", syllabus_id: UUID, students: Collection[UUID], day: date
    ) -> dict[UUID, SubjectCriteria]:
        """The criteria of a syllabus for each of these students by their own curriculum, in at most five statements."""
        ...

    def criterion_names(self, session: "Session", criterion_ids: Collection[UUID]) -> dict[UUID, str]:
        """What these criteria are called, in one statement."""
        ...


@runtime_checkable
class PlanningContract(Protocol):
    """Asked by start pages and follow-up: which units go on, which come, what waits to be published."""

    def units_of_student(
        self, session: "Session", actor: "Actor", student_id: UUID, first: date, last: date
    ) -> tuple[UnitSummary, ...]:
        """The published units of a student that touch these days, in order of time; NotFound when not theirs to see."""
        ...

    def units_of_group(
        self, session: "Session", actor: "Actor", group_id: UUID, first: date, last: date
    ) -> tuple[UnitSummary, ...]:
        """The published units of a group that touch these days, in order of time; empty when not theirs to see."""
        ...

    def drafts(self, session: "Session", actor: "Actor") -> tuple[UnitSummary, ...]:
        """The teacher's plans that are not published, or changed since, soonest first; at most ten."""
        ...

    def unit_criteria(self, session: "Session", plan_id: UUID) -> tuple[UUID, ...]:
        """The criteria that a unit says it assesses, by id; empty when it has chosen none."""
        ...

    def coverage_of_unit(self, session: "Session", actor: "Actor", unit_id: UUID) -> tuple[GroupCoverage, ...]:
        """For a principal: each group and subject of the unit; empty when the unit is not theirs."""
        ...
