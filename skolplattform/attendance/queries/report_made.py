"""What the school made of a report: which lessons open as absent, and where a teacher has already decided."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, select

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.permissions import REPORT, reportable
from skolplattform.attendance.queries.words import covered_days, days_text, span_text, time_text, told_when
from skolplattform.attendance.rules import Kind, Mark
from skolplattform.attendance.tables import AbsenceReport, Deviation, LessonRegister
from skolplattform.attendance.views import MadeLesson, ReportMade
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.i18n import Text, both
from skolplattform.i18n.format import day_text
from skolplattform.registry.queries import names
from skolplattform.schedule.queries import attended_by
from skolplattform.schedule.tables import Activity, CalendarEvent

LESSONS = 150
SHOWN = 8
"""Lessons still to come that are listed; the rest are counted."""


def report_made(session: Session, actor: Actor, report_id: UUID) -> ReportMade:
    """One report of somebody the actor answers for, with every lesson it touches. Four statements.

    Raises:
        NotFound: missing, taken back, or about somebody else.
    """
    require(actor, REPORT)
    row = session.exec(
        select(AbsenceReport).where(
            AbsenceReport.id == report_id,
            col(AbsenceReport.withdrawn_at).is_(None),
            col(AbsenceReport.student_id).in_(reportable(actor, clock.today())),
        )
    ).first()
    if row is None:
        raise NotFound
    people = names(session, actor, {row.student_id, row.registered_by})
    first, last = covered_days(row.starts_at, row.ends_at)
    whole = first != last or (row.starts_at, row.ends_at) == clock.day_bounds(first)
    moment = clock.now()
    found = [_made(row, *lesson) for lesson in session.execute(_lessons(row, first, last))]
    unseen = [lesson for lesson in found if not lesson.mark][SHOWN:]
    return ReportMade(
        id=str(row.id),
        version=row.version,
        child=people[row.student_id].name,
        days=days_text(row.starts_at, row.ends_at),
        hours=span_text(row.starts_at, row.ends_at, first),
        told=both(
            "attendance.reports.told",
            name=people[row.registered_by].name,
            when=told_when(row.registered_at, clock.today()),
        ),
        first=first.isoformat(),
        last=last.isoformat(),
        from_time="" if whole else f"{clock.local(row.starts_at):%H:%M}",
        until_time="" if whole else f"{clock.local(row.ends_at):%H:%M}",
        has_begun=row.starts_at <= moment,
        may_change=row.absence_type == Kind.REPORTED.value and row.ends_at > moment,
        lessons=tuple(lesson for lesson in found if lesson not in unseen),
        more=len(unseen),
    )


def _lessons(row: AbsenceReport, first: date, last: date) -> Any:
    """The lessons that the report touches, with their register and the student's deviation."""
    return (
        select(
            CalendarEvent.starts_at,
            CalendarEvent.ends_at,
            Activity.display_name,
            LessonRegister.reported_at,
            LessonRegister.minutes,
            Deviation.valid_minutes,
            Deviation.invalid_minutes,
            Deviation.other_minutes,
        )
        .join(Activity, col(Activity.id) == col(CalendarEvent.activity_id))
        .outerjoin(LessonRegister, col(LessonRegister.calendar_event_id) == col(CalendarEvent.id))
        .outerjoin(
            Deviation,
            and_(
                col(Deviation.calendar_event_id) == col(CalendarEvent.id),
                col(Deviation.student_id) == row.student_id,
            ),
        )
        .where(
            col(CalendarEvent.day).between(first, last),
            CalendarEvent.starts_at < row.ends_at,
            CalendarEvent.ends_at > row.starts_at,
            col(CalendarEvent.cancelled).is_(False),
            attended_by(row.student_id, first, last),
        )
        .order_by(col(CalendarEvent.starts_at), col(CalendarEvent.id))
        .limit(LESSONS)
    )


def _made(
    row: AbsenceReport,
    starts_at: datetime,
    ends_at: datetime,
    name: str,
    reported_at: datetime | None,
    minutes: int | None,
    *away: int | None,
) -> MadeLesson:
    day = day_text(clock.local(starts_at).date(), style="short")
    when = both("attendance.made.when", day=day, start=time_text(starts_at), end=time_text(ends_at))
    if reported_at is None or minutes is None:
        return MadeLesson(name, when, "", both("attendance.made.filled"))
    mark = rules.mark_of(AbsentMinutes(*(part or 0 for part in away)), minutes)
    return MadeLesson(name, when, mark.value, _said(mark, reported_at, before=reported_at < row.registered_at))


def _said(mark: Mark, reported_at: datetime, *, before: bool) -> Text:
    """What the teacher decided; when it was before the report came, that the teacher's word stands."""
    key = "attendance.made.before" if before else "attendance.made.reported"
    when = told_when(reported_at, clock.today())
    return both(key, mark=both(f"attendance.mark.{mark.value}"), when=when)
