"""Attendance to take away: students and classes over a time, CSN's list, the keys of the coming national register.

Each report is a reading of many persons' data: it is logged, and a large one says why (security rule 12).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from skolplattform.accounts import second_factor
from skolplattform.attendance.permissions import EXPORT
from skolplattform.attendance.queries.figures import Enrolled, enrolled_students, student_days
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.training import Minutes, workplace_minutes
from skolplattform.attendance.rules import figures
from skolplattform.attendance.rules.activity import activity, periods_between
from skolplattform.attendance.rules.duty import TRAINING_FORMS
from skolplattform.attendance.rules.figures import Day, Sum, hours
from skolplattform.core import audit, clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.permissions import require
from skolplattform.core.tabular import Cell, Sheet
from skolplattform.i18n import text
from skolplattform.registry.codes import SchoolType
from skolplattform.registry.tables import Organisation

LARGE = 200
"""A report about more persons than this says why."""
LONGEST_REASON = 300
CSN_FORMS = {SchoolType.UPPER_SECONDARY.value, SchoolType.ADAPTED_UPPER_SECONDARY.value}
LONGEST_DAYS = 400


class Kind(StrEnum):
    """What a report holds."""

    STUDENTS = "students"
    CLASSES = "classes"
    CSN = "csn"
    REGISTER = "register"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `class_id` narrows to one class."""

    unit_id: UUID
    kind: Kind
    first: date
    last: date
    class_id: UUID | None = None
    language: str = "sv"
    reason: str = ""


def report(session: Session, actor: Actor, wanted: Wanted) -> tuple[str, list[Sheet]]:
    """The unit's name and the report's table.

    Raises:
        NotFound: not a unit of the actor's. Invalid: the days are wrong, or a large report gives no reason or proof.
    """
    require(actor, EXPORT)
    unit = session.get(Organisation, wanted.unit_id) if wanted.unit_id in actor.units else None
    if unit is None:
        raise NotFound
    if wanted.last < wanted.first or (wanted.last - wanted.first).days > LONGEST_DAYS:
        raise Invalid("last", "reports.error.last")
    students = _students(session, actor, wanted)
    if wanted.kind is not Kind.CLASSES:
        _weigh(session, actor, wanted, students)
    rows = _rows(session, wanted, students, unit)
    heads = tuple(text(f"reports.head.{name}", wanted.language) for name in HEADS[wanted.kind])
    _log(session, actor, wanted, len(students))
    shares = frozenset(at for at, name in enumerate(HEADS[wanted.kind]) if name in ("absence", "unreported"))
    return unit.display_name, [Sheet(text(f"reports.kind.{wanted.kind}", wanted.language), heads, rows, shares)]


def _rows(session: Session, wanted: Wanted, students: list[Enrolled], unit: Organisation) -> "Rows":
    days = student_days(session, wanted.unit_id, wanted.first, wanted.last)
    if wanted.kind is not Kind.ACTIVITY:
        return MADE[wanted.kind](students, days, unit)
    training = workplace_minutes(session, wanted.unit_id, wanted.first, wanted.last)
    weeks = policy_for(session, wanted.unit_id, wanted.last).activity_weeks
    return tuple(row for one in students for row in _active(one, days.get(one.person_id, []), training, wanted, weeks))


def _active(
    one: Enrolled, days: list[Day], training: Minutes, wanted: Wanted, weeks: int
) -> Iterator[tuple[Cell, ...]]:
    """A row for each period of weeks in which something was offered (R-V06)."""
    there, until = training.get(one.person_id, {}), min(wanted.last, clock.today())
    for period in periods_between(wanted.first, until, weeks):
        found = activity(days, there, period, today=until, since=one.since)
        if found.offered or found.workplace:
            minutes = (found.offered, found.taken, found.workplace, round(found.offered_a_week), found.unreported)
            span = f"{period.first.isoformat()}/{period.last.isoformat()}"
            yield (one.name, one.class_name, one.school_type, span, *(hours(part) for part in minutes))


def _students(session: Session, actor: Actor, wanted: Wanted) -> list[Enrolled]:
    found = enrolled_students(session, actor, wanted.unit_id, min(wanted.last, clock.today()))
    if wanted.class_id is not None:
        found = [one for one in found if one.class_id == wanted.class_id]
    forms = {Kind.CSN: CSN_FORMS, Kind.ACTIVITY: TRAINING_FORMS}.get(wanted.kind)
    if forms is not None:
        found = [one for one in found if one.school_type in forms]
    return found


def _weigh(session: Session, actor: Actor, wanted: Wanted, students: list[Enrolled]) -> None:
    """A report about many persons says why and needs a fresh proof of who takes it; each stands in their log."""
    if len(students) > LARGE and not wanted.reason.strip():
        raise Invalid("reason", "reports.error.reason")
    if len(students) > LARGE and not second_factor.is_proved(session, actor):
        raise Invalid("code", "reports.error.code")
    persons = [one.person_id for one in students]
    readings.opened(
        session, actor, EXPORT.name, "attendance_report", wanted.unit_id, persons=persons, unit=wanted.unit_id
    )


Rows = tuple[tuple[Cell, ...], ...]
Days = dict[UUID, list[Day]]


def _by_student(students: list[Enrolled], days: Days, _unit: Organisation) -> Rows:
    return tuple((one.name, one.class_name, *measures(figures.total(days.get(one.person_id, ())))) for one in students)


def _by_class(students: list[Enrolled], days: Days, unit: Organisation) -> Rows:
    """Each class as a whole, and the school."""
    classes: dict[str, list[Day]] = {}
    for one in students:
        classes.setdefault(one.class_name, []).extend(days.get(one.person_id, ()))
    sums = [(name, figures.total(found)) for name, found in sorted(classes.items())]
    whole = figures.total(day for found in classes.values() for day in found)
    return tuple((name, *measures(found)) for name, found in (*sums, (unit.display_name, whole)))


def _for_csn(students: list[Enrolled], days: Days, _unit: Organisation) -> Rows:
    return tuple(
        (one.name, one.class_name, f"{month:%Y-%m}", hours(found.invalid), found.occasions)
        for one in students
        for month, found in figures.for_csn(figures.by_month(days.get(one.person_id, ()))).items()
    )


def _for_register(students: list[Enrolled], days: Days, unit: Organisation) -> Rows:
    """By the keys of the coming national register (R-A11): one row a student and month."""
    return tuple(
        (
            one.civic_no,
            one.school_type,
            unit.school_unit_code,
            one.school_year,
            figures.term_of(month),
            f"{month:%Y-%m}",
            hours(found.offered),
            hours(found.reported),
            hours(found.valid),
            hours(found.invalid),
        )
        for one in students
        for month, found in figures.by_month(days.get(one.person_id, ())).items()
    )


def measures(found: Sum) -> tuple[Cell, ...]:
    """A sum as the columns of `MEASURES`."""
    offered, valid, invalid = hours(found.offered), hours(found.valid), hours(found.invalid)
    return (offered, found.absence, valid, invalid, hours(found.other), found.unreported)


MADE = {Kind.STUDENTS: _by_student, Kind.CLASSES: _by_class, Kind.CSN: _for_csn, Kind.REGISTER: _for_register}
MEASURES = ("offered", "absence", "valid", "invalid", "other", "unreported")
HEADS = {
    Kind.STUDENTS: ("student", "class", *MEASURES),
    Kind.CLASSES: ("class", *MEASURES),
    Kind.CSN: ("student", "class", "month", "invalid", "occasions"),
    Kind.REGISTER: (
        *("civic_no", "school_type", "unit_code", "school_year", "term", "month"),
        *("offered", "reported", "valid", "invalid"),
    ),
    Kind.ACTIVITY: (
        *("student", "class", "school_type", "period"),
        *("offered", "taken", "workplace", "a_week", "unreported_hours"),
    ),
}


def _log(session: Session, actor: Actor, wanted: Wanted, persons: int) -> None:
    detail = {
        "kind": wanted.kind.value,
        "persons": persons,
        "class": str(wanted.class_id or ""),
        "first": wanted.first.isoformat(),
        "last": wanted.last.isoformat(),
        "reason": wanted.reason.strip()[:LONGEST_REASON],
    }
    audit.record(session, actor, EXPORT.name, "attendance_report", wanted.unit_id, unit=wanted.unit_id, detail=detail)
