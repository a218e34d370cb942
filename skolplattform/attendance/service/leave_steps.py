"""What every step of a leave does: hold the row, note it, tell those it concerns, keep the absence in step."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, select

from skolplattform.attendance.rules.leave import Days
from skolplattform.attendance.service.absence import announce, insert_reports, leave_row
from skolplattform.attendance.tables import AbsenceReport, LeaveApplication
from skolplattform.core import audit, changes, clock, outbox
from skolplattform.core.actor import Actor
from skolplattform.core.errors import NotFound
from skolplattform.core.outbox import Notice

WAITS = "attendance.leave_waits"
ANSWERED = "attendance.leave_answered"


def lock_application(session: Session, application_id: UUID) -> LeaveApplication:
    """The application, held by this transaction.

    Raises:
        NotFound: there is none.
    """
    question = select(LeaveApplication).where(LeaveApplication.id == application_id).with_for_update()
    row = session.exec(question).first()
    if row is None:
        raise NotFound
    return row


def note_step(session: Session, actor: Actor, verb: str, row: LeaveApplication) -> None:
    """Store the step, note it in the school's chain and wake the pages that show it."""
    session.add(row)
    session.flush()
    detail = {"state": row.state, "version": row.version, "days": row.school_days}
    audit.record(
        session, actor, verb, "leave_application", row.id, subject=row.student_id, unit=row.unit_id, detail=detail
    )
    changes.announce(session, f"student:{row.student_id}", f"leave:{row.unit_id}")


def tell_custodians(session: Session, row: LeaveApplication, adults: Iterable[UUID]) -> None:
    """Tell that something has been answered: a link, no name, no reason."""
    payload = {"student": str(row.student_id), "application": str(row.id)}
    outbox.queue(
        session, [Notice(ANSWERED, adult, f"{ANSWERED}:{row.id}:{row.version}:{adult}", payload) for adult in adults]
    )


def begin_absence(session: Session, row: LeaveApplication, given: Days) -> None:
    """A granted leave becomes absence told beforehand, which lessons open with."""
    span = clock.day_bounds(given.first, given.last)
    report = leave_row(row.applied_by, row.student_id, row.unit_id, span)
    insert_reports(session, [report])
    announce(session, [(row.student_id, row.unit_id)], span)
    row.granted_first, row.granted_last, row.report_id = given.first, given.last, report["id"]


def end_of_absence(session: Session, row: LeaveApplication) -> None:
    """What is left of the leave is no longer absence; days that have passed stand, and so does every register."""
    report = session.get(AbsenceReport, row.report_id) if row.report_id else None
    if report is None or report.withdrawn_at is not None:
        return
    moment, until = clock.now(), report.ends_at
    if report.starts_at >= moment:
        report.withdrawn_at = moment
    else:
        report.ends_at = min(until, moment)
    report.version += 1
    session.add(report)
    session.flush()
    announce(session, [(row.student_id, row.unit_id)], (report.starts_at, until))
