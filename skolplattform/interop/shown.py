"""Rows of the register and the timetable as SS 12000 objects."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from skolplattform.core import clock
from skolplattform.interop.formats.timetable import NOT_REPORTED
from skolplattform.registry.codes import SecurityMarking

Values = dict[str, Any]


def reference(target: UUID | None) -> dict[str, str] | None:
    """A pointer at another row; None at nothing."""
    return {"id": str(target)} if target else None


def day(value: date | None) -> str | None:
    """A date."""
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    """A point in time on the school's wall clock."""
    return clock.local(value).isoformat() if value else None


def text(value: str) -> str | None:
    """A text; None when there is none."""
    return value or None


def meta(row: Values) -> dict[str, str | None]:
    """When the row last changed."""
    return {"created": moment(row["modified_at"]), "modified": moment(row["modified_at"])}


def without_nothing(values: Values) -> Values:
    """The object without the fields that are empty."""
    return {name: value for name, value in values.items() if value is not None}


def period(row: Values) -> Values:
    """First and last day."""
    return {"startDate": day(row["start_date"]), "endDate": day(row["end_date"])}


def organisation(row: Values) -> Values:
    """Organisation."""
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "displayName": row["display_name"],
        "organisationType": row["organisation_type"],
        "organisationCode": text(row["organisation_code"]),
        "organisationNumber": text(row["organisation_number"]),
        "schoolUnitCode": text(row["school_unit_code"]),
        "schoolTypes": row["school_types"] or None,
        "municipalityCode": text(row["municipality_code"]),
        "parentOrganisation": reference(row["parent_id"]),
        **period(row),
    }


def person(
    row: Values, names: list[Values], contacts: list[Values], enrolments: list[Values], adults: list[Values]
) -> Values:
    """Person. An assumed identity is never told (R-X03)."""
    marking = row["security_marking"]
    is_assumed = marking == SecurityMarking.ASSUMED_IDENTITY
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "givenName": row["given_name"],
        "middleName": text(row["middle_name"]),
        "familyName": row["family_name"],
        "eduPersonPrincipalNames": [name["value"] for name in names],
        "civicNo": {"value": row["civic_no"], "nationality": row["nationality"]} if row["civic_no"] else None,
        "birthDate": day(row["birth_date"]),
        "sex": row["sex"],
        "securityMarking": SecurityMarking.NONE.value if is_assumed else marking,
        "personStatus": row["person_status"],
        "emails": [_contact(c) for c in contacts if c["kind"] == "email"],
        "phoneNumbers": [{**_contact(c), "mobile": c["mobile"]} for c in contacts if c["kind"] == "phone"],
        "addresses": [_address(c) for c in contacts if c["kind"] == "address"],
        "enrolments": [_enrolment(e) for e in enrolments],
        "responsibles": [_responsible(a) for a in adults],
    }


def _contact(row: Values) -> Values:
    return without_nothing({"value": row["value"], "type": text(row["label"])})


def _address(row: Values) -> Values:
    return without_nothing(
        {
            "type": text(row["label"]),
            "streetAddress": row["value"],
            "postalCode": text(row["postal_code"]),
            "locality": text(row["locality"]),
        }
    )


def _enrolment(row: Values) -> Values:
    return without_nothing(
        {
            "enroledAt": reference(row["unit_id"]),
            "schoolYear": row["school_year"],
            "schoolType": row["school_type"],
            "educationCode": text(row["education_code"]),
            "cancelled": row["cancelled"],
            **period(row),
        }
    )


def _responsible(row: Values) -> Values:
    return without_nothing({"person": reference(row["adult_id"]), "relationType": row["relation_type"], **period(row)})


def group(row: Values, members: list[Values]) -> Values:
    """Group with its members."""
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "displayName": row["display_name"],
        "groupType": row["group_type"],
        "schoolType": text(row["school_type"]),
        "organisation": reference(row["unit_id"]),
        **period(row),
        "groupMemberships": [without_nothing({"person": reference(m["person_id"]), **period(m)}) for m in members],
    }


def duty(row: Values, assignments: list[Values]) -> Values:
    """Duty with its assignments."""
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "person": reference(row["person_id"]),
        "dutyAt": reference(row["unit_id"]),
        "dutyRole": row["duty_role"],
        "signature": text(row["signature"]),
        "dutyPercent": row["duty_percent"],
        "hoursPerYear": row["hours_per_year"],
        **period(row),
        "assignmentRole": [
            without_nothing(
                {"group": reference(a["group_id"]), "assignmentRoleType": a["assignment_role"], **period(a)}
            )
            for a in assignments
        ],
    }


def syllabus(row: Values) -> Values:
    """Syllabus."""
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "schoolType": row["school_type"],
        "subjectCode": row["subject_code"],
        "subjectName": row["subject_name"],
        "subjectDesignation": text(row["designation"]),
        "courseCode": text(row["course_code"]),
        "startSchoolYear": row["start_school_year"],
        "endSchoolYear": row["end_school_year"],
        "points": row["points"],
        "curriculum": text(row["curriculum"]),
        "languageCode": text(row["language_code"]),
        "official": row["official"],
    }


def room(row: Values) -> Values:
    """Room."""
    owner = reference(row["owner_id"])
    return {"id": str(row["id"]), "displayName": row["display_name"], "owner": owner, "seats": row["seats"]}


def activity(row: Values, groups: list[Values], teachers: list[Values]) -> Values:
    """Activity with its groups and teachers."""
    return {
        "id": str(row["id"]),
        "meta": meta(row),
        "displayName": row["display_name"],
        "activityType": row["activity_type"],
        "organisation": reference(row["unit_id"]),
        "syllabus": reference(row["syllabus_id"]),
        "minutesPlanned": row["minutes_planned"],
        "calendarEventsRequired": row["calendar_events_required"],
        "comment": text(row["comment"]),
        **period(row),
        "groups": [reference(g["group_id"]) for g in groups],
        "teachers": [
            without_nothing(
                {
                    "duty": reference(t["duty_id"]),
                    "minutesPlanned": t["minutes_planned"],
                    "grader": t["grader"],
                    **period(t),
                }
            )
            for t in teachers
        ],
    }


def calendar_event(
    row: Values, rooms: list[Values], students: list[Values], teachers: list[Values], *, is_unreported: bool
) -> Values:
    """Calendar event; a past lesson that nobody has reported says so in its comment."""
    said = f"{NOT_REPORTED}: {row['comment']}" if row["comment"] else NOT_REPORTED
    return {
        "id": str(row["id"]),
        "activity": reference(row["activity_id"]),
        "startTime": moment(row["starts_at"]),
        "endTime": moment(row["ends_at"]),
        "cancelled": row["cancelled"],
        "teachingLengthStudent": row["minutes_student"],
        "teachingLengthTeacher": row["minutes_teacher"],
        "comment": said if is_unreported else text(row["comment"]),
        "rooms": [reference(r["room_id"]) for r in rooms],
        "studentExceptions": [
            without_nothing(
                {
                    "student": reference(s["student_id"]),
                    "participates": s["participates"],
                    "startTime": moment(s["starts_at"]),
                    "endTime": moment(s["ends_at"]),
                }
            )
            for s in students
        ],
        "teacherExceptions": [{"duty": reference(t["duty_id"]), "participates": t["participates"]} for t in teachers],
    }
