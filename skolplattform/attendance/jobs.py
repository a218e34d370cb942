"""What attendance does by itself: a lesson without a register is told to its teacher, then to the head (OWN-10)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.queries.missing import MissingLesson, missing_lessons, teachers_of
from skolplattform.attendance.queries.policy import policies_for
from skolplattform.attendance.rules import proof
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.service.notices import ESCALATED, UNREPORTED
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import clock, db, outbox
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.registry.codes import DutyRole, OrganisationType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import Duty, Organisation

LEADERS = (DutyRole.PRINCIPAL.value, DutyRole.PRESCHOOL_HEAD.value)


def tell_of_unreported() -> None:
    """Remind the teachers of the day's lessons, tell the heads, and take back what has been reported since."""
    moment = clock.now()
    with db.reading() as session:
        schools = Organisation.organisation_type == OrganisationType.SCHOOL_UNIT.value
        units = session.exec(select(Organisation.id).where(schools).order_by(Organisation.id)).all()
        missing = missing_lessons(session, units, clock.today(), moment)
        policies = policies_for(session, {lesson.unit_id for lesson in missing}, clock.today())
        notices = [*_reminders(session, missing, moment, policies), *_escalations(session, missing, moment, policies)]
    with db.unit() as session:
        outbox.queue(session, notices)
        _take_back(session, clock.today())


def _reminders(
    session: Session, missing: list[MissingLesson], moment: datetime, policies: dict[UUID, Policy]
) -> Iterator[Notice]:
    today = clock.local(moment).date()
    waited = [one for one in missing if proof.needs_reminder(one.ends_at, moment, policies[one.unit_id].remind_after)]
    teachers = teachers_of(session, [lesson.id for lesson in waited], today)
    for lesson in waited:
        payload = {"lesson": str(lesson.id), "unit": str(lesson.unit_id), "day": today.isoformat()}
        payload |= {"group": lesson.name, "time": f"{clock.local(lesson.starts_at):%H.%M}"}
        for teacher in sorted(teachers[lesson.id]):
            yield Notice(UNREPORTED, teacher, f"{UNREPORTED}:{lesson.id}:{teacher}", payload)


def _escalations(
    session: Session, missing: list[MissingLesson], moment: datetime, policies: dict[UUID, Policy]
) -> Iterator[Notice]:
    """One notice a day to each head, however many lessons of the school are missing."""
    day = clock.local(moment).date()
    late = {
        lesson.unit_id
        for lesson in missing
        if proof.needs_escalation(lesson.ends_at, moment, policies[lesson.unit_id].escalate_after)
    }
    for unit, leader in _leaders(session, late, day):
        payload = {"unit": str(unit), "day": day.isoformat()}
        yield Notice(ESCALATED, leader, f"{ESCALATED}:{unit}:{leader}:{day.isoformat()}", payload)


def _leaders(session: Session, units: set[UUID], on: date) -> list[tuple[UUID, UUID]]:
    question = select(Duty.unit_id, Duty.person_id).where(
        col(Duty.unit_id).in_(units),
        col(Duty.duty_role).in_(LEADERS),
        holds_on(Duty.start_date, Duty.end_date, on),
    )
    return [(unit, person) for unit, person in session.exec(question.order_by(Duty.unit_id, Duty.person_id)).all()]


def _take_back(session: Session, today: date) -> None:
    """Reminders of lessons that have been reported since are no longer true."""
    start, _ = clock.day_bounds(today)
    question = select(OutboxMessage).where(
        OutboxMessage.kind == UNREPORTED,
        col(OutboxMessage.withdrawn_at).is_(None),
        OutboxMessage.created_at >= start,
    )
    standing = session.exec(question.order_by(col(OutboxMessage.id)).limit(5_000)).all()
    of = {message.id: UUID(message.payload["lesson"]) for message in standing}
    registers = select(LessonRegister.calendar_event_id).where(
        col(LessonRegister.calendar_event_id).in_(set(of.values()))
    )
    reported = set(session.exec(registers).all()) if of else set()
    done = [number for number, lesson in of.items() if lesson in reported]
    if done:
        outbox.withdraw(session, col(OutboxMessage.id).in_(done))
