"""Attendance to take away: weeks and classes as sums, or the students one by one. Each is logged."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.accounts import second_factor
from skolplattform.core import audit, readings
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid
from skolplattform.core.permissions import require
from skolplattform.core.tabular import Sheet
from skolplattform.i18n import text
from skolplattform.insights import sources
from skolplattform.insights.permissions import EXPORT_SCHOOL, LARGE_EXPORT, require_unit
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.lessons import StudentLesson, lessons_of
from skolplattform.insights.queries.periods import Window
from skolplattform.insights.queries.school import ClassShown, Part, overview
from skolplattform.insights.queries.students import due
from skolplattform.insights.rules.counts import Counts, total
from skolplattform.insights.shown import words
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.tables import GroupMembership, Person

SHARES = ("presence", "absence", "valid_share", "invalid_share", "unreported")
LONGEST_REASON = 300
MOST_STUDENTS = 5_000


@dataclass(frozen=True, slots=True)
class Export:
    """What is asked for: a scope of a unit over some days. `reason` is needed for more than 200 persons."""

    unit_id: UUID
    scope: Scope
    window: Window
    language: str = "sv"
    reason: str = ""


def groups(session: Session, actor: Actor, wanted: Export, *, today: date) -> list[Sheet]:
    """Weeks, years and classes of the scope, as sums.

    Raises:
        NotFound: not the actor's unit.
    """
    require(actor, EXPORT_SCHOOL)
    found, _ = overview(session, actor, wanted.unit_id, wanted.window, scope=wanted.scope, today=today)
    weeks = tuple(
        (f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}", *_figures(counts))
        for monday, counts in found.weeks.items()
    )
    sheets = [
        _sheet("insights.week", "insights.week", weeks, wanted),
        _sheet("insights.attendance.parts_years", "insights.attendance.parts_years", _parts(found.years), wanted),
        _sheet("insights.attendance.parts_classes", "insights.class", _parts(found.classes), wanted),
    ]
    _log(session, actor, wanted, "groups", 0)
    return sheets


def students(session: Session, actor: Actor, wanted: Export, *, today: date) -> list[Sheet]:
    """The students of the scope by class and name. Protected persons are left out (R-X04).

    Raises:
        NotFound: not the actor's unit.
        Invalid: more than 200 persons and no reason, or no fresh second factor (security rule 12).
    """
    require(actor, EXPORT_SCHOOL)
    require_unit(actor, wanted.unit_id)
    found, classes = overview(session, actor, wanted.unit_id, wanted.window, scope=wanted.scope, today=today)
    chosen = _classes(wanted.scope, found.classes, classes)
    people = _people(session, actor, chosen, today)
    reason = wanted.reason.strip()
    if len(people) > LARGE_EXPORT and not reason:
        raise Invalid("reason", "insights.export.reason_needed")
    if len(people) > LARGE_EXPORT and not second_factor.is_proved(session, actor):
        raise Invalid("code", "insights.export.proof_needed")
    ids = {person for person, *_ in people}
    if ids:
        readings.opened(
            session, actor, "insights.export_persons", "attendance", wanted.unit_id, persons=ids, unit=wanted.unit_id
        )
    lessons = lessons_of(session, ids, wanted.window.first, min(wanted.window.last, today))
    rows = tuple(
        (f"{family}, {given}", classes[group].name, *_figures(_sum(lessons[person], wanted.window, today)))
        for person, given, family, group in people
    )
    _log(session, actor, wanted, "students", len(people))
    heads = (text("insights.attendance.student", wanted.language), text("insights.class", wanted.language))
    return [Sheet(text("insights.students", wanted.language), (*heads, *_heads(wanted)), rows, _share_columns(2))]


def _classes(scope: Scope, parts: tuple[Part, ...], classes: dict[UUID, ClassShown]) -> list[UUID]:
    if scope.class_id is not None:
        return [scope.class_id]
    found = [part.scope.class_id for part in parts if part.scope.class_id in classes]
    return found if scope.school_year is not None else list(classes)  # type: ignore[return-value]


def _people(session: Session, actor: Actor, groups_: list[UUID], today: date) -> list[tuple[UUID, str, str, UUID]]:
    rows = session.execute(
        select(col(Person.id), col(Person.given_name), col(Person.family_name), col(GroupMembership.group_id))
        .join(GroupMembership, col(GroupMembership.person_id) == col(Person.id))
        .where(
            col(GroupMembership.group_id).in_(groups_),
            sources.within(col(GroupMembership.start_date), col(GroupMembership.end_date), today, today),
            identity_shown(actor, today),
            col(Person.security_marking) == "Ingen",
        )
        .order_by(col(GroupMembership.group_id), col(Person.family_name), col(Person.given_name), col(Person.id))
        .limit(MOST_STUDENTS)
    ).all()
    return [tuple(row) for row in rows]  # type: ignore[misc]


def _sum(lessons: list[StudentLesson], window: Window, today: date) -> Counts:
    return total(lesson.counts for lesson in due(lessons, window, today))


def _figures(counts: Counts) -> tuple[float | int | None, ...]:
    return (counts.reported, *(getattr(counts, name) for name in SHARES), counts.late)


def _heads(wanted: Export) -> tuple[str, ...]:
    keys = ("export.minutes", "present", "absent", "valid", "invalid", "unreported", "late")
    return tuple(text(f"insights.{key}", wanted.language) for key in keys)


def _share_columns(before: int) -> frozenset[int]:
    return frozenset(range(before + 1, before + 1 + len(SHARES)))


def _parts(parts: tuple[Part, ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple((part.name or words.year(part.scope.school_year).sv, *_figures(part.counts)) for part in parts)


def _sheet(name: str, first: str, rows: tuple[tuple[Any, ...], ...], wanted: Export) -> Sheet:
    heads = (text(first, wanted.language), *_heads(wanted))
    return Sheet(text(name, wanted.language), heads, rows, _share_columns(1))


def _log(session: Session, actor: Actor, wanted: Export, kind: str, persons: int) -> None:
    """Who took what, how much and why."""
    detail = {
        "kind": kind,
        "persons": persons,
        "year": wanted.scope.school_year,
        "class": str(wanted.scope.class_id or ""),
        "first": wanted.window.first.isoformat(),
        "last": wanted.window.last.isoformat(),
        "reason": wanted.reason.strip()[:LONGEST_REASON],
    }
    audit.record(session, actor, EXPORT_SCHOOL.name, "attendance", wanted.unit_id, unit=wanted.unit_id, detail=detail)
