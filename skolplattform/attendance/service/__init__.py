"""What people do with attendance: one function per intention."""

from skolplattform.attendance.service.absence import end_report, report_absence, withdraw_report
from skolplattform.attendance.service.lesson import Saved, report_lesson, undo_report

__all__ = ["Saved", "end_report", "report_absence", "report_lesson", "undo_report", "withdraw_report"]
