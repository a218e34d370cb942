"""What attendance keeps: a file for each noun."""

from skolplattform.attendance.tables.lesson import AbsenceReport, Deviation, LessonRegister

__all__ = ["AbsenceReport", "Deviation", "LessonRegister"]
