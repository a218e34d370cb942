"""What has left the export is ended by date: its last day was yesterday. Nothing is deleted that had begun.

What the export itself says of a row counts for more than that a row it belongs to is gone: then the row stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, SQLModel

from skolplattform.attendance.contract import AttendanceFacts
from skolplattform.core import clock, modules
from skolplattform.interop.compare import Changes, Today, Values, end
from skolplattform.interop.stage import Stage
from skolplattform.interop.targets import Columns
from skolplattform.registry import tables as registry
from skolplattform.schedule import tables as schedule


@dataclass(frozen=True)
class _Ending:
    """Rows that end when `entity` is gone. `told_by`: the list, and the column with its id, that speaks for them."""

    entity: str
    kind: str
    columns: Columns
    by: str
    told_by: tuple[str, str] | None = None


def _ending(entity: str, kind: str, model: type[SQLModel], by: str, *told_by: str) -> _Ending:
    return _Ending(entity, kind, Columns(model), by, (told_by[0], told_by[1]) if told_by else None)


_ENDINGS = (
    _ending("persons", "enrolments", registry.Enrolment, "person_id"),
    _ending("persons", "responsibles", registry.Responsibility, "child_id"),
    _ending("persons", "responsibles", registry.Responsibility, "adult_id", "persons", "child_id"),
    _ending("persons", "memberships", registry.GroupMembership, "person_id", "groups", "group_id"),
    _ending("persons", "duties", registry.Duty, "person_id", "duties", "id"),
    _ending("enrolments", "enrolments", registry.Enrolment, "id"),
    _ending("groups", "memberships", registry.GroupMembership, "group_id"),
    _ending("groups", "assignments", registry.Assignment, "group_id", "duties", "duty_id"),
    _ending("groups", "groups", registry.Group, "id"),
    _ending("duties", "assignments", registry.Assignment, "duty_id"),
    _ending("duties", "teachers", schedule.ActivityTeacher, "duty_id", "activities", "activity_id"),
    _ending("duties", "duties", registry.Duty, "id"),
    _ending("activities", "teachers", schedule.ActivityTeacher, "activity_id"),
    _ending("activities", "activities", schedule.Activity, "id"),
    _ending("organisations", "organisations", registry.Organisation, "id"),
)
_LESSONS = Columns(schedule.CalendarEvent)


def endings(stage: Stage, session: Session, today: Today) -> Iterator[tuple[str, Changes]]:
    """(kind, changes) of everything that has left, in batches; each row once, however many reasons it has."""
    seen: set[tuple[Any, ...]] = set()
    for kind, changes, found in _leaving(stage, session, today):
        marks = [(kind, *(row[key] for key in changes.columns.keys)) for row in found]
        fresh = [row for mark, row in zip(marks, found, strict=True) if mark not in seen]
        seen.update(marks)
        if kind == "calendarEvents":
            changes.ended.extend({**row, "cancelled": True} for row in fresh)
        elif "modified_at" in changes.columns.readers:
            changes.ended.extend(_closed(row, today.last_day) for row in fresh)
        else:
            end(changes, fresh, today)
        yield kind, changes


def _leaving(stage: Stage, session: Session, today: Today) -> Iterator[tuple[str, Changes, list[Values]]]:
    for ending in _ENDINGS:
        for ids in stage.gone(ending.entity):
            yield ending.kind, Changes(ending.columns), _going_on(stage, session, ending, ids, today)
    lessons = _LESSONS.table.c
    for ids in stage.gone("activities"):
        chosen = lessons.activity_id.in_(ids) & (lessons.day >= today.day)
        yield "calendarEvents", Changes(_LESSONS), _taking_place(session, chosen)
    for ids in stage.gone("calendarEvents"):
        yield "calendarEvents", Changes(_LESSONS), _taking_place(session, lessons.id.in_(ids))


def _going_on(stage: Stage, session: Session, ending: _Ending, ids: list[UUID], today: Today) -> list[Values]:
    """The rows that hold today or later, but for those that the export tells of."""
    columns = ending.columns.table.c
    question = ending.columns.table.select().where(
        columns[ending.by].in_(ids), or_(columns.end_date.is_(None), columns.end_date > today.last_day)
    )
    found = session.connection().execute(question.order_by(*(columns[key] for key in ending.columns.keys)))
    return [dict(row) for row in found.mappings() if not _is_told(stage, ending, dict(row))]


def _is_told(stage: Stage, ending: _Ending, row: Values) -> bool:
    if ending.told_by is None:
        return False
    entity, column = ending.told_by
    told = "SELECT 1 FROM row WHERE entity = ? AND id = ?"
    return bool(stage.one(told, (entity, row[column].bytes)))


def _closed(row: Values, last_day: date) -> Values:
    """A row that others point at stays, also when it had not begun: then it held for the one day that is over."""
    start = row["start_date"]
    return {**row, "start_date": start and min(start, last_day), "end_date": last_day, "modified_at": clock.now()}


def _taking_place(session: Session, chosen: Any) -> list[Values]:
    """Lessons that nobody has reported and that are not cancelled; those that were reported took place."""
    lessons, facts = _LESSONS.table, modules.get(AttendanceFacts)
    question = lessons.select().where(chosen, lessons.c.cancelled.is_(False)).order_by(lessons.c.id)
    if facts is not None:
        question = question.where(lessons.c.id.not_in(select(facts.registers().c.calendar_event_id)))
    return [dict(row) for row in session.connection().execute(question).mappings()]
