"""Absence without valid reason of a term, for the term grades."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.queries.figures import student_days
from skolplattform.attendance.rules.figures import total
from skolplattform.core.actor import Actor


class TermHours:
    """The attendance module's side of `TermAbsence`."""

    def invalid_minutes(
        self, session: Session, actor: Actor, unit_id: UUID, students: Sequence[UUID], first: date, last: date
    ) -> dict[UUID, int]:
        """Minutes without valid reason of each of these students; who has none is left out."""
        days = student_days(session, unit_id, first, last, students=students)
        minutes = {student: total(found).invalid for student, found in days.items()}
        return {student: found for student, found in minutes.items() if found}
