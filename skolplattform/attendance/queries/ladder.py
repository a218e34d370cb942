"""How far a unit's follow-up of absence has come: students at each step, and lessons that nobody has reported."""

# pyright: reportArgumentType=false

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all
from sqlmodel import Session, col

from skolplattform.attendance.contract import FollowUpLadder, LadderStep
from skolplattform.attendance.permissions import VIEW_CASES, followed, works_with
from skolplattform.attendance.queries.limits import not_followed_up
from skolplattform.attendance.queries.missing import without_register
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.rules.cases import REPORT_WITHIN, START_WITHIN, Stage
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.tables import AbsenceCase, LessonRegister, LimitPassed
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import is_in_units
from skolplattform.schedule.closed import takes_place
from skolplattform.schedule.tables import CalendarEvent

LIMIT = "limit"
STEPS = (LIMIT, Stage.FOLLOW_UP.value, Stage.INVESTIGATION.value, Stage.DECIDED.value)
MISSING = "missing"


class Ladder:
    """The attendance module's side of `AbsenceLadder`."""

    def ladder(self, session: Session, actor: Actor, unit_id: UUID, *, moment: datetime) -> FollowUpLadder:
        """The unit's ladder at a moment: what holds there, all the counts in one statement, the next turn."""
        require(actor, VIEW_CASES)
        if not is_in_units(actor, unit_id):
            raise NotFound
        today = clock.local(moment).date()
        policy = policy_for(session, unit_id, today)
        counts: defaultdict[str, tuple[int, ...]] = defaultdict(lambda: (0, 0, 0))
        parts = (_limits(actor, unit_id, today), _cases(actor, unit_id, today), _missing(unit_id, moment, policy))
        for name, *found in session.execute(union_all(*parts)):
            counts[name] = tuple(int(one or 0) for one in found)
        ended, reminded, escalated = counts[MISSING]
        return FollowUpLadder(
            steps=tuple(LadderStep(name, *counts[name][:2]) for name in STEPS),
            waits=ended - max(reminded, escalated),
            reminded=max(0, reminded - escalated),
            escalated=escalated,
            turns_at=_turns_at(session, unit_id, moment, policy),
        )


def _limits(actor: Actor, unit_id: UUID, today: date) -> Any:
    """Students over a limit whom nobody follows up; none of them is late, the clock begins with the case."""
    return select(literal(LIMIT), func.count(col(LimitPassed.student_id).distinct()), literal(0), literal(0)).where(
        col(LimitPassed.unit_id) == unit_id,
        not_followed_up(),
        col(LimitPassed.student_id).in_(followed(actor, today)),
    )


def _cases(actor: Actor, unit_id: UUID, today: date) -> Any:
    return (
        select(col(AbsenceCase.stage), func.count(), func.sum(case((is_late(today), 1), else_=0)), literal(0))
        .where(
            col(AbsenceCase.unit_id) == unit_id,
            col(AbsenceCase.stage) != Stage.CLOSED.value,
            works_with(actor, today, col(AbsenceCase.student_id), col(AbsenceCase.unit_id)),
        )
        .group_by(col(AbsenceCase.stage))
    )


def is_late(today: date) -> ColumnElement[bool]:
    """`rules.cases.clock_of` and an overdue follow-up, as the database asks for them: somebody should have acted."""
    started_by, reported_by = today - timedelta(days=START_WITHIN), today - timedelta(days=REPORT_WITHIN)
    waits_start = and_(col(AbsenceCase.stage) == Stage.FOLLOW_UP.value, col(AbsenceCase.trigger_on) < started_by)
    waits_report = and_(col(AbsenceCase.started_on) < reported_by, col(AbsenceCase.reported_on).is_(None))
    return or_(waits_start, waits_report, func.coalesce(col(AbsenceCase.follow_up_on), today) < today)


def _missing(unit_id: UUID, moment: datetime, policy: Policy) -> Any:
    """Lessons of the day that are over without a register: all, those reminded of, those the head was told of."""

    def waited(minutes: int) -> ColumnElement[int]:
        over = col(CalendarEvent.ends_at) <= moment - timedelta(minutes=minutes)
        return func.sum(case((over, 1), else_=0))

    return (
        select(literal(MISSING), func.count(), waited(policy.remind_after), waited(policy.escalate_after))
        .select_from(CalendarEvent)
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .where(*without_register([unit_id], clock.local(moment).date(), moment))
    )


def _turns_at(session: Session, unit_id: UUID, moment: datetime, policy: Policy) -> datetime | None:
    """When the next of the day's lessons begins, ends, or has waited so long that somebody else hears of it."""
    borders = (
        (col(CalendarEvent.starts_at), timedelta()),
        (col(CalendarEvent.ends_at), timedelta()),
        (col(CalendarEvent.ends_at), timedelta(minutes=policy.remind_after)),
        (col(CalendarEvent.ends_at), timedelta(minutes=policy.escalate_after)),
    )
    first = (func.min(case((border > moment - after, border))) for border, after in borders)
    found = session.execute(
        select(*first).where(
            col(CalendarEvent.unit_id) == unit_id,
            col(CalendarEvent.day) == clock.local(moment).date(),
            takes_place(),
        )
    ).one()
    return min((at + after for at, (_, after) in zip(found, borders, strict=True) if at is not None), default=None)
