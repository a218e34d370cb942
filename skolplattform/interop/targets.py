"""Where the lists of an export are kept: tables, their columns, and what belongs to each row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Table
from sqlmodel import SQLModel

from skolplattform.core.ids import UuidKey, id_of
from skolplattform.registry import tables as registry
from skolplattform.schedule import tables as schedule

LONG_AGO = date(1900, 1, 1)
UNMAPPED = frozenset({"modified_at"})


def id_from(staged: str) -> UUID:
    """The key of its 32 hex digits."""
    return id_of(bytes.fromhex(staged))


def reader_of(kind: Any) -> Callable[[Any], Any]:
    """How a staged value (JSON) becomes the value of a column."""
    if isinstance(kind, UuidKey):
        return id_from
    if isinstance(kind, Date):
        return date.fromisoformat
    if "DateTime" in type(kind).__name__ or getattr(kind, "__visit_name__", "") in ("datetime", "DATETIME"):
        return datetime.fromisoformat
    return lambda value: value


@dataclass(frozen=True)
class Columns:
    """The columns of a table that an import may set, and how their values are read."""

    model: type[SQLModel]

    @cached_property
    def table(self) -> Table:
        """The table."""
        return self.model.__table__  # type: ignore[attr-defined]

    @cached_property
    def readers(self) -> dict[str, Callable[[Any], Any]]:
        """Each column's reader."""
        return {column.name: reader_of(column.type) for column in self.table.columns}

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a new row has where the export says nothing."""
        own = self.readers.keys() - {"id", *UNMAPPED}
        fields = ((name, found) for name, found in self.model.model_fields.items() if name in own)
        return {name: found.get_default(call_default_factory=True) for name, found in fields if not found.is_required()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return tuple(column.name for column in self.table.primary_key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every column."""
        return tuple(self.readers)

    def read(self, values: dict[str, Any]) -> dict[str, Any]:
        """Staged values as column values; anything that is no column is left out."""
        readers = self.readers
        return {
            name: value if value is None else readers[name](value) for name, value in values.items() if name in readers
        }


@dataclass(frozen=True)
class Belongings:
    """A list inside a row. Dated ones are ended, never removed; the others are replaced.

    `match` are the columns that say which one it is, apart from its first day.
    """

    name: str
    kind: str
    columns: Columns
    parent: str
    match: tuple[str, ...]
    is_dated: bool = False
    one_each: bool = False


@dataclass(frozen=True)
class Target:
    """A list of the export and its table."""

    entity: str
    columns: Columns
    belongings: tuple[Belongings, ...] = ()
    needed: dict[str, Any] = field(default_factory=dict)


def _dated(name: str, kind: str, model: type[SQLModel], parent: str, *match: str, one_each: bool = False) -> Belongings:
    return Belongings(name, kind, Columns(model), parent, match, is_dated=True, one_each=one_each)


def _replaced(name: str, kind: str, model: type[SQLModel], parent: str, *match: str) -> Belongings:
    return Belongings(name, kind, Columns(model), parent, match)


TARGETS: tuple[Target, ...] = (
    Target("organisations", Columns(registry.Organisation), needed={"start_date": LONG_AGO}),
    Target(
        "persons",
        Columns(registry.Person),
        (
            _replaced("principal_names", "principalNames", registry.PrincipalName, "person_id", "value"),
            _replaced(
                "contacts",
                "contacts",
                registry.Contact,
                "person_id",
                "kind",
                "label",
                "value",
                "postal_code",
                "locality",
                "mobile",
            ),
            _dated("enrolments", "enrolments", registry.Enrolment, "person_id", "unit_id", "school_type"),
        ),
    ),
    Target(
        "groups",
        Columns(registry.Group),
        (_dated("memberships", "memberships", registry.GroupMembership, "group_id", "person_id"),),
    ),
    Target(
        "duties",
        Columns(registry.Duty),
        (_dated("assignments", "assignments", registry.Assignment, "duty_id", "group_id", "assignment_role"),),
    ),
    Target("syllabuses", Columns(schedule.Syllabus)),
    Target("rooms", Columns(schedule.Room)),
    Target(
        "activities",
        Columns(schedule.Activity),
        (
            _replaced("groups", "activityGroups", schedule.ActivityGroup, "activity_id", "group_id"),
            _dated("teachers", "teachers", schedule.ActivityTeacher, "activity_id", "duty_id", one_each=True),
        ),
    ),
    Target(
        "calendarEvents",
        Columns(schedule.CalendarEvent),
        (
            _replaced("rooms", "rooms_used", schedule.CalendarEventRoom, "calendar_event_id", "room_id"),
            _replaced(
                "student_exceptions",
                "studentExceptions",
                schedule.StudentException,
                "calendar_event_id",
                "student_id",
                "participates",
                "starts_at",
                "ends_at",
            ),
            _replaced(
                "teacher_exceptions",
                "teacherExceptions",
                schedule.TeacherException,
                "calendar_event_id",
                "duty_id",
                "participates",
            ),
        ),
    ),
)
"""In the order in which rows may point at each other, but for `RESPONSIBLES`: adults may stand after children."""

RESPONSIBLES = _dated(
    "responsibles", "responsibles", registry.Responsibility, "child_id", "adult_id", "relation_type", one_each=True
)
