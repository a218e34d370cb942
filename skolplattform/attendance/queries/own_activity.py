"""An adult student's own activity: hours offered and taken, period by period (R-A12, R-V06)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from skolplattform.attendance.permissions import OWN_ACTIVITY
from skolplattform.attendance.queries.activity import PERIODS, hours_if_any, hours_text
from skolplattform.attendance.queries.figures import student_days
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.queries.training import workplace_minutes
from skolplattform.attendance.queries.words import dates_text
from skolplattform.attendance.rules import activity as rules
from skolplattform.attendance.rules.activity import Activity, Period
from skolplattform.attendance.rules.duty import ADULT_FORMS
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """A student's own period."""

    span: Text = NO_TEXT
    offered: Text = NO_TEXT
    taken: Text = NO_TEXT
    workplace: Text = NO_TEXT
    a_week: Text = NO_TEXT
    unreported: Text = NO_TEXT


def own_activity(session: Session, actor: Actor) -> tuple[OwnPeriod, ...]:
    """The adult student's own latest periods, the newest first; nothing for those who must attend (R-A12)."""
    require(actor, OWN_ACTIVITY)
    today, student = clock.today(), actor.person_id
    own = session.execute(
        select(col(Enrolment.unit_id), col(Enrolment.start_date))
        .where(
            col(Enrolment.person_id) == student,
            col(Enrolment.school_type).in_(sorted(ADULT_FORMS)),
            enrolment_holds(today),
        )
        .order_by(col(Enrolment.start_date))
        .limit(1)
    ).first()
    if own is None:
        return ()
    unit, since = own
    periods = rules.latest_periods(today, policy_for(session, unit, today).activity_weeks, PERIODS)
    first = periods[-1].first
    days = student_days(session, unit, first, today, students=[student]).get(student, [])
    training = workplace_minutes(session, unit, first, today, students=[student]).get(student, {})
    counted = (
        (one, rules.activity(days, training, one, today=today, since=since)) for one in periods if one.last >= since
    )
    return tuple(_own(period, found) for period, found in counted)


def _own(period: Period, found: Activity) -> OwnPeriod:
    return OwnPeriod(
        span=dates_text(period.first, period.last),
        offered=hours_text(found.offered),
        taken=hours_text(found.taken),
        workplace=hours_if_any(found.workplace),
        a_week=hours_text(found.offered_a_week),
        unreported=hours_if_any(found.unreported),
    )
