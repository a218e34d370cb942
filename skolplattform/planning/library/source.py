"""A plan to copy: its words and what it picked, as its draft says them or as an edition was frozen."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.planning.curriculum.tables import CoreContent, Criterion
from skolplattform.planning.library.permissions import findable
from skolplattform.planning.library.rules import Wording
from skolplattform.planning.library.tables import SharedPlan
from skolplattform.planning.permissions import reusable
from skolplattform.planning.tables import (
    EditionContent,
    UnitPlan,
    UnitPlanContent,
    UnitPlanCriterion,
    UnitPlanEdition,
)

POINTS_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Source:
    """What a copy is made from. `edition` 0 is the draft; `weeks` is what is done, by Monday."""

    plan_id: UUID
    edition: int
    unit_id: UUID
    syllabus_id: UUID
    author_id: UUID
    written_on: date
    title: str
    purpose: str
    start: date
    end: date
    weeks: Mapping[str, str]
    assessments: Sequence[Mapping[str, Any]]
    points: tuple[Wording, ...]
    criteria: tuple[Wording, ...]


def own_source(session: Session, actor: Actor, plan_id: UUID) -> Source:
    """A plan that the actor writes in or wrote, as its draft says now.

    Raises:
        NotFound: neither.
    """
    mine = select(UnitPlan).where(col(UnitPlan.id) == plan_id, reusable(actor, clock.today()))
    plan = session.scalars(mine).first()
    if plan is None:
        raise NotFound
    return Source(
        plan_id=plan.id,
        edition=0,
        unit_id=plan.unit_id,
        syllabus_id=plan.syllabus_id,
        author_id=plan.author_id,
        written_on=clock.local(plan.edited_at).date(),
        title=plan.title,
        purpose=plan.purpose,
        start=plan.start_date,
        end=plan.end_date,
        weeks=plan.weeks,
        assessments=plan.assessments,
        points=_points(session, UnitPlanContent, col(UnitPlanContent.plan_id) == plan.id),
        criteria=_criteria(session, plan.id),
    )


def shared_source(session: Session, actor: Actor, shared_id: UUID) -> Source:
    """A shared edition that the actor may find, word for word.

    Raises:
        NotFound: missing, taken back, or for another school.
    """
    shared = session.scalars(
        select(SharedPlan).where(col(SharedPlan.id) == shared_id, findable(session, actor))
    ).first()
    if shared is None:
        raise NotFound
    edition = session.get_one(UnitPlanEdition, (shared.plan_id, shared.number))
    of_edition = (col(EditionContent.plan_id) == shared.plan_id) & (col(EditionContent.number) == shared.number)
    body = edition.body
    return Source(
        plan_id=shared.plan_id,
        edition=shared.number,
        unit_id=shared.unit_id,
        syllabus_id=session.get_one(UnitPlan, shared.plan_id).syllabus_id,
        author_id=edition.published_by,
        written_on=clock.local(edition.published_at).date(),
        title=edition.title,
        purpose=body["purpose"],
        start=edition.start_date,
        end=edition.end_date,
        weeks={monday: text for monday, _, text in body["weeks"]},
        assessments=body["assessments"],
        points=_points(session, EditionContent, of_edition),
        criteria=tuple(Wording(None, "", aspect["name"]) for aspect in body["aspects"]),
    )


def _points(session: Session, link: type[UnitPlanContent | EditionContent], condition: Any) -> tuple[Wording, ...]:
    rows = session.execute(
        select(col(CoreContent.id), col(CoreContent.area), col(CoreContent.text))
        .join(link, col(link.content_id) == col(CoreContent.id))
        .where(condition)
        .order_by(col(CoreContent.position), col(CoreContent.id))
        .limit(POINTS_LIMIT)
    ).all()
    return tuple(Wording(*row) for row in rows)


def _criteria(session: Session, plan_id: UUID) -> tuple[Wording, ...]:
    rows = session.execute(
        select(col(Criterion.id), col(Criterion.aspect))
        .join(UnitPlanCriterion, col(UnitPlanCriterion.criterion_id) == col(Criterion.id))
        .where(col(UnitPlanCriterion.plan_id) == plan_id)
        .order_by(col(Criterion.position), col(Criterion.id))
        .limit(POINTS_LIMIT)
    ).all()
    return tuple(Wording(id_, "", aspect) for id_, aspect in rows)
