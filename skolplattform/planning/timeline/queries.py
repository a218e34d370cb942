"""A group's units in a subject along the weeks: drafts and all for those who teach it, editions for their principal."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import both
from skolplattform.planning import rules as planning
from skolplattform.planning.permissions import editable, published_to_group, standing
from skolplattform.planning.tables import UnitPlan, UnitPlanEdition, UnitPlanGroup
from skolplattform.planning.timeline import rules
from skolplattform.planning.timeline.permissions import SeenTeaching, seen_teaching
from skolplattform.planning.timeline.rules import Days
from skolplattform.planning.timeline.views import LineUnit, LineWeek, PeriodChoice, Timeline
from skolplattform.planning.timeline.weeks import closed_named, lessons_by_day, line_weeks, terms_of, weeks_named
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher

UNITS_LIMIT = 200
TEAM_LIMIT = 20


@dataclass(frozen=True, slots=True)
class _Unit:
    """A plan as this reader may see it: the draft's words and days, or the edition's."""

    id: UUID
    title: str
    days: Days
    status: str
    version: int
    edited_by: UUID


def timeline(session: Session, actor: Actor, group_id: UUID, syllabus_id: UUID, period: str = "") -> Timeline:
    """The group's units in the subject over a period of `periods`; this school year when it names none of them.

    Raises:
        NotFound: not the actor's to follow.
    """
    seen = seen_teaching(session, actor, group_id, syllabus_id)
    activities = _activities(session, seen)
    choices = _periods(activities)
    value = period if period in {choice.value for choice in choices} else _this_year(choices)
    terms = terms_of(session, _days(value))
    line = _whole_weeks(activities, terms, _days(value))
    units = _drafts(session, actor, seen, line) if seen.can_plan else _editions(session, seen, line)
    lessons = lessons_by_day(session, activities, line)
    weeks = line_weeks(session, seen.group.unit_id, line, terms, [unit.days for unit in units], lessons)
    today = clock.today()
    whole = Days(line.start, line.end + timedelta(days=3))
    return Timeline(
        group_id=str(group_id),
        syllabus_id=str(syllabus_id),
        group=seen.group.display_name,
        subject=seen.syllabus.subject_name,
        team=_team(session, actor, activities),
        can_plan=seen.can_plan,
        periods=choices,
        period=value,
        weeks=weeks,
        units=_bars(session, actor, units, weeks, lessons),
        lanes=max(rules.lanes([unit.days for unit in units]), default=-1) + 1,
        now_at=f"{planning.share(today, *_edges(whole)):.2f}%" if line.start <= today <= line.end else "",
        empty=weeks_named([w for w in weeks if not w.units and w.kind != rules.WeekKind.CLOSED]),
        double=weeks_named([w for w in weeks if w.units > 1]),
        closed=closed_named(weeks),
    )


def _edges(days: Days) -> tuple[date, date]:
    return days.start, days.end


def _activities(session: Session, seen: SeenTeaching) -> Sequence[Activity]:
    return session.scalars(
        select(Activity)
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id))
        .where(col(ActivityGroup.group_id) == seen.group.id, col(Activity.syllabus_id) == seen.syllabus.id)
        .order_by(col(Activity.start_date), col(Activity.id))
        .limit(TEAM_LIMIT)
    ).all()


def _periods(activities: Sequence[Activity]) -> tuple[PeriodChoice, ...]:
    """The school years and half-years in which the group is taught the subject, each year before its halves."""
    today = clock.today()
    first = min([a.start_date for a in activities] + [today])
    last = max([a.end_date or today for a in activities] + [today])
    found: dict[str, PeriodChoice] = {}
    for half in planning.half_years(first, last):
        year = rules.school_year(half.first)
        years = f"{year.start.year}/{year.end.year % 100:02}"
        for days, name in (
            (year, both("plans.timeline.year", years=years)),
            (Days(half.first, half.last), both(f"planning.term.{half.semester}", year=str(half.year))),
        ):
            value = f"{days.start}/{days.end}"
            found.setdefault(value, PeriodChoice(value, name))
    return tuple(found.values())


def _this_year(choices: Sequence[PeriodChoice]) -> str:
    year = rules.school_year(clock.today())
    return next(c.value for c in choices if c.value == f"{year.start}/{year.end}")


def _days(value: str) -> Days:
    return Days(*(date.fromisoformat(day) for day in value.split("/")))


def _whole_weeks(activities: Sequence[Activity], terms: Sequence[Days], wanted: Days) -> Days:
    """The whole weeks of the period in which the group is taught the subject, from the first term to the last."""
    inside = terms or [wanted]
    begins = max(wanted.start, min(a.start_date for a in activities), min(term.start for term in inside))
    ends = min(wanted.end, max(a.end_date or wanted.end for a in activities), max(term.end for term in inside))
    return Days(planning.monday(begins), planning.friday(max(begins, ends)))


def _drafts(session: Session, actor: Actor, seen: SeenTeaching, line: Days) -> list[_Unit]:
    rows = session.execute(
        select(UnitPlan, col(UnitPlanEdition.of_version))
        .join(UnitPlanGroup, col(UnitPlanGroup.plan_id) == col(UnitPlan.id))
        .join(UnitPlanEdition, standing(), isouter=True)
        .where(
            col(UnitPlanGroup.group_id) == seen.group.id,
            col(UnitPlan.syllabus_id) == seen.syllabus.id,
            editable(actor, clock.today()),
            col(UnitPlan.start_date) <= line.end,
            col(UnitPlan.end_date) >= line.start,
        )
        .order_by(col(UnitPlan.start_date), col(UnitPlan.id))
        .limit(UNITS_LIMIT)
    ).all()
    return [
        _Unit(
            plan.id,
            plan.title,
            Days(plan.start_date, plan.end_date),
            planning.status(plan.version, plan.edition, of_version),
            plan.version,
            plan.edited_by,
        )
        for plan, of_version in rows
    ]


def _editions(session: Session, seen: SeenTeaching, line: Days) -> list[_Unit]:
    """What students read: a principal never meets a draft."""
    rows = session.scalars(
        select(UnitPlanEdition)
        .join(UnitPlan, standing())
        .where(
            col(UnitPlan.archived).is_(False),
            col(UnitPlan.syllabus_id) == seen.syllabus.id,
            published_to_group(seen.group.id),
            col(UnitPlanEdition.start_date) <= line.end,
            col(UnitPlanEdition.end_date) >= line.start,
        )
        .order_by(col(UnitPlanEdition.start_date), col(UnitPlanEdition.plan_id))
        .limit(UNITS_LIMIT)
    ).all()
    return [
        _Unit(e.plan_id, e.title, Days(e.start_date, e.end_date), "published", e.of_version, e.published_by)
        for e in rows
    ]


def _bars(
    session: Session, actor: Actor, units: Sequence[_Unit], weeks: Sequence[LineWeek], lessons: Counter[date]
) -> tuple[LineUnit, ...]:
    at = {week.monday: number for number, week in enumerate(weeks)}
    rows = rules.lanes([unit.days for unit in units])
    others = names(session, actor, {unit.edited_by for unit in units if unit.edited_by != actor.person_id})
    today = clock.today()
    found = []
    for unit, lane in zip(units, rows, strict=True):
        shown = [at[key] for week in unit.days.weeks() if (key := week.isoformat()) in at]
        by = others.get(unit.edited_by)
        found.append(
            LineUnit(
                id=str(unit.id),
                title=unit.title,
                start=unit.days.start.isoformat(),
                end=unit.days.end.isoformat(),
                weeks=planning.weeks_shown(unit.days.start, unit.days.end),
                status=unit.status,
                phase=planning.phase(unit.days.start, unit.days.end, today).value,
                at=shown[0],
                length=len(shown),
                lane=lane,
                version=unit.version,
                lessons=sum(n for day, n in lessons.items() if unit.days.start <= day <= unit.days.end),
                edited_by=by.name if by else "",
            )
        )
    return tuple(found)


def _team(session: Session, actor: Actor, activities: Sequence[Activity]) -> str:
    """Those who teach the group the subject today, by name."""
    today = clock.today()
    persons = session.scalars(
        select(col(Duty.person_id))
        .join(ActivityTeacher, col(ActivityTeacher.duty_id) == col(Duty.id))
        .where(
            col(ActivityTeacher.activity_id).in_([a.id for a in activities]),
            holds_on(ActivityTeacher.start_date, ActivityTeacher.end_date, today),
            holds_on(Duty.start_date, Duty.end_date, today),
        )
        .order_by(col(Duty.person_id))
        .limit(TEAM_LIMIT)
    ).all()
    shown = names(session, actor, persons)
    return ", ".join(sorted(person.name for person in shown.values()))
