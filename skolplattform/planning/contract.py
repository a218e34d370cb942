"""What planning tells its siblings: the criteria of a subject, in the words and on the scale of its syllabus."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

if TYPE_CHECKING:
    from sqlmodel import Session


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

    `curriculum` and `years` say where they come from, as in "Lgr22" and "7–9".
    """

    syllabus_id: UUID
    curriculum: str
    years: str
    levels: tuple[LevelOfScale, ...]
    criteria: tuple[CriterionShown, ...]


@runtime_checkable
class CriteriaCatalogue(Protocol):
    """Asked by assessment: what a student is assessed against."""

    def subject_criteria(self, session: "Session", syllabus_ids: Collection[UUID]) -> dict[UUID, SubjectCriteria]:
        """The criteria of each syllabus, in at most three statements; one without criteria is left out."""
        ...
