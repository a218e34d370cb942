"""What SS 12000:2020 asks of the objects that attendance is told in: required fields, types, codes.

Written from the working group's public OpenAPI text; where that text is at hand (`SS12000_TEXT` names its folder)
a test holds these shapes against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")
DAYS = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag")


@dataclass(frozen=True)
class Shape:
    """An object: the fields it must have, and what each may hold.

    A kind is the name of a plain type, a tuple of codes, another shape, or a list of one of them.
    """

    required: frozenset[str]
    fields: dict[str, Any]


def shape(required: str, **fields: Any) -> Shape:
    return Shape(frozenset(required.split()), fields)


REF = shape("id", id="uuid")
META = shape("", created="date-time", modified="date-time")
STATE = shape(
    "state registeredAt",
    state=("Godkänt", "Begärt", "Nekat"),
    registeredAt="date-time",
    comment="string",
    registeredBy=REF,
)
ENTRY = shape("", weekOffset="integer", dayOfWeek=DAYS, startTime="clock", length="integer")
SUMS = ("attendanceSum", "validAbsenceSum", "invalidAbsenceSum", "otherAttendanceSum", "reportedSum", "offeredSum")
MINUTES = ("attendanceMinutes", "validAbsenceMinutes", "invalidAbsenceMinutes", "otherAttendanceMinutes")

SHAPES = {
    "Attendance": shape(
        "id meta student calendarEvent isReported attendanceMinutes",
        id="uuid",
        meta=META,
        calendarEvent=REF,
        student=REF,
        reporter=REF,
        isReported="boolean",
        reportedTimestamp="date-time",
        **dict.fromkeys(MINUTES, "integer"),
    ),
    "AttendanceEvent": shape(
        "id meta time eventType child group",
        id="uuid",
        meta=META,
        time="date-time",
        eventType=("In", "Ut"),
        person=REF,
        child=REF,
        registeredBy=REF,
        group=REF,
    ),
    "AggregatedAttendance": shape(
        "startDate endDate activity student attendanceSum",
        activity=REF,
        student=REF,
        startDate="date",
        endDate="date",
        **dict.fromkeys(SUMS, "integer"),
    ),
    "AttendanceSchedule": shape(
        "id meta startDate scheduleDays placement state",
        id="uuid",
        meta=META,
        placement=REF,
        numberOfWeeks="integer",
        startDate="date",
        endDate="date",
        temporary="boolean",
        state=[STATE],
        scheduleEntries=[ENTRY],
        scheduleDays=[ENTRY],
    ),
    "Absence": shape(
        "id meta startTime endTime type student",
        id="uuid",
        meta=META,
        startTime="date-time",
        endTime="date-time",
        type=("Beviljad ledighet", "Anmäld frånvaro"),
        student=REF,
        organisation=REF,
        registeredBy=REF,
    ),
    "Placement": shape(
        "id placedAt child startDate",
        id="uuid",
        meta=META,
        placedAt=REF,
        group=REF,
        child=REF,
        owners=[REF],
        schoolType=("FS", "FTH", "OPPFTH"),
        startDate="date",
        endDate="date",
    ),
}


def faults(name: str, row: dict[str, Any]) -> list[str]:
    """Where the object is not what the standard says; a field that it does not know is a fault too."""
    return list(_faults(SHAPES[name], row, name))


def _faults(wanted: Any, found: Any, at: str) -> Iterator[str]:
    if isinstance(wanted, Shape):
        if not isinstance(found, dict):
            yield f"{at}: no object"
            return
        yield from (f"{at}.{name}: missing" for name in sorted(wanted.required - found.keys()))
        yield from (f"{at}.{name}: unknown" for name in sorted(found.keys() - wanted.fields.keys()))
        for name in found.keys() & wanted.fields.keys():
            yield from _faults(wanted.fields[name], found[name], f"{at}.{name}")
    elif isinstance(wanted, list):
        for number, item in enumerate(found):
            yield from _faults(wanted[0], item, f"{at}[{number}]")
    elif isinstance(wanted, tuple):
        if found not in wanted:
            yield f"{at}: {found!r} is no code"
    elif not _is(wanted, found):
        yield f"{at}: {found!r} is no {wanted}"


def _is(kind: str, found: Any) -> bool:
    if kind in ("integer", "boolean"):
        return type(found) is {"integer": int, "boolean": bool}[kind]
    readers = {"uuid": UUID, "date": date.fromisoformat, "clock": CLOCK.fullmatch, "string": str}
    try:
        if kind == "date-time":
            return datetime.fromisoformat(found).tzinfo is not None
        return bool(readers[kind](found))
    except (TypeError, ValueError):
        return False
