"""One plan as its teacher writes it, with all there is to choose from, in at most nine statements."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, union
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.i18n import NO_TEXT
from skolplattform.planning import rules
from skolplattform.planning.curriculum.reading import Reading, readings
from skolplattform.planning.permissions import editable, standing, taught_groups
from skolplattform.planning.queries.picking import areas_of, mixed, offered_aspects, offered_points
from skolplattform.planning.tables import (
    UnitPlan,
    UnitPlanEdition,
    UnitPlanGroup,
)
from skolplattform.planning.views import (
    AssessmentRow,
    Draft,
    GroupChoice,
    Point,
    WeekChoice,
    WeekRow,
)
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, Syllabus

ROWS_LIMIT = 400
AROUND = timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class _Offered:
    """A group to choose, and the activity that joins it with the plan's subject."""

    id: UUID
    name: str
    picked: bool
    activity_id: UUID | None
    start: date | None
    end: date | None


def plan_draft(session: Session, actor: Actor, plan_id: UUID) -> Draft:
    """The plan for its teacher to write in.

    Raises:
        NotFound: missing, or not the actor's.
    """
    found = session.execute(
        select(UnitPlan, col(Syllabus.subject_name), col(UnitPlanEdition.of_version))
        .join(Syllabus, col(Syllabus.id) == col(UnitPlan.syllabus_id))
        .join(UnitPlanEdition, standing(), isouter=True)
        .where(col(UnitPlan.id) == plan_id, editable(actor, clock.today()))
    ).first()
    if found is None:
        raise NotFound
    plan, subject, of_version = found
    offered = _offered(session, actor, plan)
    picked = [o.id for o in offered if o.picked]
    read = readings(session, plan.syllabus_id, picked, plan.start_date)
    points = offered_points(session, plan, read, picked)
    return _drawn(session, actor, plan, subject, of_version, offered, read, points)


def _drawn(
    session: Session,
    actor: Actor,
    plan: UnitPlan,
    subject: str,
    of_version: int | None,
    offered: Sequence[_Offered],
    read: Sequence[Reading],
    points: Sequence[Point],
) -> Draft:
    groups = _choices(offered)
    stage = next((reading.stage for reading in read), None)
    starts, ends = _week_choices(plan, offered)
    other = plan.edited_by if plan.edited_by != actor.person_id else None
    edited_by = names(session, actor, [other]).get(other) if other else None
    return Draft(
        id=str(plan.id),
        title=plan.title,
        purpose=plan.purpose,
        start=plan.start_date.isoformat(),
        end=plan.end_date.isoformat(),
        start_week=str(rules.week_number(plan.start_date)),
        end_week=str(rules.week_number(plan.end_date)),
        subject=stage.subject if stage else subject,
        curriculum=stage.curriculum if stage else "",
        years=stage.years if stage else NO_TEXT,
        readings=mixed(read),
        groups=groups,
        group_names=", ".join(group.name for group in groups if group.picked),
        weeks=week_rows(plan.weeks, plan.start_date, plan.end_date, _lessons(session, plan, offered)),
        assessments=assessment_rows(plan.assessments),
        areas=areas_of(points),
        picked=tuple(point for point in points if point.picked),
        aspects=offered_aspects(session, plan, read),
        starts=starts,
        ends=ends,
        met=sum(point.met or point.picked for point in points),
        points=len(points),
        status=rules.status(plan.version, plan.edition, of_version),
        edited_at=clock.local(plan.edited_at).strftime("%H:%M"),
        edited_by=edited_by.name if edited_by else "",
        version=plan.version,
    )


def _offered(session: Session, actor: Actor, plan: UnitPlan) -> list[_Offered]:
    """The plan's groups and those that the actor teaches its subject."""
    pairs = taught_groups(actor, clock.today()).subquery()
    wanted = union(
        select(pairs.c.group_id), select(col(UnitPlanGroup.group_id)).where(col(UnitPlanGroup.plan_id) == plan.id)
    )
    mine = col(Activity.id).in_(taught(actor, clock.today()))
    rows = session.execute(
        select(
            col(Group.id),
            col(Group.display_name),
            col(UnitPlanGroup.group_id),
            col(Activity.id),
            col(Activity.start_date),
            col(Activity.end_date),
        )
        .join(
            UnitPlanGroup,
            and_(col(UnitPlanGroup.group_id) == col(Group.id), col(UnitPlanGroup.plan_id) == plan.id),
            isouter=True,
        )
        .join(ActivityGroup, col(ActivityGroup.group_id) == col(Group.id), isouter=True)
        .join(
            Activity,
            and_(col(Activity.id) == col(ActivityGroup.activity_id), col(Activity.syllabus_id) == plan.syllabus_id),
            isouter=True,
        )
        .where(col(Group.id).in_(wanted), or_(col(UnitPlanGroup.group_id).is_not(None), mine))
        .order_by(col(Group.display_name), col(Group.id), col(Activity.start_date))
        .limit(ROWS_LIMIT)
    ).all()
    return [_Offered(id_, name, picked is not None, *activity) for id_, name, picked, *activity in rows]


def _choices(offered: Sequence[_Offered]) -> tuple[GroupChoice, ...]:
    return tuple({o.id: GroupChoice(str(o.id), o.name, o.picked) for o in offered}.values())


def _week_choices(plan: UnitPlan, offered: Sequence[_Offered]) -> tuple[tuple[WeekChoice, ...], tuple[WeekChoice, ...]]:
    """The weeks of the school year to begin in (Mondays) and to end in (Fridays)."""
    first = min([o.start for o in offered if o.start] or [plan.start_date - AROUND])
    last = max([o.end for o in offered if o.end] or [plan.end_date + AROUND])
    weeks = list(rules.mondays(min(first, plan.start_date), max(last, plan.end_date)))[:ROWS_LIMIT]
    starts = tuple(WeekChoice(week.isoformat(), str(rules.week_number(week))) for week in weeks)
    ends = tuple(WeekChoice(rules.friday(week).isoformat(), str(rules.week_number(week))) for week in weeks)
    return starts, ends


def _lessons(session: Session, plan: UnitPlan, offered: Sequence[_Offered]) -> Counter[date]:
    """Lessons that take place, by Monday, of the first group of the plan."""
    first = next((o.id for o in offered if o.picked), None)
    activities = [o.activity_id for o in offered if o.id == first and o.activity_id]
    if not activities:
        return Counter()
    rows = session.execute(
        select(col(CalendarEvent.day), func.count())
        .where(
            col(CalendarEvent.activity_id).in_(activities),
            col(CalendarEvent.day).between(plan.start_date, plan.end_date),
            col(CalendarEvent.cancelled).is_(False),
        )
        .group_by(col(CalendarEvent.day))
    ).all()
    counted: Counter[date] = Counter()
    for day, number in rows:
        counted[rules.monday(day)] += number
    return counted


def week_rows(weeks: dict[str, str], start: date, end: date, lessons: Counter[date]) -> tuple[WeekRow, ...]:
    """A row for each week of the period, and for any other week that says something."""
    mondays = {monday.isoformat(): monday for monday in rules.mondays(start, end)}
    mondays |= {text: date.fromisoformat(text) for text in weeks if text not in mondays}
    return tuple(
        WeekRow(text, str(rules.week_number(monday)), weeks.get(text, ""), lessons.get(monday, 0))
        for text, monday in sorted(mondays.items())
    )


def assessment_rows(stored: Sequence[Mapping[str, str]]) -> tuple[AssessmentRow, ...]:
    """The ways of showing what one can, as stored; a row that came without a name of its own is named by place."""
    return tuple(
        AssessmentRow(row.get("id") or f"row{place}", *(row.get(name, "") for name in ("title", "day", "note")))
        for place, row in enumerate(stored)
    )
