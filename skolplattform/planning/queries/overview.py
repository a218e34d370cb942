"""A teacher's units over a term, group by group."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import both
from skolplattform.planning import rules
from skolplattform.planning.contract import UnitSummary
from skolplattform.planning.permissions import PLAN, editable, standing
from skolplattform.planning.queries.coverage import met_points
from skolplattform.planning.tables import UnitPlan, UnitPlanEdition, UnitPlanGroup
from skolplattform.planning.views import Overview, PlanBar, Teaching, TermChoice
from skolplattform.registry.tables import Group
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, Syllabus

TEACHINGS_LIMIT = 60
PLANS_LIMIT = 400
DRAFTS_LIMIT = 10


@dataclass(frozen=True, slots=True)
class _Taught:
    group_id: UUID
    syllabus_id: UUID
    group: str
    subject: str
    activity_id: UUID
    start: date
    end: date


def overview(session: Session, actor: Actor, term: date | None = None) -> Overview:
    """The teacher's plans of the half-year that `term` falls in, today's when it is None.

    Raises:
        Denied: the actor does not teach.
    """
    require(actor, PLAN)
    today = clock.today()
    found = _taught(session, actor, today)
    if not found:
        return Overview()
    choices = rules.half_years(min(t.start for t in found), max(t.end for t in found))
    half = rules.half_year(term or today)
    half = half if half in choices else choices[-1]
    first, last = _line(session, found, half)
    plans = _plans(session, actor, {t.group_id for t in found}, first, last)
    met = met_points(session, {(t.group_id, t.syllabus_id) for t in found})
    return Overview(
        teachings=tuple(_teaching(t, plans, met, first, last) for t in _once(found)),
        terms=tuple(
            TermChoice(h.first.isoformat(), both(f"planning.term.{h.semester}", year=str(h.year))) for h in choices
        ),
        term=half.first.isoformat(),
        now_at=f"{rules.share(today, first, last):.2f}%" if first <= today <= last else "",
        now_week=str(rules.week_number(today)),
        first_week=str(rules.week_number(first)),
        last_week=str(rules.week_number(last)),
    )


def _taught(session: Session, actor: Actor, today: date) -> Sequence[_Taught]:
    rows = session.execute(
        select(
            col(ActivityGroup.group_id),
            col(Activity.syllabus_id),
            col(Group.display_name),
            col(Syllabus.subject_name),
            col(Activity.id),
            col(Activity.start_date),
            col(Activity.end_date),
        )
        .join(Activity, col(Activity.id) == col(ActivityGroup.activity_id))
        .join(Group, col(Group.id) == col(ActivityGroup.group_id))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id))
        .where(col(Activity.id).in_(taught(actor, today)))
        .order_by(col(Group.display_name), col(Syllabus.subject_name), col(Activity.id))
        .limit(TEACHINGS_LIMIT)
    ).all()
    last = rules.half_year(today).last
    return [_Taught(*row[:6], row[6] or last) for row in rows]  # pyright: ignore[reportCallIssue]


def _once(found: Sequence[_Taught]) -> list[_Taught]:
    """One row for each group and subject, though two activities may share them."""
    return list({(t.group_id, t.syllabus_id): t for t in reversed(found)}.values())[::-1]


def _line(session: Session, found: Sequence[_Taught], half: rules.HalfYear) -> tuple[date, date]:
    """The first and last day of the line: from the first lesson of the half-year to its last, in whole weeks."""
    first, last = session.execute(
        select(func.min(CalendarEvent.day), func.max(CalendarEvent.day)).where(
            col(CalendarEvent.activity_id).in_([t.activity_id for t in found]),
            col(CalendarEvent.day).between(half.first, half.last),
        )
    ).one()
    begins = first or max(half.first, min(t.start for t in found))
    ends = last or min(half.last, max(t.end for t in found))
    return rules.monday(begins), rules.friday(max(begins, ends))


def _plans(
    session: Session, actor: Actor, groups: Collection[UUID], first: date, last: date
) -> dict[tuple[UUID, UUID], list[PlanBar]]:
    today = clock.today()
    rows = session.execute(
        select(UnitPlan, col(UnitPlanGroup.group_id), col(UnitPlanEdition.of_version))
        .join(UnitPlanGroup, col(UnitPlanGroup.plan_id) == col(UnitPlan.id))
        .join(UnitPlanEdition, standing(), isouter=True)
        .where(
            col(UnitPlanGroup.group_id).in_(groups),
            editable(actor, today),
            col(UnitPlan.start_date) <= last,
            col(UnitPlan.end_date) >= first,
        )
        .order_by(col(UnitPlan.start_date), col(UnitPlan.id))
        .limit(PLANS_LIMIT)
    ).all()
    found: defaultdict[tuple[UUID, UUID], list[PlanBar]] = defaultdict(list)
    for plan, group_id, of_version in rows:
        left, width = rules.bar(plan.start_date, plan.end_date, first, last)
        found[group_id, plan.syllabus_id].append(
            PlanBar(
                id=str(plan.id),
                title=plan.title,
                weeks=rules.weeks_shown(plan.start_date, plan.end_date),
                status=rules.status(plan.version, plan.edition, of_version),
                phase=rules.phase(plan.start_date, plan.end_date, today).value,
                left=f"{left:.2f}%",
                width=f"{width:.2f}%",
            )
        )
    return found


def _teaching(
    taught_: _Taught,
    plans: dict[tuple[UUID, UUID], list[PlanBar]],
    met: dict[tuple[UUID, UUID], tuple[int, int]],
    first: date,
    last: date,
) -> Teaching:
    pair = (taught_.group_id, taught_.syllabus_id)
    counted = met.get(pair, (0, 0))
    return Teaching(
        group_id=str(taught_.group_id),
        syllabus_id=str(taught_.syllabus_id),
        activity_id=str(taught_.activity_id),
        group=taught_.group,
        subject=taught_.subject,
        plans=tuple(plans.get(pair, ())),
        met=counted[0],
        total=counted[1],
    )


def drafts(session: Session, actor: Actor) -> tuple[UnitSummary, ...]:
    """The teacher's plans that are not published, or changed since, soonest first; those that are over left out."""
    if not PLAN.held_by(actor):
        return ()
    today = clock.today()
    rows = session.execute(
        select(UnitPlan, col(Syllabus.subject_name), col(UnitPlanEdition.of_version))
        .join(Syllabus, col(Syllabus.id) == col(UnitPlan.syllabus_id))
        .join(UnitPlanEdition, standing(), isouter=True)
        .where(
            editable(actor, today),
            col(UnitPlan.end_date) >= today,
            (col(UnitPlan.edition) == 0) | (col(UnitPlanEdition.of_version) != col(UnitPlan.version)),
        )
        .order_by(col(UnitPlan.start_date), col(UnitPlan.id))
        .limit(DRAFTS_LIMIT)
    ).all()
    names = _group_names(session, [plan.id for plan, _, _ in rows])
    return tuple(
        UnitSummary(
            id=plan.id,
            title=plan.title,
            subject=subject,
            groups=", ".join(names.get(plan.id, ())),
            start=plan.start_date,
            end=plan.end_date,
            weeks=rules.weeks_shown(plan.start_date, plan.end_date),
            is_draft=True,
        )
        for plan, subject, _ in rows
    )


def _group_names(session: Session, plans: Sequence[UUID]) -> dict[UUID, list[str]]:
    if not plans:
        return {}
    rows = session.execute(
        select(col(UnitPlanGroup.plan_id), col(Group.display_name))
        .join(Group, col(Group.id) == col(UnitPlanGroup.group_id))
        .where(col(UnitPlanGroup.plan_id).in_(plans))
        .order_by(col(Group.display_name))
    ).all()
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for plan_id, name in rows:
        found[plan_id].append(name)
    return found
