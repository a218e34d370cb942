"""The public face of the timetable: what it tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LessonsMoved:
    """These lessons got another day, school or activity, in the same transaction as this is told.

    Who keeps a lesson's day beside what happened in it (a register, a mark) moves that along. Figures that have been
    counted are to be counted anew on both days: who moves lessons tells that too (`RegisterImported`).
    """

    lessons: tuple[UUID, ...]
