"""What attendance keeps: a file for each noun."""

from skolplattform.attendance.tables.care import (
    CareChange,
    CareSchedule,
    HolidayAnswer,
    HolidayNeed,
    Pickup,
    PickupPerson,
)
from skolplattform.attendance.tables.leave import LeaveApplication, LeaveConsent
from skolplattform.attendance.tables.lesson import AbsenceReport, Deviation, LessonRegister
from skolplattform.attendance.tables.policy import AttendancePolicy
from skolplattform.attendance.tables.presence import Passage, Presence, StaffPin, Tablet, TabletSession

__all__ = [
    "AbsenceReport",
    "AttendancePolicy",
    "CareChange",
    "CareSchedule",
    "Deviation",
    "HolidayAnswer",
    "HolidayNeed",
    "LeaveApplication",
    "LeaveConsent",
    "LessonRegister",
    "Passage",
    "Pickup",
    "PickupPerson",
    "Presence",
    "StaffPin",
    "Tablet",
    "TabletSession",
]
