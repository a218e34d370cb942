"""Attendance as rows that other modules may join and sum."""

from sqlalchemy import Subquery, select
from sqlmodel import col

from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister


class Facts:
    """The attendance module's side of `AttendanceFacts`."""

    def registers(self) -> Subquery:
        """Reported lessons."""
        return select(
            col(LessonRegister.calendar_event_id),
            col(LessonRegister.activity_id),
            col(LessonRegister.unit_id),
            col(LessonRegister.day),
            col(LessonRegister.minutes),
            col(LessonRegister.reported_at),
        ).subquery("registers")

    def deviations(self) -> Subquery:
        """What differs from presence."""
        return select(
            col(Deviation.calendar_event_id),
            col(Deviation.student_id),
            col(Deviation.day),
            col(Deviation.minutes),
            col(Deviation.valid_minutes),
            col(Deviation.invalid_minutes),
            col(Deviation.other_minutes),
        ).subquery("deviations")

    def reports(self) -> Subquery:
        """Absence told beforehand and not withdrawn, without its reason (R-X05)."""
        return (
            select(
                col(AbsenceReport.student_id),
                col(AbsenceReport.unit_id),
                col(AbsenceReport.starts_at),
                col(AbsenceReport.ends_at),
                col(AbsenceReport.registered_at),
            )
            .where(col(AbsenceReport.withdrawn_at).is_(None))
            .subquery("reports")
        )
