"""Begin, write and put away a draft. Nobody but its teachers sees any of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.core import audit, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning import rules
from skolplattform.planning.curriculum.reading import readings
from skolplattform.planning.curriculum.tables import CoreContent, Criterion
from skolplattform.planning.permissions import PLAN, groups_taught, reusable, standing, writable_plan
from skolplattform.planning.queries.editor import plan_draft
from skolplattform.planning.queries.picking import stages_offered
from skolplattform.planning.service.edit import LINKS, Edit, Saved, apply, clashes, standing_values
from skolplattform.planning.service.told import tell_team
from skolplattform.planning.tables import UnitPlan, UnitPlanContent, UnitPlanCriterion, UnitPlanEdition, UnitPlanGroup
from skolplattform.registry.tables import Group

FIRST_LENGTH = timedelta(weeks=3)
ASSESSMENTS_LIMIT = 12


def create_plan(session: Session, actor: Actor, *, group_id: UUID, syllabus_id: UUID, key: str) -> UUID:
    """Begin a unit for a group in a subject; it is proposed to follow the group's last unit and last four weeks.

    Raises:
        NotFound: the actor does not teach the group this subject.
    """
    require(actor, PLAN)

    def begin() -> dict[str, str]:
        if group_id not in groups_taught(session, actor, syllabus_id):
            raise NotFound
        unit_id = session.exec(select(Group.unit_id).where(Group.id == group_id)).one()
        start = next_start(session, group_id, syllabus_id)
        plan = new_draft(actor, unit_id, syllabus_id, start, rules.friday(start + FIRST_LENGTH))
        session.add(plan)
        session.flush()
        session.add(UnitPlanGroup(plan_id=plan.id, group_id=group_id))
        session.flush()
        audit.record(session, actor, PLAN.name, "unit_plan", plan.id, unit=unit_id, detail={"did": "create"})
        tell_team(session, plan.id)
        return {"plan_id": str(plan.id)}

    return UUID(idempotency.once(session, actor, key, "planning.create", begin)["plan_id"])


def new_draft(actor: Actor, unit_id: UUID, syllabus_id: UUID, start: date, end: date) -> UnitPlan:
    """A draft without a word, of which the actor is the author."""
    return UnitPlan(
        id=new_id(),
        unit_id=unit_id,
        syllabus_id=syllabus_id,
        start_date=start,
        end_date=end,
        author_id=actor.person_id,
        edited_by=actor.person_id,
        edited_at=clock.now(),
    )


def next_start(session: Session, group_id: UUID, syllabus_id: UUID) -> date:
    """The Monday after the group's last unit in the subject, or this week's when none goes on or comes."""
    last = session.exec(
        select(func.max(UnitPlan.end_date))
        .join(UnitPlanGroup, col(UnitPlanGroup.plan_id) == col(UnitPlan.id))
        .where(
            UnitPlanGroup.group_id == group_id,
            UnitPlan.syllabus_id == syllabus_id,
            col(UnitPlan.archived).is_(False),
        )
    ).one()
    today = clock.today()
    return rules.monday(last + rules.WEEK) if last and last >= today else rules.monday(today)


def save_draft(session: Session, actor: Actor, plan_id: UUID, *, before: Edit, after: Edit, version: int) -> Saved:
    """Save what the teacher wrote. `before` is what the fields said when they began, for `version`.

    Somebody else's save in other fields stands beside it; in the same field nothing is written over.

    Raises:
        NotFound: not a plan the actor writes in.
        Conflict: the same field was changed by somebody else; `current` is the draft as it stands.
        Invalid: a period, group or point that cannot be.
    """
    plan = writable_plan(session, actor, plan_id)
    now = standing_values(session, plan, after)
    if plan.version != version and clashes(now, before, after):
        raise Conflict(plan_draft(session, actor, plan_id), "planning.error.clash")
    _check(session, actor, plan, after)
    changed = apply(session, plan, now, after)
    if changed:
        plan.version += 1
        plan.edited_by, plan.edited_at = actor.person_id, clock.now()
        session.add(plan)
        session.flush()
        detail = {"fields": list(changed), "version": plan.version}
        audit.record(session, actor, PLAN.name, "unit_plan", plan.id, unit=plan.unit_id, detail=detail)
        tell_team(session, plan.id, left=now.get("groups", ()))
    return saved(session, plan)


def saved(session: Session, plan: UnitPlan) -> Saved:
    """The plan's version, time and status after a save."""
    of_version = session.exec(
        select(UnitPlanEdition.of_version).join(UnitPlan, standing()).where(UnitPlan.id == plan.id)
    ).first()
    at = clock.local(plan.edited_at).strftime("%H:%M")
    return Saved(version=plan.version, at=at, status=rules.status(plan.version, plan.edition, of_version))


def _check(session: Session, actor: Actor, plan: UnitPlan, edit: Edit) -> None:
    fault = rules.period_fault(edit.start or plan.start_date, edit.end or plan.end_date)
    if (edit.start or edit.end) and fault:
        raise Invalid(fault.field, fault.key)
    if edit.assessments and len(edit.assessments) > ASSESSMENTS_LIMIT:
        raise Invalid("assessments", "planning.error.assessments", most=ASSESSMENTS_LIMIT)
    if edit.groups is not None:
        kept = session.exec(select(UnitPlanGroup.group_id).where(UnitPlanGroup.plan_id == plan.id)).all()
        _require_among(edit.groups - frozenset(kept), groups_taught(session, actor, plan.syllabus_id))
    if edit.contents or edit.criteria:
        _require_of_stage(session, plan, edit)


def _require_among(wanted: frozenset[UUID], allowed: Iterable[UUID]) -> None:
    if not wanted <= frozenset(allowed):
        raise NotFound


def _require_of_stage(session: Session, plan: UnitPlan, edit: Edit) -> None:
    """Points and aspects come from the plan's own syllabus, in a version that its students follow, or stand in the
    plan already (security rule 10)."""
    groups = session.exec(select(UnitPlanGroup.group_id).where(UnitPlanGroup.plan_id == plan.id)).all()
    stages = stages_offered(readings(session, plan.syllabus_id, groups, plan.start_date))
    for wanted, table, link in (
        (edit.contents, CoreContent, UnitPlanContent),
        (edit.criteria, Criterion, UnitPlanCriterion),
    ):
        if not wanted:
            continue
        column = LINKS["contents" if table is CoreContent else "criteria"][1]
        kept = session.exec(select(getattr(link, column)).where(link.plan_id == plan.id)).all()
        own = session.exec(select(table.id).where(col(table.stage_id).in_(stages))).all()
        _require_among(wanted, {*kept, *own})


def archive_plan(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Put a draft away. A plan that students see is taken back first.

    Raises:
        NotFound: not a plan the actor writes in.
        Invalid: students see it.
    """
    plan = writable_plan(session, actor, plan_id)
    if plan.edition:
        raise Invalid("status", "planning.error.published")
    plan.archived = True
    session.add(plan)
    audit.record(session, actor, PLAN.name, "unit_plan", plan.id, unit=plan.unit_id, detail={"did": "archive"})
    tell_team(session, plan.id)


def restore_plan(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Take a draft back from where it was put away by the same teacher.

    Raises:
        NotFound: not put away, or by somebody else.
    """
    plan = session.exec(
        select(UnitPlan).where(UnitPlan.id == plan_id, col(UnitPlan.archived).is_(True), reusable(actor, clock.today()))
    ).first()
    if plan is None:
        raise NotFound
    plan.archived = False
    session.add(plan)
    audit.record(session, actor, PLAN.name, "unit_plan", plan.id, unit=plan.unit_id, detail={"did": "restore"})
    tell_team(session, plan.id)
