"""Lektionen nu (GEN-01): one lesson as the one who holds it needs it, in at most twenty-four statements."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from skolplattform.attendance.contract import AttendanceFacts
from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor
from skolplattform.planning.lesson_plans.permissions import require_holder
from skolplattform.planning.lesson_plans.queries.lessons import hhmm, left_lines, planned, points_of, why_off
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.planning.lesson_plans.views import LeftOver, LessonPage, Planned, RegisterState
from skolplattform.planning.lesson_plans.words import material_of, steps_of
from skolplattform.planning.set_work.queries.entries import lines_where
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.planning.set_work.views import WorkLine
from skolplattform.planning.tables import UnitPlan
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.permissions import taught, taught_lessons
from skolplattform.schedule.queries import lesson, participants_query
from skolplattform.schedule.tables import Activity, ActivityGroup, CalendarEvent
from skolplattform.schedule.views import LessonView

WORK_AHEAD = timedelta(days=14)


def lesson_page(session: Session, actor: Actor, lesson_id: UUID) -> LessonPage:
    """Group, plan, register, what is due, what was left from last time.

    Raises:
        NotFound: not a lesson that the actor teaches or substitutes in.
    """
    require_holder(session, actor, lesson_id)
    view = lesson(session, actor, lesson_id)
    plan = session.scalars(select(LessonPlan).where(col(LessonPlan.lesson_id) == lesson_id)).one_or_none()
    groups = _groups(session, view.activity_id)
    owns = session.scalars(
        select(col(Activity.id)).where(
            col(Activity.id) == view.activity_id, col(Activity.id).in_(taught(actor, clock.today()))
        )
    ).one_or_none()
    shown = planned(plan, points_of(session, [plan]).get(plan.id, ())) if plan else Planned()
    before, after = (_beside(session, actor, view, later=later) for later in (False, True))
    return LessonPage(
        id=str(lesson_id),
        activity_id=str(view.activity_id),
        name=view.name,
        groups=view.groups,
        group_id=str(groups[0]) if groups else "",
        subject=view.subject,
        day=view.day.isoformat(),
        starts=hhmm(view.starts_at),
        ends=hhmm(view.ends_at),
        rooms=view.rooms,
        lasts=view.minutes,
        off=why_off(view, holds=_holds(session, lesson_id)),
        begun=view.day <= clock.today(),
        owns=owns is not None,
        students=_students(session, lesson_id),
        plan=shown,
        takes_up=any(point.picked for point in shown.points),
        steps=steps_of(plan.steps, plan.done) if plan else (),
        material=material_of(plan.material) if plan else (),
        unit_title=_unit_title(session, plan) if plan and plan.plan_id else "",
        register=_register(session, view),
        work=tuple(_work(session, actor, view, groups)),
        left=_left(session, view) if owns else LeftOver(),
        before_id=before,
        after_id=after,
    )


def lesson_at_hand(session: Session, actor: Actor) -> UUID | None:
    """The actor's lesson that goes on, else the next one of today, else the last that was; None: none today."""
    rows = session.execute(
        select(col(CalendarEvent.id), col(CalendarEvent.ends_at))
        .where(_of_today(actor), col(CalendarEvent.cancelled).is_(False))
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(40)
    ).all()
    now = clock.now()
    ahead = next((id_ for id_, ends in rows if ends > now), None)
    return ahead or (rows[-1][0] if rows else None)


def _of_today(actor: Actor) -> ColumnElement[bool]:
    return (
        col(CalendarEvent.unit_id).in_(actor.units) & (col(CalendarEvent.day) == clock.today()) & taught_lessons(actor)
    )


def _groups(session: Session, activity_id: UUID) -> list[UUID]:
    question = select(col(ActivityGroup.group_id)).where(col(ActivityGroup.activity_id) == activity_id)
    return list(session.scalars(question.order_by(col(ActivityGroup.group_id)).limit(20)))


def _holds(session: Session, lesson_id: UUID) -> bool:
    found = session.scalars(select(takes_place()).select_from(CalendarEvent).where(col(CalendarEvent.id) == lesson_id))
    return bool(found.one())


def _students(session: Session, lesson_id: UUID) -> int:
    taking_part = participants_query([lesson_id]).subquery()
    return session.scalars(select(func.count(taking_part.c.student_id.distinct()))).one()


def _unit_title(session: Session, plan: LessonPlan) -> str:
    return session.scalars(select(col(UnitPlan.title)).where(col(UnitPlan.id) == plan.plan_id)).one()


def _register(session: Session, view: LessonView) -> RegisterState:
    """What attendance says of the lesson: numbers only, and nothing where that module is not installed."""
    facts = modules.get(AttendanceFacts)
    if facts is None:
        return RegisterState()
    registers, deviations, reports = facts.registers(), facts.deviations(), facts.reports()
    reported = session.scalars(
        select(registers.c.reported_at).where(registers.c.calendar_event_id == view.id)
    ).one_or_none()
    taking_part = participants_query([view.id]).subquery()
    told = select(func.count(reports.c.student_id.distinct())).where(
        reports.c.student_id.in_(select(taking_part.c.student_id)),
        reports.c.starts_at < view.ends_at,
        reports.c.ends_at > view.starts_at,
    )
    away = select(func.count()).select_from(deviations).where(
        deviations.c.calendar_event_id == view.id, deviations.c.day == view.day
    )  # fmt: skip
    return RegisterState(
        known=True,
        reported_at=hhmm(reported) if reported else "",
        away=session.scalars(away).one() if reported else 0,
        told=session.scalars(told).one(),
    )


def _work(session: Session, actor: Actor, view: LessonView, groups: list[UUID]) -> list[WorkLine]:
    """What the group has in the subject on the day of the lesson and in the two weeks after."""
    theirs = select(col(SetWorkGroup.work_id)).where(col(SetWorkGroup.group_id).in_(groups))
    days = col(SetWork.day).between(view.day, view.day + WORK_AHEAD)
    of_subject = col(SetWork.syllabus_id) == view.syllabus_id
    return lines_where(session, actor, col(SetWork.id).in_(theirs) & of_subject & days)


def _left(session: Session, view: LessonView) -> LeftOver:
    """What was planned for the lesson before and was not done, unless it has been taken on already."""
    row = session.execute(
        select(LessonPlan, col(CalendarEvent.day))
        .join(CalendarEvent, col(CalendarEvent.id) == col(LessonPlan.lesson_id))
        .where(
            col(LessonPlan.activity_id) == view.activity_id,
            col(CalendarEvent.starts_at) < view.starts_at,
            col(CalendarEvent.starts_at) <= clock.now(),
            col(CalendarEvent.cancelled).is_(False),
        )
        .order_by(col(CalendarEvent.starts_at).desc())
        .limit(1)
    ).first()
    if row is None or row[0].carried:
        return LeftOver()
    plan, day = row
    lines = tuple(left_lines(plan))
    return LeftOver(str(plan.id), str(plan.lesson_id), day.isoformat(), plan.title, lines) if lines else LeftOver()


def _beside(session: Session, actor: Actor, view: LessonView, *, later: bool) -> str:
    """The group's lesson before or after, among those that the actor holds."""
    starts = col(CalendarEvent.starts_at)
    question = select(col(CalendarEvent.id)).where(
        col(CalendarEvent.activity_id) == view.activity_id,
        starts > view.starts_at if later else starts < view.starts_at,
        taught_lessons(actor),
    )
    found = session.scalars(question.order_by(starts if later else starts.desc()).limit(1)).one_or_none()
    return str(found or "")
