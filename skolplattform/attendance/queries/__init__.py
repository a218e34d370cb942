"""What people read of attendance, always as an actor."""

from skolplattform.attendance.queries.opening import OpenLesson, open_lesson
from skolplattform.attendance.queries.reports import own_reports, reportable_students
from skolplattform.attendance.queries.roster import lesson_roster, next_unreported, told_absence

__all__ = [
    "OpenLesson",
    "lesson_roster",
    "next_unreported",
    "open_lesson",
    "own_reports",
    "reportable_students",
    "told_absence",
]
