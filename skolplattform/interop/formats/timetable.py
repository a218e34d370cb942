"""Syllabuses, rooms, activities and calendar events of SS 12000, as rows of the timetable."""

from datetime import datetime
from enum import StrEnum

from skolplattform.core import clock
from skolplattform.interop.formats.fields import Fields
from skolplattform.interop.formats.people import period
from skolplattform.registry.codes import SchoolType

MINUTES_A_DAY = 24 * 60
NOT_REPORTED = "ej rapporterad"


class ActivityType(StrEnum):
    """Kind of activity; only the first two are attended and reported."""

    TEACHING = "Undervisning"
    STUDENT_ACTIVITY = "Elevaktivitet"
    TEST = "Provaktivitet"
    TEACHER_ACTIVITY = "Läraraktivitet"
    OTHER = "Övrigt"


def syllabus(fields: Fields, mode: str) -> None:
    """Syllabus of a subject or course."""
    fields.code("schoolType", "school_type", SchoolType, required=True)
    fields.string("subjectCode", "subject_code", 20, required=True)
    fields.row.label = fields.string("subjectName", "subject_name", 80, required=True)
    fields.string("subjectDesignation", "designation", 12)
    fields.string("courseCode", "course_code", 20)
    first = fields.whole("startSchoolYear", "start_school_year", 0, 10)
    last = fields.whole("endSchoolYear", "end_school_year", 0, 10)
    if first is not None and last is not None and last < first:
        fields.fault("endSchoolYear", "end_before_start", start=str(first), end=str(last))
    fields.whole("points", "points", 0, 5_000)
    fields.string("curriculum", "curriculum", 20)
    fields.string("languageCode", "language_code", 3)
    fields.flag("official", "official")


def room(fields: Fields, mode: str) -> None:
    """Room."""
    fields.row.label = fields.string("displayName", "display_name", 60, required=True)
    fields.refer("owner", "owner_id", "organisations", required=True)
    fields.whole("seats", "seats", 0, 10_000)


def activity(fields: Fields, mode: str) -> None:
    """Activity with its groups and teachers. One without a group cannot be taught to anybody."""
    fields.row.label = fields.string("displayName", "display_name", 120, required=True)
    fields.values["activity_type"] = ActivityType.TEACHING.value
    fields.code("activityType", "activity_type", ActivityType)
    fields.refer("organisation", "unit_id", "organisations", required=True)
    fields.refer("syllabus", "syllabus_id", "syllabuses")
    fields.whole("minutesPlanned", "minutes_planned", 0, 1_000_000)
    fields.flag("calendarEventsRequired", "calendar_events_required")
    fields.string("comment", "comment", 500)
    period(fields, required=True)
    for item in fields.items("groups", "groups"):
        item.refer_whole("group_id", "groups")
    if not fields.row.lists.get("groups"):
        fields.fault("groups", "no_group")
    for item in fields.items("teachers", "teachers"):
        item.refer("duty", "duty_id", "duties", required=True)
        item.whole("minutesPlanned", "minutes_planned", 0, 1_000_000)
        item.flag("grader", "grader")
        period(item)


def calendar_event(fields: Fields, mode: str) -> None:
    """Calendar event: one lesson. `unit_id` is filled in from its activity later."""
    fields.refer("activity", "activity_id", "activities", required=True)
    start = fields.moment("startTime", "starts_at", required=True)
    end = fields.moment("endTime", "ends_at", required=True)
    if start and end:
        _lesson_times(fields, start, end)
    fields.flag("cancelled", "cancelled")
    fields.whole("teachingLengthStudent", "minutes_student", 0, MINUTES_A_DAY)
    fields.whole("teachingLengthTeacher", "minutes_teacher", 0, MINUTES_A_DAY)
    _comment(fields)
    _exceptions(fields)


def _comment(fields: Fields) -> None:
    """The comment, apart from what it says of the register: "ej rapporterad" is a state and no comment."""
    said = fields.string("comment", "comment", 500)
    if said.casefold().startswith(NOT_REPORTED):
        fields.values["not_reported"] = True
        fields.values["comment"] = said[len(NOT_REPORTED) :].lstrip(" :;,.–-")


def _lesson_times(fields: Fields, start: datetime, end: datetime) -> None:
    day = clock.local(start).date()
    fields.values["day"] = day.isoformat()
    fields.row.label = day.isoformat()
    minutes = int((end - start).total_seconds() // 60)
    if end <= start:
        fields.fault("endTime", "end_before_start", start=_wall(start), end=_wall(end))
    elif minutes > MINUTES_A_DAY:
        fields.fault("endTime", "longer_than_a_day")
    else:
        fields.values["minutes_student"] = minutes


def _wall(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"


def _exceptions(fields: Fields) -> None:
    for item in fields.items("rooms", "rooms"):
        item.refer_whole("room_id", "rooms")
    for item in fields.items("studentExceptions", "student_exceptions"):
        item.refer("student", "student_id", "persons", required=True)
        item.values["participates"] = item.flag("participates", "participates") is not False
        item.moment("startTime", "starts_at")
        item.moment("endTime", "ends_at")
    for item in fields.items("teacherExceptions", "teacher_exceptions"):
        item.refer("duty", "duty_id", "duties", required=True)
        item.values["participates"] = item.flag("participates", "participates") is not False
