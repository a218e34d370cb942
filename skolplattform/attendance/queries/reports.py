"""What a guardian, or a student of age, meets when telling the school of absence."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, literal
from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import REPORT, reportable
from skolplattform.attendance.queries.policy import policies_where
from skolplattform.attendance.queries.words import days_text, span_text, time_text, told_when
from skolplattform.attendance.rules import Kind
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.attendance.views import OwnReport, ReportableChild
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.ids import UuidKey
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.registry.queries import class_of, names
from skolplattform.registry.tables import Person
from skolplattform.schedule.queries import attended_by
from skolplattform.schedule.tables import CalendarEvent

MOST = 30
REPORTS = 25


def reportable_students(session: Session, actor: Actor) -> list[ReportableChild]:
    """Those the actor may report today, eldest first, with the hours of their day. Four statements for any number.

    A guardian's children until 18, a student from that day (R-A10).
    """
    require(actor, REPORT)
    today = clock.today()
    people = session.exec(
        select(Person.id, Person.given_name)
        .where(col(Person.id).in_(reportable(actor, today)))
        .order_by(col(Person.birth_date), col(Person.id))
        .limit(MOST)
    ).all()
    ids = [person for person, _ in people]
    shown, classes = names(session, actor, ids), class_of(session, ids, today)
    told, days = _told_today(session, ids), _days(session, ids, today)
    return [
        ReportableChild(
            id=str(person),
            name=shown[person].name,
            given=given,
            initials=shown[person].initials,
            tone=str(place % 3 + 1),
            class_name=classes[person].name if person in classes else "",
            hours=_hours(days.get(person)),
            is_told=person in told,
        )
        for place, (person, given) in enumerate(people)
    ]


def own_reports(session: Session, actor: Actor, student_id: UUID | None = None, skip: int = 0) -> list[OwnReport]:
    """What was told of those the actor may report for, newest first; the other guardian's too.

    The history of one of them when `student_id` is given; `skip` leads to what is older, 25 at a time.
    """
    require(actor, REPORT)
    rows = session.exec(
        select(AbsenceReport)
        .where(
            col(AbsenceReport.student_id).in_(reportable(actor, clock.today())),
            col(AbsenceReport.withdrawn_at).is_(None),
            AbsenceReport.student_id == student_id if student_id else True,
        )
        .order_by(col(AbsenceReport.starts_at).desc(), col(AbsenceReport.id).desc())
        .offset(skip)
        .limit(REPORTS)
    ).all()
    people = names(session, actor, {person for row in rows for person in (row.student_id, row.registered_by)})
    return [report_shown(row, {person: shown.name for person, shown in people.items()}) for row in rows]


def report_shown(row: AbsenceReport, people: Mapping[UUID, str]) -> OwnReport:
    """A report in words: whose, when, by whom, and what can still be done about it."""
    day = clock.local(row.starts_at).date()
    leave = row.absence_type == Kind.LEAVE.value
    when = told_when(row.registered_at, clock.today())
    told = both("attendance.reports.told", name=people.get(row.registered_by, ""), when=when)
    return OwnReport(
        id=str(row.id),
        version=row.version,
        child=people.get(row.student_id, ""),
        days=days_text(row.starts_at, row.ends_at),
        hours=span_text(row.starts_at, row.ends_at, day),
        told=both("attendance.reports.leave") if leave else told,
        can=_can(row, leave=leave),
    )


def _can(row: AbsenceReport, *, leave: bool) -> str:
    moment = clock.now()
    if leave or row.ends_at <= moment:
        return ""
    return "withdraw" if row.starts_at > moment or clock.local(row.starts_at).date() == clock.today() else "end"


def _told_today(session: Session, students: list[UUID]) -> set[UUID]:
    """Those already reported for the rest of today."""
    _, tonight = clock.day_bounds(clock.today())
    rows = session.exec(
        select(AbsenceReport.student_id).where(
            col(AbsenceReport.student_id).in_(students),
            AbsenceReport.starts_at <= clock.now(),
            AbsenceReport.ends_at >= tonight,
            col(AbsenceReport.withdrawn_at).is_(None),
        )
    ).all()
    return set(rows)


def asks_reason(session: Session, actor: Actor) -> bool:
    """May the actor say why at any of the schools that would be told (R-A14)?"""
    require(actor, REPORT)
    today = clock.today()
    return any(policy.ask_reason for policy in policies_where(session, reportable(actor, today), today))


Day = tuple[datetime, datetime, int]


def _days(session: Session, students: list[UUID], on: date) -> dict[UUID, Day]:
    """Start, end and number of lessons of each student's day."""
    parts = [
        select(  # type: ignore[call-overload]
            literal(student, UuidKey()),
            func.min(CalendarEvent.starts_at),
            func.max(CalendarEvent.ends_at),
            func.count(col(CalendarEvent.id)),
        ).where(CalendarEvent.day == on, col(CalendarEvent.cancelled).is_(False), attended_by(student, on, on))
        for student in students
    ]
    if not parts:
        return {}
    first, *rest = parts
    rows = session.execute(first.union_all(*rest) if rest else first).all()
    return {row[0]: (row[1], row[2], row[3]) for row in rows if row[3]}


def _hours(day: Day | None) -> Text:
    if day is None:
        return NO_TEXT
    return both("attendance.hours", start=time_text(day[0]), end=time_text(day[1]), n=day[2])
