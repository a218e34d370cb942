"""What planning asks teachers to write. No law asks for a written plan: it asks that teaching follows the syllabus."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, exists, func, select
from sqlmodel import Session, col

from skolplattform.core.asked import AskedField, AskedForm, Basis, Filled
from skolplattform.planning.set_work.tables import SetWork
from skolplattform.planning.tables import UnitPlan, UnitPlanContent, UnitPlanCriterion, UnitPlanGroup

EMPTY = ("", "{}", "[]", "null")


def _says(column: Any) -> ColumnElement[bool]:
    return func.trim(col(column)) != ""


def _holds(column: Any) -> ColumnElement[bool]:
    """A list or mapping that is not empty."""
    return cast(col(column), Text).not_in(EMPTY)


def _has(link: Any) -> ColumnElement[bool]:
    return exists().where(col(link.plan_id) == col(UnitPlan.id))


def _counts(session: Session, said: dict[str, ColumnElement[bool]], *conditions: ColumnElement[bool]) -> Filled:
    """How many rows there are, and for each field how many say something, in one statement."""
    sums = [func.count().filter(condition) for condition in said.values()]
    forms, *fields = session.execute(select(func.count(), *sums).where(*conditions)).one()
    return Filled(forms, dict(zip(said, fields, strict=True)))


def _plans(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    said = {
        "title": _says(UnitPlan.title),
        "purpose": _says(UnitPlan.purpose),
        "groups": _has(UnitPlanGroup),
        "contents": _has(UnitPlanContent),
        "weeks": _holds(UnitPlan.weeks),
        "show": _holds(UnitPlan.assessments),
        "aspects": _has(UnitPlanCriterion),
    }
    of_units = col(UnitPlan.unit_id).in_(units)
    of_term = col(UnitPlan.start_date).between(first, last)
    return _counts(session, said, of_units, of_term, col(UnitPlan.archived).is_(False))


def _work(session: Session, units: Collection[UUID], first: date, last: date) -> Filled:
    takes = col(SetWork.due_time).is_not(None)
    said = {"note": _says(SetWork.note), "takes": takes, "plan": col(SetWork.plan_id).is_not(None)}
    of_term = col(SetWork.day).between(first, last)
    return _counts(session, said, col(SetWork.unit_id).in_(units), of_term, col(SetWork.taken_away).is_(False))


PLAN = AskedForm(
    "plan",
    "planning.plan.title",
    (
        AskedField("title", "planning.editor.field.title", Basis.LOCAL),
        AskedField("groups", "planning.editor.field.groups", Basis.LOCAL),
        AskedField("start", "planning.editor.field.start", Basis.LOCAL),
        AskedField("end", "planning.editor.field.end", Basis.LOCAL),
        AskedField("purpose", "planning.editor.field.purpose", Basis.LOCAL),
        AskedField("contents", "planning.editor.syllabus", Basis.OPTIONAL),
        AskedField("weeks", "planning.editor.weeks", Basis.OPTIONAL),
        AskedField("show", "planning.editor.show", Basis.OPTIONAL),
        AskedField("aspects", "planning.editor.aspects", Basis.OPTIONAL),
    ),
    _plans,
)
WORK = AskedForm(
    "set_work",
    "work.one",
    (
        AskedField("kind", "work.field.kind", Basis.LOCAL),
        AskedField("title", "work.field.title", Basis.LOCAL),
        AskedField("groups", "work.field.groups", Basis.LOCAL),
        AskedField("day", "work.field.day", Basis.LOCAL),
        AskedField("note", "work.field.note", Basis.OPTIONAL),
        AskedField("takes", "handin.terms", Basis.OPTIONAL),
        AskedField("plan", "work.field.plan", Basis.OPTIONAL),
    ),
    _work,
)
