"""Attendances, absences and grades of SS 12000: what happened, for the modules that own it."""

from enum import StrEnum

from skolplattform.interop.formats.fields import Fields
from skolplattform.interop.formats.timetable import MINUTES_A_DAY


class AbsenceType(StrEnum):
    """Leave that the school granted, or absence that was told."""

    LEAVE = "Beviljad ledighet"
    REPORTED = "Anmäld frånvaro"


class GradeValue(StrEnum):
    """Grades of every scale in force; a dash means that evidence is lacking (R-G02)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    NOT_SET = "-"
    NOT_SET_LONG = "–"
    STREAKED = "2"
    GODKAND = "G"
    VAL_GODKAND = "VG"
    MYCKET_VAL_GODKAND = "MVG"
    ICKE_GODKAND = "IG"


class Semester(StrEnum):
    """Autumn or spring term."""

    AUTUMN = "HT"
    SPRING = "VT"


class Correction(StrEnum):
    """Why a grade was changed (R-G12)."""

    CHANGE = "Ändring"
    RECTIFICATION = "Rättelse"


def attendance(fields: Fields, mode: str) -> None:
    """Attendance: how one student's lesson differs from being there all of it."""
    fields.refer("calendarEvent", "calendar_event_id", "calendarEvents", required=True)
    fields.refer("student", "student_id", "persons", required=True)
    fields.refer("reporter", "reporter_id", "persons")
    fields.values["is_reported"] = fields.flag("isReported", "is_reported") is not False
    for name in ("valid", "invalid"):
        fields.values[name] = fields.whole(f"{name}AbsenceMinutes", name, 0, MINUTES_A_DAY) or 0
    fields.values["other"] = fields.whole("otherAttendanceMinutes", "other", 0, MINUTES_A_DAY) or 0
    fields.whole("attendanceMinutes", "present", 0, MINUTES_A_DAY)
    fields.moment("reportedTimestamp", "reported_at")


def absence(fields: Fields, mode: str) -> None:
    """Absence told beforehand. The reason is not read: nobody needs it from another system (R-A14)."""
    fields.refer("student", "student_id", "persons", required=True)
    fields.refer("organisation", "unit_id", "organisations")
    fields.refer("registeredBy", "registered_by", "persons")
    fields.code("type", "absence_type", AbsenceType, required=True)
    start = fields.moment("startTime", "starts_at", required=True)
    end = fields.moment("endTime", "ends_at", required=True)
    if start and end and end <= start:
        fields.fault("endTime", "end_before_start", start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}")
    meta = fields.raw.get("meta")
    if isinstance(meta, dict) and "created" in meta:
        Fields(meta, fields.row).moment("created", "registered_at")


def grade(fields: Fields, mode: str) -> None:
    """Grade."""
    fields.refer("student", "student_id", "persons", required=True)
    fields.refer("organisation", "unit_id", "organisations", required=True)
    fields.refer("syllabus", "syllabus_id", "syllabuses", required=True)
    fields.refer("group", "group_id", "groups")
    fields.refer("registeredBy", "registered_by", "persons")
    fields.refer("gradingTeacher", "grading_teacher_id", "persons")
    fields.code("gradeValue", "value", GradeValue, required=True)
    fields.code("semester", "semester", Semester, required=True)
    fields.whole("year", "year", 1900, 2200)
    if "year" not in fields.values and not fields.is_bad:
        fields.fault("year", "required")
    fields.day("registeredDate", "registered_date", required=True)
    for name, column in (("finalGrade", "final"), ("trial", "trial"), ("converted", "converted")):
        fields.flag(name, column)
    fields.code("correctionType", "correction_type", Correction)
    fields.string("adaptedStudyPlan", "adapted_study_plan", 500)
    fields.string("remark", "remark", 500)
