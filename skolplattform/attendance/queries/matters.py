"""What waits for a mentor: leave to decide, absence told since the last school day, students over a limit."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from skolplattform.attendance.contract import MentorMatter
from skolplattform.attendance.permissions import DECIDE_LEAVE, VIEW_CASES, leave_in_reach
from skolplattform.attendance.queries.leave_facts import earlier_days
from skolplattform.attendance.queries.limits import not_followed_up
from skolplattform.attendance.queries.policy import policies_for
from skolplattform.attendance.queries.words import dates_text, days_text
from skolplattform.attendance.rules import Kind
from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Answer, State
from skolplattform.attendance.tables import AbsenceReport, LeaveApplication, LeaveConsent, LimitPassed
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.registry.around import custodians_of_each
from skolplattform.registry.permissions import members, mentored_groups
from skolplattform.registry.queries import names

MOST = 5
CANDIDATES = 25
MONDAY, SUNDAY = 0, 6
DAYS_BACK = {MONDAY: 3, SUNDAY: 2}


def mentor_matters(session: Session, actor: Actor, on: date) -> tuple[MentorMatter, ...]:
    """What waits for the actor as mentor that day: leave first, then new absence, then limits nobody follows up."""
    return (*_leave(session, actor, on), *_told(session, actor, on), *_limits(session, actor, on))


def _leave(session: Session, actor: Actor, on: date) -> list[MentorMatter]:
    """Applications that everybody who must has agreed to, and that the head has delegated to the mentor (R-A04)."""
    if not DECIDE_LEAVE.held_by(actor):
        return []
    rows = session.exec(
        select(LeaveApplication)
        .where(leave_in_reach(actor, on), LeaveApplication.state == State.ASKED.value)
        .order_by(col(LeaveApplication.first_day), col(LeaveApplication.id))
        .limit(CANDIDATES)
    ).all()
    mine = _to_decide(session, rows, on) if rows else []
    students = {row.student_id for row in mine}
    readings.opened(session, actor, "attendance.list_leave", "leave_application", actor.person_id, persons=students)
    shown = names(session, actor, students)
    return [_application(row, shown[row.student_id].name) for row in mine]


def _to_decide(session: Session, rows: list[LeaveApplication], on: date) -> list[LeaveApplication]:
    policies = policies_for(session, {row.unit_id for row in rows}, on)
    students = {row.student_id for row in rows}
    still = custodians_of_each(session, students, on)
    asked = session.execute(
        select(LeaveConsent.application_id, LeaveConsent.adult_id)
        .where(
            col(LeaveConsent.application_id).in_([row.id for row in rows]),
            LeaveConsent.answer != Answer.APPROVED.value,
        )
        .limit(CANDIDATES * 10)
    ).all()
    of = {row.id: row.student_id for row in rows}
    unready = {application for application, adult in asked if adult in still[of[application]]}
    years = {rules.school_year_of(row.first_day): row.first_day for row in rows}
    earlier = {year: earlier_days(session, sorted(students), day) for year, day in years.items()}
    mine = [
        row
        for row in rows
        if row.id not in unready
        and rules.delegate_may_decide(
            policies[row.unit_id],
            days=row.school_days,
            earlier=earlier[rules.school_year_of(row.first_day)].get(row.student_id, 0),
        )
    ]
    return mine[:MOST]


def _application(row: LeaveApplication, name: str) -> MentorMatter:
    days, count = dates_text(row.first_day, row.last_day), both("attendance.leave.school_days", n=row.school_days)
    return MentorMatter(
        kind="leave",
        title=both("attendance.matter.leave", name=name),
        line=Text(f"{days.sv}, {count.sv}", f"{days.en}, {count.en}"),
        href=f"/ledighetsbeslut/{row.id}",
    )


def last_school_day(on: date) -> date:
    """The weekday before: what was told on a Friday evening is new on Monday."""
    return on - timedelta(days=DAYS_BACK.get(on.weekday(), 1))


def _told(session: Session, actor: Actor, on: date) -> list[MentorMatter]:
    """Absence told since noon of the last school day about the own class, that lasts today or longer. Leave is not
    among it: somebody at school has decided that."""
    since, (start, _) = clock.day_bounds(last_school_day(on))[0] + timedelta(hours=12), clock.day_bounds(on)
    rows = session.exec(
        select(AbsenceReport)
        .where(
            col(AbsenceReport.student_id).in_(members(mentored_groups(actor, on), on)),
            AbsenceReport.registered_at >= since,
            AbsenceReport.ends_at > start,
            AbsenceReport.absence_type != Kind.LEAVE.value,
            col(AbsenceReport.withdrawn_at).is_(None),
        )
        .order_by(col(AbsenceReport.registered_at).desc(), col(AbsenceReport.id))
        .limit(CANDIDATES)
    ).all()
    found = {row.student_id: row for row in rows}
    readings.opened(session, actor, "attendance.read_away", "day", on, persons=set(found))
    shown = names(session, actor, set(found))
    if len(found) > MOST:
        return [_several([shown[student].name for student in found])]
    return [_report(row, shown[student].name) for student, row in found.items()]


def _report(row: AbsenceReport, name: str) -> MentorMatter:
    return MentorMatter(
        kind="absence",
        title=both("attendance.matter.absence", name=name),
        line=days_text(row.starts_at, row.ends_at),
        href=f"/elevnarvaro/{row.student_id}",
    )


def _several(people: list[str]) -> MentorMatter:
    first, rest = ", ".join(people[:3]), len(people) - 3
    return MentorMatter(
        kind="absence",
        title=both("attendance.matter.absences", n=len(people)),
        line=both("attendance.matter.and_more", names=first, n=rest),
        href="/elevnarvaro",
    )


def _limits(session: Session, actor: Actor, on: date) -> list[MentorMatter]:
    """How many of the own class pass a limit while nobody follows them up (R-A03)."""
    if not VIEW_CASES.held_by(actor):
        return []
    students: int = session.exec(
        select(func.count(col(LimitPassed.student_id).distinct())).where(
            col(LimitPassed.unit_id).in_(actor.units),
            col(LimitPassed.student_id).in_(members(mentored_groups(actor, on), on)),
            not_followed_up(),
        )
    ).one()
    if not students:
        return []
    title, line = both("attendance.matter.limit", n=students), both("attendance.matter.limit.line")
    return [MentorMatter("limit", title, line, "/franvaroarenden")]
