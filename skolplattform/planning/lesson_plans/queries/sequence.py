"""A group's coming lessons with their plans, for the teacher who writes them, in at most thirteen statements."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT
from skolplattform.planning import rules as planning_rules
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.queries.lessons import (
    hhmm,
    known_lessons,
    planned,
    plans_of,
    points_of,
    state_of,
    why_off,
)
from skolplattform.planning.lesson_plans.tables import LessonMove, LessonPlan
from skolplattform.planning.lesson_plans.views import LessonRow, LessonSequence, Moved, MovedPlan, Planned
from skolplattform.planning.permissions import editable
from skolplattform.planning.tables import UnitPlan, UnitPlanGroup
from skolplattform.registry.queries import names
from skolplattform.registry.tables import Group
from skolplattform.schedule.permissions import taught
from skolplattform.schedule.queries import lessons_of_activity
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent, Syllabus
from skolplattform.schedule.views import LessonView

WEEKS = timedelta(weeks=5)
EARLIER = timedelta(weeks=8)
MOST_UNITS, MOST_GROUPS = 100, 20


@dataclass(frozen=True, slots=True)
class Taught:
    """An activity that the actor teaches, and its groups as (id, name)."""

    id: UUID
    name: str
    subject: str
    syllabus_id: UUID | None
    last: date
    groups: tuple[tuple[UUID, str], ...]

    @property
    def group_names(self) -> str:
        """7A, 7B."""
        return ", ".join(name for _, name in self.groups)


def lesson_sequence(
    session: Session, actor: Actor, activity_id: UUID, *, earlier: bool = False, whole: bool = False
) -> LessonSequence:
    """The lessons of five weeks from this one; with `earlier` also those of eight before, with `whole` all to come.

    Raises:
        NotFound: not taught by the actor.
    """
    require(actor, TEACH)
    about = taught_activity(session, actor, activity_id)
    monday = planning_rules.monday(clock.today())
    first, last = monday - (EARLIER if earlier else timedelta()), about.last if whole else monday + WEEKS
    lessons = lessons_of_activity(session, activity_id, first, last)
    plans = plans_of(session, activity_id)
    holding = {lesson.id: lesson.holds for lesson in known_lessons(session, activity_id)}
    shown = _shown(session, actor, plans)
    rows = _rows(lessons, holding, {plan.lesson_id: plan for plan in plans if plan.lesson_id}, shown)
    return LessonSequence(
        activity_id=str(activity_id),
        name=about.name,
        groups=about.group_names,
        group_id=str(about.groups[0][0]) if about.groups else "",
        subject=about.subject,
        lessons=rows,
        waiting=tuple(shown[plan.id] for plan in plans if plan.lesson_id is None),
        moved=_moved(session, activity_id, plans),
        units=_units(session, actor, about),
        unplanned=unplanned(rows),
        has_more=not whole and last < about.last,
    )


def taught_activity(session: Session, actor: Actor, activity_id: UUID) -> Taught:
    """What the activity is called, and its groups.

    Raises:
        NotFound: not taught by the actor today.
    """
    rows = session.execute(
        select(Activity, col(Syllabus.subject_name), col(Group.id), col(Group.display_name))
        .join(Syllabus, col(Syllabus.id) == col(Activity.syllabus_id), isouter=True)
        .join(ActivityGroup, col(ActivityGroup.activity_id) == col(Activity.id), isouter=True)
        .join(Group, col(Group.id) == col(ActivityGroup.group_id), isouter=True)
        .where(col(Activity.id) == activity_id, col(Activity.id).in_(taught(actor, clock.today())))
        .order_by(col(Group.display_name), col(Group.id))
        .limit(MOST_GROUPS)
    ).all()
    if not rows:
        raise NotFound
    activity, subject = rows[0][:2]
    last = activity.end_date or clock.today() + EARLIER
    groups = tuple((id_, name) for _, _, id_, name in rows if id_)
    return Taught(activity.id, activity.display_name, subject or "", activity.syllabus_id, last, groups)


def _shown(session: Session, actor: Actor, plans: Sequence[LessonPlan]) -> dict[UUID, Planned]:
    points = points_of(session, plans)
    people = names(session, actor, {plan.edited_by for plan in plans} - {actor.person_id})
    return {plan.id: planned(plan, points.get(plan.id, ()), people.get(plan.edited_by)) for plan in plans}


def _rows(
    lessons: Sequence[LessonView],
    holding: Mapping[UUID, bool],
    plans: Mapping[UUID, LessonPlan],
    shown: Mapping[UUID, Planned],
) -> tuple[LessonRow, ...]:
    rows: list[LessonRow] = []
    week = 0
    for lesson in lessons:
        number = planning_rules.week_number(lesson.day)
        plan = plans.get(lesson.id)
        rows.append(_row(lesson, holding.get(lesson.id, not lesson.cancelled), plan, shown, number != week))
        week = number
    return tuple(rows)


def _row(
    lesson: LessonView, holds: bool, plan: LessonPlan | None, shown: Mapping[UUID, Planned], begins_week: bool
) -> LessonRow:
    coming = lesson.starts_at > clock.now()
    return LessonRow(
        id=str(lesson.id),
        day=lesson.day.isoformat(),
        starts=hhmm(lesson.starts_at),
        ends=hhmm(lesson.ends_at),
        rooms=lesson.rooms,
        lasts=lesson.minutes,
        state=state_of(lesson.starts_at, lesson.ends_at),
        off=why_off(lesson, holds=holds),
        begins_week=str(planning_rules.week_number(lesson.day)) if begins_week else "",
        moves=plan is not None and coming and not plan.pinned and plan.taught_at is None,
        plan=shown[plan.id] if plan else Planned(),
    )


def unplanned(rows: Sequence[LessonRow]) -> int:
    """How many of the coming lessons that are held have no plan."""
    return sum(row.state == "coming" and row.off == NO_TEXT and not row.plan.title for row in rows)


def _units(session: Session, actor: Actor, about: Taught) -> tuple[tuple[str, str], ...]:
    """The unit plans that the lessons may belong to: those of the same subject for one of the groups."""
    groups = [id_ for id_, _ in about.groups]
    theirs = select(col(UnitPlanGroup.plan_id)).where(col(UnitPlanGroup.group_id).in_(groups))
    rows = session.execute(
        select(col(UnitPlan.id), col(UnitPlan.title))
        .where(
            col(UnitPlan.id).in_(theirs),
            col(UnitPlan.syllabus_id) == about.syllabus_id,
            editable(actor, clock.today()),
        )
        .order_by(col(UnitPlan.start_date).desc(), col(UnitPlan.id))
        .limit(MOST_UNITS)
    )
    return tuple((str(id_), title) for id_, title in rows)


def _moved(session: Session, activity_id: UUID, plans: Sequence[LessonPlan]) -> Moved:
    """The latest that the timetable did which nobody has taken note of; plans that have gone since are left out."""
    move = session.scalars(
        select(LessonMove)
        .where(
            col(LessonMove.activity_id) == activity_id,
            col(LessonMove.by_timetable).is_(True),
            col(LessonMove.closed).is_(False),
        )
        .order_by(col(LessonMove.moved_at).desc(), col(LessonMove.id).desc())
        .limit(1)
    ).one_or_none()
    if move is None:
        return Moved()
    days = _days(session, {*move.before.values(), *move.after.values()} - {""})
    titles = {str(plan.id): plan.title for plan in plans}
    moved = (
        MovedPlan(titles[plan], days.get(move.before[plan], ""), days.get(after, ""))
        for plan, after in move.after.items()
        if plan in titles
    )
    return Moved(str(move.id), tuple(sorted(moved, key=lambda one: (one.before, one.title))))


def _days(session: Session, lessons: set[str]) -> dict[str, str]:
    wanted = [UUID(lesson) for lesson in lessons]
    rows = session.execute(
        select(col(CalendarEvent.id), col(CalendarEvent.day)).where(col(CalendarEvent.id).in_(wanted))
    )
    return {str(id_): day.isoformat() for id_, day in rows}
