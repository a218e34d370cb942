"""A guardian, or a student of age, tells the school beforehand that somebody will be away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, insert
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from skolplattform.attendance import rules
from skolplattform.attendance.permissions import REPORT, can_report_for, reportable
from skolplattform.attendance.queries.policy import policies_for, policy_for
from skolplattform.attendance.rules import Kind, Reason
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import UuidKey, new_id
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment
from skolplattform.schedule.queries import attended_by
from skolplattform.schedule.tables import CalendarEvent

INTENTION = "attendance.report_absence"
LESSONS_LIMIT = 200
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Told:
    """What the school was told: one report for each student and school."""

    report_ids: tuple[UUID, ...]


def report_absence(
    session: Session,
    actor: Actor,
    *,
    student_ids: Sequence[UUID],
    first: date,
    last: date,
    from_time: time | None = None,
    until_time: time | None = None,
    reason: Reason = Reason.NONE,
    key: str,
) -> Told:
    """Tell that one or several students are away one or several days (R-A01). Whole days without times.

    Raises:
        NotFound: a student the actor may not report for that day (R-A10), or not enrolled.
        Invalid: nobody chosen, or days and times that cannot be (at their field).
    """
    require(actor, REPORT)
    if not student_ids:
        raise Invalid("students", "attendance.error.nobody")
    on = max(first, clock.today())
    return tell(
        session,
        actor,
        schools_of(session, set(student_ids), reportable(actor, on), on),
        first=first,
        last=last,
        from_time=from_time,
        until_time=until_time,
        reason=reason,
        key=key,
    )


def tell(
    session: Session,
    actor: Actor,
    units: Sequence[tuple[UUID, UUID]],
    *,
    first: date,
    last: date,
    from_time: time | None,
    until_time: time | None,
    reason: Reason,
    key: str,
    intention: str = INTENTION,
    detail: dict[str, Any] | None = None,
) -> Told:
    """Store what was told of each (student, school) once, and tell the open pages. Why only where it is asked (R-A14).

    Raises:
        Invalid: days and times that cannot be (at their field).
    """
    today = clock.today()
    policies = policies_for(session, {unit for _, unit in units}, today)
    span, *_ = [
        rules.span_of(first, last, from_time=from_time, until_time=until_time, today=today, policy=policy)
        for policy in set(policies.values())
    ]
    why = {unit: reason if policy.ask_reason else Reason.NONE for unit, policy in policies.items()}
    rows = [_row(actor, student, unit, span, why[unit]) for student, unit in units]
    ids = [str(row["id"]) for row in rows]
    earlier = idempotency.claim(session, actor, key, intention, {"reports": ids})
    if earlier is not None:
        return Told(tuple(UUID(report) for report in earlier["reports"]))
    insert_reports(session, rows)
    for row in rows:
        student, unit = row["student_id"], row["unit_id"]
        audit.record(session, actor, intention, "absence_report", row["id"], subject=student, unit=unit, detail=detail)
    announce(session, units, span)
    return Told(tuple(row["id"] for row in rows))


def withdraw_report(session: Session, actor: Actor, report_id: UUID, *, version: int) -> None:
    """Take back a report: it was a mistake, or the student is in school after all. What teachers saved stands.

    Raises:
        NotFound: not the actor's to take back, or taken back already.
        Conflict: it has changed since it was shown.
        Invalid: the absence is over.
    """
    take_back(session, actor, _own_report(session, actor, report_id, version))


def take_back(session: Session, actor: Actor, report: AbsenceReport) -> None:
    """The report counts no more, and the open pages hear of it."""
    report.withdrawn_at = clock.now()
    report.version += 1
    _changed(session, actor, "attendance.withdraw_report", report, report.ends_at)


def end_report(session: Session, actor: Actor, report_id: UUID, *, version: int) -> None:
    """The student is back: the absence ends now instead of later.

    Raises:
        NotFound, Conflict, Invalid: as `withdraw_report`; also Invalid when it has not begun.
    """
    report = _own_report(session, actor, report_id, version)
    moment, until = clock.now(), report.ends_at
    if report.starts_at >= moment:
        raise Invalid("report", "attendance.error.not_begun_report")
    report.ends_at = moment
    report.version += 1
    _changed(session, actor, "attendance.end_report", report, until)


def change_report(
    session: Session,
    actor: Actor,
    report_id: UUID,
    *,
    first: date,
    last: date,
    from_time: time | None = None,
    until_time: time | None = None,
    version: int,
) -> None:
    """Other days or hours than those told. What has begun keeps its beginning; what teachers saved stands.

    Raises:
        NotFound, Conflict, Invalid: as `withdraw_report`; also Invalid for days and times that cannot be.
    """
    report = _own_report(session, actor, report_id, version)
    today, begun = clock.today(), report.starts_at <= clock.now()
    since = clock.local(report.starts_at).date() if begun else today
    policy = policy_for(session, report.unit_id, today)
    span = rules.span_of(first, last, from_time=from_time, until_time=until_time, today=since, policy=policy)
    starts_at, ends_at = rules.changed_span((report.starts_at, report.ends_at), span, now=clock.now())
    touched = (min(report.starts_at, starts_at), max(report.ends_at, ends_at))
    report.starts_at, report.ends_at = starts_at, ends_at
    report.version += 1
    session.add(report)
    session.flush()
    _note(session, actor, "attendance.change_report", report.id, report.student_id, report.unit_id)
    announce(session, [(report.student_id, report.unit_id)], touched)


def schools_of(session: Session, students: set[UUID], among: SelectOfScalar[UUID], on: date) -> list[tuple[UUID, UUID]]:
    """Each student with each school they are enrolled at that day.

    Raises:
        NotFound: one who is not `among` those the actor may tell of, or not enrolled.
    """
    rows = session.exec(
        select(Enrolment.person_id, Enrolment.unit_id)
        .where(
            col(Enrolment.person_id).in_(students),
            col(Enrolment.person_id).in_(among),
            enrolment_holds(on),
        )
        .distinct()
        .order_by(col(Enrolment.person_id), col(Enrolment.unit_id))
    ).all()
    if {student for student, _ in rows} != students:
        raise NotFound
    return [(student, unit) for student, unit in rows]


def _row(actor: Actor, student: UUID, unit: UUID, span: Span, reason: Reason) -> dict[str, Any]:
    told = {"absence_type": Kind.REPORTED.value, "reason": reason.value}
    return leave_row(actor.person_id, student, unit, span) | told


def leave_row(told_by: UUID, student: UUID, unit: UUID, span: Span) -> dict[str, Any]:
    """A granted leave as absence told beforehand."""
    return {
        "id": new_id(),
        "student_id": student,
        "unit_id": unit,
        "absence_type": Kind.LEAVE.value,
        "reason": Reason.NONE.value,
        "starts_at": span[0],
        "ends_at": span[1],
        "registered_by": told_by,
        "registered_at": clock.now(),
        "version": 1,
    }


def insert_reports(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store absence told beforehand."""
    session.execute(insert(AbsenceReport), rows)


def _own_report(session: Session, actor: Actor, report_id: UUID, version: int) -> AbsenceReport:
    """The report, when its student is one the actor may report for today; granted leave is the school's."""
    require(actor, REPORT)
    report = session.exec(select(AbsenceReport).where(AbsenceReport.id == report_id).with_for_update()).first()
    if report is None or report.withdrawn_at is not None or report.absence_type != Kind.REPORTED.value:
        raise NotFound
    if not can_report_for(session, actor, report.student_id, clock.today()):
        raise NotFound
    still_to_come(report, version)
    return report


def still_to_come(report: AbsenceReport, version: int) -> None:
    """It may be changed: it is as it was shown, and the absence is not over.

    Raises:
        Conflict, Invalid: else.
    """
    if report.version != version:
        raise Conflict(None, "attendance.conflict_report")
    if report.ends_at <= clock.now():
        raise Invalid("report", "attendance.error.over")


def _changed(session: Session, actor: Actor, verb: str, report: AbsenceReport, until: datetime) -> None:
    session.add(report)
    session.flush()
    _note(session, actor, verb, report.id, report.student_id, report.unit_id)
    announce(session, [(report.student_id, report.unit_id)], (report.starts_at, until))


def _note(session: Session, actor: Actor, verb: str, report: UUID, student: UUID, unit: UUID) -> None:
    audit.record(session, actor, verb, "absence_report", report, subject=student, unit=unit)


def announce(session: Session, units: Iterable[tuple[UUID, UUID]], span: Span) -> None:
    """Tell the open pages: the family's, the school's, and the attendance of today's lessons it touches."""
    touched = list(units)
    students = sorted({student for student, _ in touched})
    today = clock.today()
    given = {"today": today, "from": span[0], "until": span[1]} | dict(
        zip(_names(len(students)), students, strict=True)
    )
    lessons = session.scalars(_touched(len(students)), given).all() if students else ()
    topics = [f"lesson:{lesson}" for lesson in lessons]
    topics += [topic for student, unit in touched for topic in (f"student:{student}", f"unit:{unit}")]
    changes.announce(session, *topics)


def _names(students: int) -> list[str]:
    return [f"student{number}" for number in range(students)]


@cache
def _touched(students: int) -> Select[Any]:
    """Today's lessons of so many students within a span; built once, since every report of the morning asks it."""
    today = bindparam("today", type_=Date())
    theirs = (attended_by(bindparam(name, type_=UuidKey()), today, today) for name in _names(students))  # type: ignore[arg-type]
    return (
        select(CalendarEvent.id)
        .where(
            col(CalendarEvent.day) == today,
            col(CalendarEvent.starts_at) < bindparam("until"),
            col(CalendarEvent.ends_at) > bindparam("from"),
            or_(*theirs),
        )
        .limit(LESSONS_LIMIT)
    )
