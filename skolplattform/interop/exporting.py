"""The register as SS 12000 lists: everything that an import reads, so that taking it in again changes nothing.

Beside it what others ask for and an import has no use of: places, passages, hours of care and sums of attendance.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import Session, SQLModel, col, select

from skolplattform.core import audit, clock, db, readings
from skolplattform.core.actor import Actor
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.interop import shown, told, told_care
from skolplattform.interop.formats.lists import ListWriter
from skolplattform.interop.permissions import EXPORT
from skolplattform.interop.progress import Progress, Step
from skolplattform.registry import tables as registry
from skolplattform.schedule import tables as schedule

BATCH = 1_000
Rows = list[dict[str, Any]]


class Who(Protocol):
    """Which persons an export holds."""

    def hidden(self, session: Session) -> frozenset[UUID]:
        """Those who are left out, with every row that mentions them."""
        ...


class Everybody:
    """Protected persons too: for the organiser's own systems only."""

    def hidden(self, session: Session) -> frozenset[UUID]:
        """Nobody."""
        return frozenset()


class NotProtected:
    """Protected persons are left out everywhere (R-X04); an import leaves whom an export is silent about."""

    def hidden(self, session: Session) -> frozenset[UUID]:
        """Everybody with a marking."""
        marked = select(registry.Person.id).where(col(registry.Person.security_marking) != "Ingen")
        return frozenset(session.exec(marked).all())


def export(actor: Actor, folder: Path, who: Who, progress: Progress) -> dict[str, int]:
    """Write every list into the folder and answer its number of rows; who did it, and how much, is audited."""
    require(actor, EXPORT)
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    persons: set[UUID] = set()
    with db.reading() as session:
        hidden = who.hidden(session)
        for done, entity in enumerate(SOURCES):
            progress.show(Step.READING, done, len(SOURCES))
            counts[entity] = _write(session, actor, folder, entity, hidden, persons)
    progress.show(Step.READING, len(SOURCES), len(SOURCES))
    with db.unit() as session:
        detail = {"rows": counts, "protected": isinstance(who, Everybody)}
        run = new_id()
        audit.record(session, actor, EXPORT.name, "export", run, detail=detail)
        readings.opened(session, actor, "interop.export_persons", "export", run, persons=persons)
    return counts


def _write(
    session: Session, actor: Actor, folder: Path, entity: str, hidden: frozenset[UUID], persons: set[UUID]
) -> int:
    with ListWriter(folder, entity) as file:
        for rows in SOURCES[entity](session, actor, hidden):
            file.write(rows)
            if entity == "persons":
                persons.update(UUID(row["id"]) for row in rows)
        return file.rows


Source = Callable[[Session, Actor, frozenset[UUID]], Iterator[Rows]]


def _pages(session: Session, model: type[SQLModel]) -> Iterator[Rows]:
    """The rows of a table by id, in batches."""
    table = model.__table__  # type: ignore[attr-defined]
    question: Select[Any] = select(table).order_by(table.c.id).limit(BATCH)
    last = None
    while True:
        page = question if last is None else question.where(table.c.id > last)
        rows = [dict(row) for row in session.connection().execute(page).mappings()]
        if not rows:
            return
        last = rows[-1]["id"]
        yield rows


def _children(session: Session, model: type[SQLModel], parent: str, rows: Rows) -> defaultdict[UUID, Rows]:
    """What belongs to these rows, by whom it belongs to."""
    table = model.__table__  # type: ignore[attr-defined]
    chosen = table.c[parent].in_([row["id"] for row in rows])
    found: defaultdict[UUID, Rows] = defaultdict(list)
    for child in session.connection().execute(select(table).where(chosen).order_by(*table.primary_key)).mappings():
        found[child[parent]].append(dict(child))
    return found


def _plain(model: type[SQLModel], show: Callable[[dict[str, Any]], dict[str, Any]]) -> Source:
    def source(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
        for rows in _pages(session, model):
            yield [show(row) for row in rows]

    return source


def _persons(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    for rows in _pages(session, registry.Person):
        seen = [row for row in rows if row["id"] not in hidden]
        names = _children(session, registry.PrincipalName, "person_id", seen)
        contacts = _children(session, registry.Contact, "person_id", seen)
        enrolments = _children(session, registry.Enrolment, "person_id", seen)
        adults = _children(session, registry.Responsibility, "child_id", seen)
        yield [
            shown.person(
                row,
                names[row["id"]],
                contacts[row["id"]],
                enrolments[row["id"]],
                [adult for adult in adults[row["id"]] if adult["adult_id"] not in hidden],
            )
            for row in seen
        ]


def _groups(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    for rows in _pages(session, registry.Group):
        members = _children(session, registry.GroupMembership, "group_id", rows)
        yield [shown.group(row, [m for m in members[row["id"]] if m["person_id"] not in hidden]) for row in rows]


def _duties(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    for rows in _pages(session, registry.Duty):
        assignments = _children(session, registry.Assignment, "duty_id", rows)
        yield [shown.duty(row, assignments[row["id"]]) for row in rows if row["person_id"] not in hidden]


def _activities(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    without = _hidden_duties(session, hidden)
    for rows in _pages(session, schedule.Activity):
        groups = _children(session, schedule.ActivityGroup, "activity_id", rows)
        teachers = _children(session, schedule.ActivityTeacher, "activity_id", rows)
        yield [
            shown.activity(row, groups[row["id"]], [t for t in teachers[row["id"]] if t["duty_id"] not in without])
            for row in rows
        ]


def _hidden_duties(session: Session, hidden: frozenset[UUID]) -> frozenset[UUID]:
    duties = session.exec(select(registry.Duty.id, registry.Duty.person_id)).all() if hidden else ()
    return frozenset(duty for duty, person in duties if person in hidden)


def _calendar_events(session: Session, actor: Actor, hidden: frozenset[UUID]) -> Iterator[Rows]:
    without = _hidden_duties(session, hidden)
    for rows in _pages(session, schedule.CalendarEvent):
        rooms = _children(session, schedule.CalendarEventRoom, "calendar_event_id", rows)
        students = _children(session, schedule.StudentException, "calendar_event_id", rows)
        teachers = _children(session, schedule.TeacherException, "calendar_event_id", rows)
        unreported = told.unreported(session, rows, clock.now())
        yield [
            shown.calendar_event(
                row,
                rooms[row["id"]],
                [s for s in students[row["id"]] if s["student_id"] not in hidden],
                [t for t in teachers[row["id"]] if t["duty_id"] not in without],
                is_unreported=row["id"] in unreported,
            )
            for row in rows
        ]


SOURCES: dict[str, Source] = {
    "organisations": _plain(registry.Organisation, shown.organisation),
    "persons": _persons,
    "groups": _groups,
    "duties": _duties,
    "syllabuses": _plain(schedule.Syllabus, shown.syllabus),
    "rooms": _plain(schedule.Room, shown.room),
    "activities": _activities,
    "calendarEvents": _calendar_events,
    "attendances": told.attendances,
    "absences": told.absences,
    "grades": told.grades,
    "placements": told_care.placements,
    "attendanceEvents": told_care.attendance_events,
    "attendanceSchedules": told_care.attendance_schedules,
    "aggregatedAttendances": told_care.aggregated_attendances,
}
"""The lists in the order in which they are read; the last four are for others, an import passes them by."""
