"""Somebody calls the school: the office or the mentor writes down what a custodian or adult student tells (FRN-04)."""

# pyright: reportArgumentType=false

from datetime import date, time
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import TAKE_CALL, phoned_about
from skolplattform.attendance.queries.phoned import entitled_to_tell, is_within_reach
from skolplattform.attendance.rules import Reason
from skolplattform.attendance.service.absence import Told, schools_of, still_to_come, take_back, tell
from skolplattform.attendance.tables import AbsenceReport
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.permissions import require
from skolplattform.core.tables import OutboxMessage

INTENTION = "attendance.report_phoned"
PHONED = NoticeKind(
    "attendance.phoned",
    label="attendance.phoned.notice.label",
    title="attendance.phoned.notice.title",
    route="/anmal-franvaro",
    workspaces=(Workspace.GUARDIAN, Workspace.STUDENT),
    per_child=True,
)


def report_phoned(
    session: Session,
    actor: Actor,
    student_id: UUID,
    *,
    caller_id: UUID | None,
    first: date,
    last: date,
    from_time: time | None = None,
    until_time: time | None = None,
    reason: Reason = Reason.NONE,
    key: str,
) -> Told:
    """Write down absence that was told by phone, by somebody entitled to tell of it (R-A01, R-A10, R-C02).

    Everybody who is entitled is told that the school was called, so that a call in somebody else's name is noticed.

    Raises:
        NotFound: not a student of the actor's, or a protected one who is not opened to the actor (R-X04).
        Invalid: nobody entitled was named as the caller, or days and times that cannot be (at their field).
    """
    require(actor, TAKE_CALL)
    on = max(first, clock.today())
    if not is_within_reach(session, actor, student_id, on):
        raise NotFound
    entitled = entitled_to_tell(session, student_id, on)
    if caller_id not in entitled:
        raise Invalid("caller", "attendance.error.caller")
    units = schools_of(session, {student_id}, phoned_about(actor, on), on)
    told = tell(
        session,
        actor,
        [(student, unit) for student, unit in units if unit in actor.units],
        first=first,
        last=last,
        from_time=from_time,
        until_time=until_time,
        reason=reason,
        key=key,
        intention=INTENTION,
        detail={"caller": str(caller_id)},
    )
    outbox.queue(session, (_notice(person, student_id, told) for person in entitled))
    return told


def _notice(person: UUID, student: UUID, told: Told) -> Notice:
    payload = {"student": str(student), "day": clock.today().isoformat()}
    return Notice(PHONED.name, person, f"{PHONED.name}:{person}:{told.report_ids[0]}", payload)


def withdraw_phoned(session: Session, actor: Actor, report_id: UUID, *, version: int) -> None:
    """Take back what one wrote down oneself: it was the wrong student, or the family called again.

    Who has not been told of the call yet never will be.

    Raises:
        NotFound: not written by the actor, or taken back already.
        Conflict: it has changed since it was shown.
        Invalid: the absence is over.
    """
    require(actor, TAKE_CALL)
    written = select(AbsenceReport).where(
        AbsenceReport.id == report_id,
        AbsenceReport.registered_by == actor.person_id,
        col(AbsenceReport.unit_id).in_(actor.units),
        col(AbsenceReport.student_id).in_(phoned_about(actor, clock.today())),
        col(AbsenceReport.withdrawn_at).is_(None),
    )
    report = session.exec(written.with_for_update()).first()
    if report is None:
        raise NotFound
    still_to_come(report, version)
    take_back(session, actor, report)
    outbox.withdraw(
        session,
        OutboxMessage.subject_id == report.student_id,
        OutboxMessage.kind == PHONED.name,
        col(OutboxMessage.dedupe_key).endswith(f":{report.id}"),
    )
