"""Which reader reads which list, and one row read."""

from collections.abc import Callable
from typing import Any

from skolplattform.interop.formats import outcomes, people, timetable
from skolplattform.interop.formats.faults import Fault
from skolplattform.interop.formats.fields import Fields, Row, as_id

READERS: dict[str, Callable[[Fields, str], None]] = {
    "organisations": people.organisation,
    "persons": people.person,
    "groups": people.group,
    "duties": people.duty,
    "syllabuses": timetable.syllabus,
    "rooms": timetable.room,
    "activities": timetable.activity,
    "calendarEvents": timetable.calendar_event,
    "attendances": outcomes.attendance,
    "absences": outcomes.absence,
    "grades": outcomes.grade,
}


def read_row(entity: str, raw: Any, mode: str) -> Row:
    """One row of a list as read. `mode` is the installation's: it decides which civic numbers belong."""
    row = Row()
    if not isinstance(raw, dict):
        row.faults.append(Fault("", "not_an_object"))
        return row
    row.id = as_id(raw.get("id")) or ""
    if not row.id:
        row.faults.append(Fault("id", "not_an_id"))
    READERS[entity](Fields(raw, row), mode)
    return row
