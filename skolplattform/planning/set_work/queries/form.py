"""The form of a test or a task: what there is to choose, and what the chosen week already holds."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.permissions import groups_taught, published_to, standing
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import SET, own_group, settable, subjects_taught
from skolplattform.planning.set_work.queries.entries import limits_for, lines_where, loads_of, sunday
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.planning.set_work.views import Pairs, Weighed, WorkForm
from skolplattform.planning.tables import EditionGroup, UnitPlan, UnitPlanEdition
from skolplattform.planning.views import GroupChoice
from skolplattform.registry.tables import Group
from skolplattform.schedule.tables import Syllabus

MOST_PLANS = 40


def new_form(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID | None = None) -> WorkForm:
    """An empty form for a group, in a subject that the actor teaches it; the first when none is chosen.

    Raises:
        NotFound: the actor does not teach the group, or not that subject.
    """
    require(actor, SET)
    group = own_group(session, actor, group_id)
    subjects = _subjects(session, subjects_taught(session, actor, group_id))
    chosen = str(syllabus_id) if syllabus_id else subjects[0][0] if subjects else ""
    if chosen not in dict(subjects):
        raise NotFound
    return WorkForm(
        group_id=str(group_id),
        group=group.display_name,
        subjects=subjects,
        syllabus_id=chosen,
        plans=plans_of(session, actor, UUID(chosen), {group_id}),
        groups=_choices(session, groups_taught(session, actor, UUID(chosen)), {group_id}),
    )


def work_form(session: Session, actor: Actor, group_id: UUID, work_id: UUID) -> WorkForm:
    """The form of a test or a task as it stands; `group_id` is the group it was opened from.

    Raises:
        NotFound: missing, or not the actor's to change.
    """
    require(actor, SET)
    group = own_group(session, actor, group_id)
    work = session.scalars(
        select(SetWork).where(
            col(SetWork.id) == work_id, col(SetWork.taken_away).is_(False), settable(actor, clock.today())
        )
    ).one_or_none()
    if work is None:
        raise NotFound
    has = frozenset(session.scalars(select(col(SetWorkGroup.group_id)).where(col(SetWorkGroup.work_id) == work_id)))
    own = groups_taught(session, actor, work.syllabus_id)
    others = _choices(session, has - own, set())
    return WorkForm(
        id=str(work.id),
        version=work.version,
        group_id=str(group_id),
        group=group.display_name,
        subjects=_subjects(session, {work.syllabus_id}),
        syllabus_id=str(work.syllabus_id),
        kind=work.kind,
        title=work.title,
        day=work.day.isoformat(),
        note=work.note,
        plan_id=str(work.plan_id or ""),
        plans=plans_of(session, actor, work.syllabus_id, has),
        groups=_choices(session, own, has),
        beside=", ".join(other.name for other in others),
        **_takes(work),
    )


def _takes(work: SetWork) -> dict[str, Any]:
    """What it takes of hand-ins, when it does; what is proposed, when it does not."""
    if work.due_time is None:
        return {}
    chosen = {name: getattr(work, name) for name in ("takes_text", "takes_files", "takes_link", "takes_late")}
    return {"takes": True, "due_time": f"{work.due_time:%H:%M}", **chosen}


def _subjects(session: Session, syllabuses: Collection[UUID]) -> Pairs:
    rows = session.execute(
        select(col(Syllabus.id), col(Syllabus.subject_name))
        .where(col(Syllabus.id).in_(syllabuses))
        .order_by(col(Syllabus.subject_name), col(Syllabus.id))
    )
    return tuple((str(id_), name) for id_, name in rows)


def _choices(session: Session, groups: Collection[UUID], picked: Collection[UUID]) -> tuple[GroupChoice, ...]:
    rows = session.execute(
        select(col(Group.id), col(Group.display_name))
        .where(col(Group.id).in_(groups))
        .order_by(col(Group.display_name))
    )
    return tuple(GroupChoice(str(id_), name, id_ in picked) for id_, name in rows)


def plans_of(session: Session, actor: Actor, syllabus_id: UUID, groups: Collection[UUID]) -> Pairs:
    """Published units in the subject for one of the groups that are not over, soonest first."""
    audience = select(col(EditionGroup.plan_id)).where(
        col(EditionGroup.plan_id) == col(UnitPlanEdition.plan_id),
        col(EditionGroup.number) == col(UnitPlanEdition.number),
        col(EditionGroup.group_id).in_(groups),
    )
    rows = session.execute(
        select(col(UnitPlanEdition.plan_id), col(UnitPlanEdition.title))
        .join(UnitPlan, standing())
        .where(
            col(UnitPlan.syllabus_id) == syllabus_id,
            col(UnitPlan.archived).is_(False),
            col(UnitPlanEdition.end_date) >= planning_rules.monday(clock.today()),
            published_to(actor, clock.today()),
            audience.exists(),
        )
        .order_by(col(UnitPlanEdition.start_date), col(UnitPlanEdition.plan_id))
        .limit(MOST_PLANS)
    )
    return tuple((str(id_), title) for id_, title in rows)


def weighed(
    session: Session, actor: Actor, *, groups: Collection[UUID], day: date, kind: str, work_id: UUID | None = None
) -> Weighed:
    """What the students of these groups have in the week of `day`, and what one more would be too much of.

    `work_id` is the test or task itself when it is being moved.

    Raises:
        NotFound: a group that is not the actor's.
    """
    require(actor, SET)
    if not groups:
        return Weighed()
    units = {own_group(session, actor, group).unit_id for group in sorted(groups)}
    first = planning_rules.monday(day)
    loads = loads_of(session, groups, first, sunday(first))
    wanted = rules.Piece(work_id or UUID(int=0), day, rules.checked_kind(kind).is_test)
    limits = rules.strictest(limits_for(session, unit, day) for unit in units)
    there = {piece.id for load in loads.values() for piece in load} - {wanted.id}
    warnings = tuple(_said(excess, len(loads)) for excess in rules.excesses(loads, wanted, limits))
    return Weighed(
        week=str(planning_rules.week_number(day)),
        warnings=warnings,
        lines=tuple(lines_where(session, actor, col(SetWork.id).in_(there))),
        is_clear=not warnings,
    )


def _said(excess: rules.Excess, students: int) -> Text:
    return both(
        f"work.warning.{excess.measure.value}",
        most=excess.most,
        limit=excess.limit,
        students=excess.students,
        of=students,
    )
