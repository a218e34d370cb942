"""What people do with attendance: one function per intention."""

from skolplattform.attendance.service.absence import end_report, report_absence, withdraw_report
from skolplattform.attendance.service.cases import open_case, plan_follow_up, save_analysis, take_step, write_entry
from skolplattform.attendance.service.lesson import Saved, report_lesson, undo_report

__all__ = [
    "Saved",
    "end_report",
    "open_case",
    "plan_follow_up",
    "report_absence",
    "report_lesson",
    "save_analysis",
    "take_step",
    "undo_report",
    "withdraw_report",
    "write_entry",
]
