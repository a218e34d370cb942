"""What people do with attendance: one function per intention."""

from skolplattform.attendance.service.lesson import Saved, report_lesson, undo_report

__all__ = ["Saved", "report_lesson", "undo_report"]
