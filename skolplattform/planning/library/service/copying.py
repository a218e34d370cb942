"""A new draft from a plan that is there already. The copy knows where it comes from, and what it could not bring."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.planning import rules
from skolplattform.planning.curriculum.reading import readings
from skolplattform.planning.curriculum.tables import CoreContent, Criterion
from skolplattform.planning.library.permissions import LIBRARY
from skolplattform.planning.library.rules import Wording, rematch
from skolplattform.planning.library.source import Source, own_source, shared_source
from skolplattform.planning.library.tables import PlanOrigin
from skolplattform.planning.permissions import PLAN, groups_taught
from skolplattform.planning.queries.picking import stages_offered
from skolplattform.planning.service.draft import new_draft, next_start
from skolplattform.planning.service.edit import LINKS
from skolplattform.planning.service.told import tell_team
from skolplattform.planning.tables import UnitPlan, UnitPlanGroup
from skolplattform.registry.tables import Group

OFFERED_LIMIT = 400


def copy_plan(session: Session, actor: Actor, plan_id: UUID, *, key: str) -> UUID:
    """A new draft with the same words, for those of its groups that the actor teaches now, from the next free week.

    Raises:
        NotFound: neither a plan the actor writes in nor one they wrote.
    """

    def copy() -> UnitPlan:
        source = own_source(session, actor, plan_id)
        of_plan = select(UnitPlanGroup.group_id).where(UnitPlanGroup.plan_id == plan_id)
        groups = frozenset(session.exec(of_plan).all()) & groups_taught(session, actor, source.syllabus_id)
        return _twin(session, actor, source, sorted(groups), source.syllabus_id, source.unit_id)

    return _once(session, actor, key, copy)


def copy_own(session: Session, actor: Actor, plan_id: UUID, *, group_id: UUID, syllabus_id: UUID, key: str) -> UUID:
    """A new draft for a group, from a plan of one's own or of one's team: last year's, or a colleague's.

    Raises:
        NotFound: not the actor's to copy, or not a group they teach this subject.
    """

    def copy() -> UnitPlan:
        return _for_group(session, actor, own_source(session, actor, plan_id), group_id, syllabus_id)

    return _once(session, actor, key, copy)


def copy_shared(
    session: Session, actor: Actor, shared_id: UUID, *, group_id: UUID, syllabus_id: UUID, key: str
) -> UUID:
    """A new draft for a group, from what a colleague has shared with the school or the city.

    Raises:
        NotFound: nothing that the actor may find, or not a group they teach this subject.
    """
    require(actor, LIBRARY)

    def copy() -> UnitPlan:
        return _for_group(session, actor, shared_source(session, actor, shared_id), group_id, syllabus_id)

    return _once(session, actor, key, copy)


def _once(session: Session, actor: Actor, key: str, copy: Callable[[], UnitPlan]) -> UUID:
    require(actor, PLAN)

    def act() -> dict[str, str]:
        return {"plan_id": str(copy().id)}

    return UUID(idempotency.once(session, actor, key, "planning.copy", act)["plan_id"])


def _for_group(session: Session, actor: Actor, source: Source, group_id: UUID, syllabus_id: UUID) -> UnitPlan:
    if group_id not in groups_taught(session, actor, syllabus_id):
        raise NotFound
    unit_id = session.exec(select(Group.unit_id).where(Group.id == group_id)).one()
    return _twin(session, actor, source, [group_id], syllabus_id, unit_id)


def _twin(
    session: Session, actor: Actor, source: Source, groups: Sequence[UUID], syllabus_id: UUID, unit_id: UUID
) -> UnitPlan:
    start = next_start(session, groups[0], syllabus_id) if groups else rules.monday(clock.today())
    far = start - rules.monday(source.start)
    twin = new_draft(actor, unit_id, syllabus_id, source.start + far, source.end + far)
    twin.title, twin.purpose = source.title, source.purpose
    twin.weeks = {(date.fromisoformat(monday) + far).isoformat(): text for monday, text in source.weeks.items()}
    twin.assessments = [dict(row) | {"day": ""} for row in source.assessments]
    session.add(twin)
    session.flush()
    _link(session, twin.id, "groups", groups)
    _remember(session, source, twin, _pick(session, source, twin, groups))
    detail = {"did": "copy", "of": str(source.plan_id), "edition": source.edition}
    audit.record(session, actor, PLAN.name, "unit_plan", twin.id, unit=unit_id, detail=detail)
    tell_team(session, twin.id)
    return twin


def _pick(session: Session, source: Source, twin: UnitPlan, groups: Sequence[UUID]) -> list[Wording]:
    """Pick in the group's own curriculum what the source had picked in its; what is not there is answered (R-Y01)."""
    stages = stages_offered(readings(session, twin.syllabus_id, groups, twin.start_date))
    missing: list[Wording] = []
    for name, picked, table in (("contents", source.points, CoreContent), ("criteria", source.criteria, Criterion)):
        found = rematch(picked, _offered(session, table, stages))
        _link(session, twin.id, name, sorted(found.kept))
        missing += found.missing
    return missing


def _offered(session: Session, table: type[CoreContent | Criterion], stages: Collection[UUID]) -> list[Wording]:
    rows = session.exec(
        select(table)
        .where(col(table.stage_id).in_(stages), col(table.withdrawn).is_(False))
        .order_by(col(table.stage_id), col(table.position), col(table.id))
        .limit(OFFERED_LIMIT)
    ).all()
    return [
        Wording(row.id, row.area, row.text) if isinstance(row, CoreContent) else Wording(row.id, "", row.aspect)
        for row in rows
    ]


def _link(session: Session, plan_id: UUID, name: str, ids: Sequence[UUID]) -> None:
    table, column = LINKS[name]
    if ids:
        session.execute(insert(table), [{"plan_id": plan_id, column: id_} for id_ in ids])


def _remember(session: Session, source: Source, twin: UnitPlan, missing: Sequence[Wording]) -> None:
    session.add(
        PlanOrigin(
            plan_id=twin.id,
            source_id=source.plan_id,
            edition=source.edition,
            title=source.title,
            author_id=source.author_id,
            unit_id=source.unit_id,
            written_on=source.written_on,
            unmatched=[{"area": wording.area, "text": wording.text} for wording in missing],
        )
    )
    session.flush()
