"""What attendance keeps: a file for each noun."""

from skolplattform.attendance.tables.care import (
    CareChange,
    CareSchedule,
    HolidayAnswer,
    HolidayNeed,
    Pickup,
    PickupPerson,
)
from skolplattform.attendance.tables.cases import AbsenceCase, CaseEntry, LimitPassed
from skolplattform.attendance.tables.leave import LeaveApplication, LeaveConsent
from skolplattform.attendance.tables.lesson import AbsenceReport, Deviation, LessonRegister
from skolplattform.attendance.tables.policy import AttendancePolicy
from skolplattform.attendance.tables.presence import Passage, Presence, StaffPin, Tablet, TabletSession
from skolplattform.attendance.tables.workplace import WorkplaceDay, WorkplaceTraining

__all__ = [
    "AbsenceCase",
    "AbsenceReport",
    "AttendancePolicy",
    "CareChange",
    "CareSchedule",
    "CaseEntry",
    "Deviation",
    "HolidayAnswer",
    "HolidayNeed",
    "LeaveApplication",
    "LeaveConsent",
    "LessonRegister",
    "LimitPassed",
    "Passage",
    "Pickup",
    "PickupPerson",
    "Presence",
    "StaffPin",
    "Tablet",
    "TabletSession",
    "WorkplaceDay",
    "WorkplaceTraining",
]
