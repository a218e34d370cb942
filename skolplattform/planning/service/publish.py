"""Publish a plan to its groups, undo it within ten seconds, or take it back later."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, events
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.planning import rules
from skolplattform.planning.contract import PlanPublished
from skolplattform.planning.permissions import PLAN, writable_plan
from skolplattform.planning.queries.editor import plan_draft
from skolplattform.planning.queries.published import body_of
from skolplattform.planning.service.told import tell_team
from skolplattform.planning.tables import EditionContent, EditionGroup, UnitPlan, UnitPlanEdition
from skolplattform.planning.views import Draft
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership

STUDENTS_LIMIT = 1_000


class Unready(Invalid):
    """The plan lacks something; `faults` are all of them, the first is the error's own field and text."""

    def __init__(self, faults: tuple[rules.Fault, ...]) -> None:
        super().__init__(faults[0].field, faults[0].key)
        self.faults = tuple(Invalid(fault.field, fault.key) for fault in faults)


@dataclass(frozen=True, slots=True)
class Publication:
    """The edition that students see, and the version of the draft that it shows."""

    edition: int
    version: int


def publish_plan(session: Session, actor: Actor, plan_id: UUID, *, version: int) -> Publication:
    """Let the students of the plan's groups, and their guardians, read it as it stands now.

    The same version published twice is one edition.

    Raises:
        NotFound: not a plan the actor writes in.
        Conflict: somebody saved after `version`; `current` is the draft as it stands.
        Unready: something is missing.
    """
    plan = writable_plan(session, actor, plan_id)
    draft = plan_draft(session, actor, plan_id)
    if plan.version != version:
        raise Conflict(draft, "planning.error.clash")
    if draft.status == "published":
        return Publication(plan.edition, plan.version)
    groups = frozenset(UUID(group.id) for group in draft.groups if group.picked)
    faults = rules.publishing_faults(
        title=plan.title, purpose=plan.purpose, groups=groups, start=plan.start_date, end=plan.end_date
    )
    if faults:
        raise Unready(faults)
    number = _add_edition(session, actor, plan, draft, groups)
    _show(session, actor, plan, number, groups)
    return Publication(number, plan.version)


def _add_edition(session: Session, actor: Actor, plan: UnitPlan, draft: Draft, groups: frozenset[UUID]) -> int:
    last = session.exec(select(func.max(UnitPlanEdition.number)).where(UnitPlanEdition.plan_id == plan.id)).one()
    number = (last or 0) + 1
    session.add(
        UnitPlanEdition(
            plan_id=plan.id,
            number=number,
            of_version=plan.version,
            before=plan.edition,
            title=plan.title.strip(),
            start_date=plan.start_date,
            end_date=plan.end_date,
            body=body_of(draft),
            published_by=actor.person_id,
            published_at=clock.now(),
        )
    )
    session.flush()
    edition = {"plan_id": plan.id, "number": number}
    session.execute(insert(EditionGroup), [edition | {"group_id": group} for group in sorted(groups)])
    points = [UUID(point.id) for point in draft.picked]
    if points:
        session.execute(insert(EditionContent), [edition | {"content_id": point} for point in points])
    return number


def _show(
    session: Session, actor: Actor, plan: UnitPlan, number: int, groups: frozenset[UUID], *, undone: bool = False
) -> None:
    """Let `number` be what students see (0: nothing), and tell everybody who should know."""
    plan.edition = number
    session.add(plan)
    session.flush()
    detail = {"did": "take_back" if undone else "publish", "edition": number}
    audit.record(session, actor, PLAN.name, "unit_plan", plan.id, unit=plan.unit_id, detail=detail)
    events.emit(session, actor, PlanPublished(plan.id, plan.unit_id, groups, clock.now(), undone=undone))
    tell_team(session, plan.id, left=groups)
    changes.announce(session, *(f"student:{student}" for student in students_of(session, groups)))


def students_of(session: Session, groups: Collection[UUID]) -> Sequence[UUID]:
    """Those whose open pages, and whose guardians', show something new."""
    today = clock.today()
    return session.exec(
        select(GroupMembership.person_id)
        .where(
            col(GroupMembership.group_id).in_(groups),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, today),
        )
        .distinct()
        .order_by(col(GroupMembership.person_id))
        .limit(STUDENTS_LIMIT)
    ).all()


def undo_publish(session: Session, actor: Actor, plan_id: UUID, *, edition: int) -> int:
    """Within ten seconds: students see what they saw before. The number of that edition; 0 when nothing.

    Raises:
        NotFound: not a plan the actor writes in.
        Invalid: too late, or not what students see now.
    """
    plan = writable_plan(session, actor, plan_id)
    published = session.get(UnitPlanEdition, (plan_id, edition))
    if published is not None and published.withdrawn_at is not None:
        return plan.edition
    if published is None or plan.edition != edition or not rules.can_undo(published.published_at, clock.now()):
        raise Invalid("edition", "planning.error.undo_late")
    _take_back(session, actor, plan, published, before=published.before)
    return plan.edition


def withdraw_plan(session: Session, actor: Actor, plan_id: UUID) -> None:
    """Take the plan back from its readers; the draft and every edition are kept.

    Raises:
        NotFound: not a plan the actor writes in.
    """
    plan = writable_plan(session, actor, plan_id)
    published = session.get(UnitPlanEdition, (plan_id, plan.edition)) if plan.edition else None
    if published is not None:
        _take_back(session, actor, plan, published, before=0)


def _take_back(session: Session, actor: Actor, plan: UnitPlan, published: UnitPlanEdition, *, before: int) -> None:
    published.withdrawn_at = clock.now()
    session.add(published)
    groups = session.exec(
        select(EditionGroup.group_id).where(EditionGroup.plan_id == plan.id, EditionGroup.number == published.number)
    ).all()
    _show(session, actor, plan, before, frozenset(groups), undone=True)
