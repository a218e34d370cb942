"""The public face of attendance: all that other modules may ask or hear."""

from skolplattform.attendance.contract.day import (
    AbsenceLadder,
    AttendanceToday,
    AwayStudent,
    ClassNow,
    DayLesson,
    FollowUpLadder,
    LadderStep,
    MentorMatter,
    OverLimit,
    TeacherDay,
)
from skolplattform.attendance.contract.facts import (
    AbsentMinutes,
    AttendanceFacts,
    AttendanceIntake,
    ClassPlace,
    LessonReported,
    Taken,
    TakenAbsence,
    TakenDeviation,
    TakenLesson,
    TermAbsence,
)

__all__ = [
    "AbsenceLadder",
    "AbsentMinutes",
    "AttendanceFacts",
    "AttendanceIntake",
    "AttendanceToday",
    "AwayStudent",
    "ClassNow",
    "ClassPlace",
    "DayLesson",
    "FollowUpLadder",
    "LadderStep",
    "LessonReported",
    "MentorMatter",
    "OverLimit",
    "Taken",
    "TakenAbsence",
    "TakenDeviation",
    "TakenLesson",
    "TeacherDay",
    "TermAbsence",
]
