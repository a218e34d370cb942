"""Tests and tasks that the invented teachers have put in the calendar: the same for the same school, without a draw."""

from collections.abc import Container
from datetime import date, datetime, time, timedelta

from skolplattform.core import clock
from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.units import Taught, Unit
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup

SET = (
    ("test", "Prov på arbetsområdet", "Läs igenom dina anteckningar och gör diagnosen igen."),
    ("quiz", "Läxförhör på begreppen", ""),
    ("hand_in", "Lämna in uppgiften", "Lämnas in före lektionens slut."),
    ("presentation", "Redovisning i grupp", "Ta med det ni har samlat."),
    ("task", "Öva inför nästa avsnitt", ""),
)
WEEKS, STEP = 5, 7


def set_calendar(writer: BulkWriter, keys: Keys, unit: Unit, today: date, school_days: Container[date]) -> None:
    """For each subject of each group one thing in the coming five weeks, spread by its place in the timetable."""
    monday = today - timedelta(days=today.weekday())
    written = clock.at(monday - timedelta(days=4), time(15, 40))
    for number, taught in enumerate(unit.taught):
        place = number * STEP
        day = monday + timedelta(weeks=place % WEEKS, days=place // WEEKS % 5)
        if taught.syllabus_id and day in school_days:
            _add(writer, keys, unit, taught, number % len(SET), day, written)


def _add(writer: BulkWriter, keys: Keys, unit: Unit, taught: Taught, which: int, day: date, written: datetime) -> None:
    kind, title, note = SET[which]
    work = {"id": keys.next(), "unit_id": unit.id, "syllabus_id": taught.syllabus_id, "plan_id": None, "kind": kind}
    work |= {"title": title, "note": note, "day": day, "edited_by": taught.teacher.person.id, "edited_at": written}
    writer.add(SetWork, work | {"taken_away": False, "version": 1})
    writer.add(SetWorkGroup, {"work_id": work["id"], "group_id": taught.group_id})
