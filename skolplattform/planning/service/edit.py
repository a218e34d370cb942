"""A change of a draft, field by field, so that two teachers who write in different places never lose a word."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from skolplattform.planning import rules
from skolplattform.planning.queries.editor import assessment_rows
from skolplattform.planning.tables import UnitPlan, UnitPlanContent, UnitPlanCriterion, UnitPlanGroup
from skolplattform.planning.views import AssessmentRow

LINKS: dict[str, tuple[type[SQLModel], str]] = {
    "groups": (UnitPlanGroup, "group_id"),
    "contents": (UnitPlanContent, "content_id"),
    "criteria": (UnitPlanCriterion, "criterion_id"),
}
COLUMNS = {"title": "title", "purpose": "purpose", "start": "start_date", "end": "end_date"}


class FieldEdit:
    """Values of some fields of what several teachers write in; None leaves a field alone."""

    __slots__ = ()

    def touched(self) -> dict[str, Any]:
        """The fields it speaks of, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(FieldEdit):
    """Values of some fields of a draft. `weeks` holds only the weeks it speaks of."""

    title: str | None = None
    purpose: str | None = None
    start: date | None = None
    end: date | None = None
    weeks: Mapping[str, str] | None = None
    assessments: tuple[AssessmentRow, ...] | None = None
    groups: frozenset[UUID] | None = None
    contents: frozenset[UUID] | None = None
    criteria: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands after a save. `at` is the local time, HH:MM."""

    version: int
    at: str
    status: str


def standing_values(session: Session, plan: UnitPlan, edit: Edit) -> dict[str, Any]:
    """What the plan says now in the fields that the edit touches."""
    return {name: _standing(session, plan, name, value) for name, value in edit.touched().items()}


def _standing(session: Session, plan: UnitPlan, name: str, value: Any) -> Any:
    if name in COLUMNS:
        return getattr(plan, COLUMNS[name])
    if name == "weeks":
        return {monday: plan.weeks.get(monday, "") for monday in value}
    if name == "assessments":
        return assessment_rows(plan.assessments)
    table, column = LINKS[name]
    return frozenset(session.exec(select(getattr(table, column)).where(table.plan_id == plan.id)).all())  # type: ignore[attr-defined]


def clashes(standing: Mapping[str, Any], before: FieldEdit, after: FieldEdit) -> tuple[str, ...]:
    """The fields that somebody else changed meanwhile to something else than this edit wants."""
    began, wanted = before.touched(), after.touched()
    return tuple(name for name, now in standing.items() if now not in (began.get(name), wanted[name]))


def apply(session: Session, plan: UnitPlan, standing: Mapping[str, Any], edit: Edit) -> tuple[str, ...]:
    """Write what differs; the names of the fields that changed."""
    changed = {name: value for name, value in edit.touched().items() if standing[name] != value}
    for name, value in changed.items():
        if name in COLUMNS:
            setattr(plan, COLUMNS[name], value)
        elif name == "weeks":
            plan.weeks = rules.kept_weeks({**plan.weeks, **value})
        elif name == "assessments":
            plan.assessments = [asdict(row) for row in value]
        else:
            _relink(session, plan.id, name, standing[name], value)
    return tuple(changed)


def _relink(session: Session, plan_id: UUID, name: str, now: frozenset[UUID], wanted: frozenset[UUID]) -> None:
    table, column = LINKS[name]
    if gone := now - wanted:
        session.execute(
            delete(table).where(table.plan_id == plan_id, col(getattr(table, column)).in_(gone))  # type: ignore[attr-defined]
        )
    if new := wanted - now:
        session.execute(insert(table), [{"plan_id": plan_id, column: id_} for id_ in sorted(new)])
