"""Attendance, AttendanceEvent, AggregatedAttendance, AttendanceSchedule, Absence and Placement of SS 12000.

Derived from what attendance keeps, one row at a time and without a database. Two objects name a field in their
`required` that their `properties` call something else (`child` for `person`, `scheduleDays` for `scheduleEntries`):
both names are given, so that a strict reader and a sensible one both find it.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from skolplattform.attendance.contract import TakenAbsence, TakenDeviation, TakenLesson
from skolplattform.attendance.contract.lent import LentHours, LentPassage, LentSum
from skolplattform.core import clock
from skolplattform.interop.shown import day, moment, reference

Values = dict[str, Any]
WEEKDAYS = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag")
IN, OUT, APPROVED = "In", "Ut", "Godkänt"


def _meta(at: datetime) -> Values:
    return {"created": moment(at), "modified": moment(at)}


def _attendance_id(lesson_id: UUID, student_id: UUID) -> str:
    """The same for as long as the lesson and the student are."""
    return str(uuid5(lesson_id, str(student_id)))


def attendance(lesson: TakenLesson, student: TakenDeviation) -> Values:
    """One student's part of a reported lesson: what is not absence or another activity was attendance."""
    away = student.valid + student.invalid + student.other
    return {
        "id": _attendance_id(lesson.lesson_id, student.student_id),
        "meta": _meta(lesson.reported_at),
        "calendarEvent": reference(lesson.lesson_id),
        "student": reference(student.student_id),
        "reporter": reference(lesson.reporter_id) if lesson.reporter_id.int else None,
        "isReported": True,
        "attendanceMinutes": lesson.minutes - away,
        "validAbsenceMinutes": student.valid,
        "invalidAbsenceMinutes": student.invalid,
        "otherAttendanceMinutes": student.other,
        "reportedTimestamp": moment(lesson.reported_at),
    }


def unreported_attendance(lesson_id: UUID, student_id: UUID, ended_at: datetime) -> Values:
    """One student's part of a lesson that nobody has reported: no minutes are known, neither there nor away."""
    return {
        "id": _attendance_id(lesson_id, student_id),
        "meta": _meta(ended_at),
        "calendarEvent": reference(lesson_id),
        "student": reference(student_id),
        "isReported": False,
        "attendanceMinutes": 0,
        "validAbsenceMinutes": 0,
        "invalidAbsenceMinutes": 0,
        "otherAttendanceMinutes": 0,
    }


def aggregated_attendance(found: LentSum, first: date, last: date) -> Values:
    """One student's minutes in one activity; the percentage is of `reportedSum`, never of `offeredSum` (R-A15)."""
    return {
        "activity": reference(found.activity_id),
        "student": reference(found.student_id),
        "startDate": day(first),
        "endDate": day(last),
        "attendanceSum": found.reported - found.valid - found.invalid - found.other,
        "validAbsenceSum": found.valid,
        "invalidAbsenceSum": found.invalid,
        "otherAttendanceSum": found.other,
        "reportedSum": found.reported,
        "offeredSum": found.offered,
    }


def attendance_event(passage: LentPassage, hidden: frozenset[UUID]) -> Values:
    """A child in or out at the door. Who noted it is left out when that person is not to be named."""
    child = reference(passage.child_id)
    return {
        "id": str(passage.id),
        "meta": _meta(passage.at),
        "time": moment(passage.at),
        "eventType": IN if passage.is_in else OUT,
        "person": child,
        "child": child,
        "registeredBy": None if passage.noted_by in hidden else reference(passage.noted_by),
        "group": reference(passage.group_id),
    }


def attendance_schedule(hours: LentHours, placement_id: UUID, hidden: frozenset[UUID]) -> Values:
    """A home's hours for a child: what a home says holds at once, so its state is approved from the first day."""
    said_by = {} if hours.home_id in hidden else {"registeredBy": reference(hours.home_id)}
    entries = [
        _entry(offset, weekday, start, end)
        for offset, week in enumerate(hours.weeks)
        for weekday, spans in enumerate(week)
        for start, end in spans
    ]
    return {
        "id": str(hours.id),
        "meta": _meta(hours.registered_at),
        "placement": reference(placement_id),
        "numberOfWeeks": len(hours.weeks),
        "startDate": day(hours.first),
        "endDate": day(hours.last),
        "temporary": hours.temporary,
        "state": [{"state": APPROVED, "registeredAt": moment(hours.registered_at), **said_by}],
        "scheduleEntries": entries,
        "scheduleDays": entries,
    }


def _entry(offset: int, weekday: int, start: time, end: time) -> Values:
    """Hours of one day; the length is that of the wall's clock, the night between two clocks is nobody's care."""
    length = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
    return {
        "weekOffset": offset,
        "dayOfWeek": WEEKDAYS[weekday],
        "startTime": f"{start:%H:%M}",
        "length": length,
    }


def placement(row: Values, group_id: UUID | None, owners: Iterable[UUID]) -> Values:
    """A place in förskola or fritidshem: an enrolment, with the guardians who may write its hours."""
    return {
        "id": str(row["id"]),
        "meta": _meta(clock.day_bounds(row["start_date"])[0]),
        "placedAt": reference(row["unit_id"]),
        "group": reference(group_id),
        "child": reference(row["person_id"]),
        "owners": [reference(owner) for owner in owners],
        "schoolType": row["school_type"],
        "startDate": day(row["start_date"]),
        "endDate": day(row["end_date"]),
    }


def absence(one: TakenAbsence) -> Values:
    """Absence told beforehand or granted leave, without its reason (R-A14)."""
    return {
        "id": str(one.id),
        "meta": _meta(one.registered_at),
        "student": reference(one.student_id),
        "organisation": reference(one.unit_id),
        "type": one.absence_type,
        "startTime": moment(one.starts_at),
        "endTime": moment(one.ends_at),
        "registeredBy": reference(one.registered_by),
    }
