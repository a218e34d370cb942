"""What people read of attendance, always as an actor."""

from skolplattform.attendance.queries.beside import Beside, beside_lesson
from skolplattform.attendance.queries.correction import HistoryRow, MarkChange, lesson_history
from skolplattform.attendance.queries.day import away_today, teacher_lessons
from skolplattform.attendance.queries.mentor import class_now
from skolplattform.attendance.queries.opening import OpenLesson, open_lesson
from skolplattform.attendance.queries.policy import policies_for, policy_for
from skolplattform.attendance.queries.reports import REPORTS, asks_reason, own_reports, reportable_students
from skolplattform.attendance.queries.roster import lesson_roster, next_unreported
from skolplattform.attendance.queries.unreported import earlier_unreported, waiting_lessons
from skolplattform.attendance.queries.words import time_text

__all__ = [
    "REPORTS",
    "Beside",
    "HistoryRow",
    "MarkChange",
    "OpenLesson",
    "asks_reason",
    "away_today",
    "beside_lesson",
    "class_now",
    "earlier_unreported",
    "lesson_history",
    "lesson_roster",
    "next_unreported",
    "open_lesson",
    "own_reports",
    "policies_for",
    "policy_for",
    "reportable_students",
    "teacher_lessons",
    "time_text",
    "waiting_lessons",
]
