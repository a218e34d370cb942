"""Tests and tasks that the invented teachers have put in the calendar: the same for the same school, without a draw."""

from collections.abc import Container, Mapping
from datetime import date, time, timedelta
from uuid import UUID

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Unit
from skolplattform.planning.set_work.rules import HANDED_IN
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup

SET = (
    ("test", "{}", "Läs igenom dina anteckningar och gör diagnosen igen."),
    ("quiz", "Begrepp: {}", ""),
    ("hand_in", "Sammanfattning: {}", "Lämnas in före lektionens slut."),
    ("presentation", "{}", "Ni redovisar i grupp. Ta med det ni har samlat."),
    ("task", "Öva: {}", ""),
)
WEEKS, STEP = 5, 7
HAND_INS = {
    "takes_text": True,
    "takes_files": True,
    "takes_link": True,
    "due_time": time(23, 59),
    "takes_late": True,
}
NO_HAND_INS = dict.fromkeys(HAND_INS, False) | {"due_time": None}


def set_calendar(
    writer: BulkWriter,
    keys: Keys,
    unit: Unit,
    going_on: Mapping[UUID, tuple[UUID, str]],
    today: date,
    school_days: Container[date],
) -> None:
    """For each subject with a plan that goes on one thing in the coming five weeks, spread over weeks and days."""
    monday = today - timedelta(days=today.weekday())
    written = clock.at(monday - timedelta(days=4), time(15, 40))
    for number, taught in enumerate(unit.taught):
        week, weekday = number * STEP % WEEKS, number * STEP // WEEKS % 5
        day = monday + timedelta(weeks=week, days=weekday)
        if taught.activity_id not in going_on or day not in school_days:
            continue
        plan_id, area = going_on[taught.activity_id]
        kind, title, note = SET[(number + number // len(SET)) % len(SET)]
        work = {"id": keys.next(), "unit_id": unit.id, "syllabus_id": taught.syllabus_id, "plan_id": plan_id}
        work |= {"kind": kind, "title": title.format(area), "note": note, "day": day, "taken_away": False}
        work |= HAND_INS if kind in HANDED_IN else NO_HAND_INS
        work |= {"edited_by": taught.teacher.person.id, "edited_at": written, "version": 1}
        writer.add(SetWork, work)
        writer.add(SetWorkGroup, {"work_id": work["id"], "group_id": taught.group_id})
