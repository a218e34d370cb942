"""A guardian, or a student of age, applies for leave; other custodians agree; it is changed or taken back."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.attendance.permissions import APPLY_LEAVE, can_report_for
from skolplattform.attendance.queries.leave_facts import custodians_of, planned_days, students_to_leave
from skolplattform.attendance.queries.policy import policies_for
from skolplattform.attendance.rules import is_of_age
from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Answer, LeaveReason, State
from skolplattform.attendance.rules.policy import Policy
from skolplattform.attendance.service.leave_steps import (
    WAITS,
    end_of_absence,
    lock_application,
    note_step,
    tell_custodians,
)
from skolplattform.attendance.tables import LeaveApplication, LeaveConsent
from skolplattform.core import clock, idempotency, outbox
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.outbox import Notice
from skolplattform.core.permissions import require

APPLY = "attendance.apply_for_leave"


def apply_for_leave(
    session: Session,
    actor: Actor,
    *,
    student_ids: Sequence[UUID],
    first: date,
    last: date,
    reason: LeaveReason,
    note: str = "",
    key: str,
) -> tuple[UUID, ...]:
    """Ask the schools for leave for one or several children at once: one application for each child and school.

    Raises:
        NotFound: a student who is not the actor's to apply for, or not enrolled.
        Invalid: nobody chosen, days that cannot be, or a line where the school takes none (R-A14).
    """
    require(actor, APPLY_LEAVE)
    if not student_ids:
        raise Invalid("students", "attendance.error.nobody")
    today = clock.today()
    days = rules.checked_days(first, last, today=today)
    students = students_to_leave(session, actor, set(student_ids), today)
    policies = policies_for(session, {one.unit_id for one in students}, today)
    if note and not all(policy.leave_free_text for policy in policies.values()):
        raise Invalid("note", "attendance.leave.error.note")
    ids = [new_id() for _ in students]
    earlier = idempotency.claim(session, actor, key, APPLY, {"applications": [str(one) for one in ids]})
    if earlier is not None:
        return tuple(UUID(one) for one in earlier["applications"])
    planned = planned_days(session, {one.unit_id for one in students}, days)
    moment = clock.now()
    for application_id, one in zip(ids, students, strict=True):
        row = LeaveApplication(
            id=application_id,
            student_id=one.student_id,
            unit_id=one.unit_id,
            applied_by=actor.person_id,
            applied_at=moment,
            first_day=days.first,
            last_day=days.last,
            reason=reason.value,
            note=note,
            state=State.ASKED.value,
            school_days=rules.school_days(days, *planned[one.unit_id]),
        )
        session.add(row)
        session.flush()
        of_age = is_of_age(one.birth_date, today)
        _ask_others(session, row, actor.person_id, policies[one.unit_id], of_age=of_age)
        note_step(session, actor, APPLY, row)
    return tuple(ids)


def answer_application(
    session: Session, actor: Actor, application_id: UUID, *, answer: Answer, version: int, key: str
) -> None:
    """Another custodian agrees, or not; one no is enough for the school not to be asked (R-C01).

    Raises:
        NotFound: not asked of the actor, or no longer.
        Conflict: changed or answered since it was shown.
    """
    require(actor, APPLY_LEAVE)
    row = lock_application(session, application_id)
    consent = _own_consent(session, actor, row)
    if answer is Answer.WAITING:
        return
    if idempotency.claim(session, actor, key, f"leave.answer:{application_id}", {}) is not None:
        return
    if row.version != version or row.state != State.ASKED.value or consent.answer:
        raise Conflict(None, "attendance.leave.conflict")
    consent.answer, consent.answered_at = answer.value, clock.now()
    row.version += 1
    if answer is Answer.DECLINED:
        row.state = State.DECLINED.value
    session.add(consent)
    note_step(session, actor, f"attendance.leave_{answer.value}", row)
    tell_custodians(session, row, {row.applied_by})


def change_application(
    session: Session, actor: Actor, application_id: UUID, *, first: date, last: date, version: int, key: str
) -> None:
    """Ask for other days while the school has not decided; the other custodians are asked again.

    Raises:
        NotFound: not the actor's own application.
        Invalid: days that cannot be.
        Conflict: decided or changed since it was shown.
    """
    require(actor, APPLY_LEAVE)
    row = _own_application(session, actor, application_id)
    days = rules.checked_days(first, last, today=clock.today())
    if idempotency.claim(session, actor, key, f"leave.change:{application_id}", {}) is not None:
        return
    if row.version != version or row.state != State.ASKED.value:
        raise Conflict(None, "attendance.leave.conflict")
    row.first_day, row.last_day = days.first, days.last
    row.school_days = rules.school_days(days, *planned_days(session, {row.unit_id}, days)[row.unit_id])
    row.version += 1
    for consent in _consents(session, row):
        consent.answer, consent.answered_at = Answer.WAITING.value, None
        session.add(consent)
    note_step(session, actor, "attendance.change_leave", row)


def withdraw_application(session: Session, actor: Actor, application_id: UUID, *, version: int, key: str) -> None:
    """Take an application back, also one that was granted: what is left of the leave becomes school again.

    Raises:
        NotFound: not the actor's own application.
        Conflict: changed since it was shown, or nothing is left to take back.
    """
    require(actor, APPLY_LEAVE)
    row = _own_application(session, actor, application_id)
    if idempotency.claim(session, actor, key, f"leave.withdraw:{application_id}", {}) is not None:
        return
    taken_back = (State.ASKED.value, *rules.TAKES_LEAVE)
    if row.version != version or row.state not in taken_back or row.last_day < clock.today():
        raise Conflict(None, "attendance.leave.conflict")
    end_of_absence(session, row)
    row.state = State.WITHDRAWN.value
    row.version += 1
    note_step(session, actor, "attendance.withdraw_leave", row)


def _ask_others(session: Session, row: LeaveApplication, applicant: UUID, policy: Policy, *, of_age: bool) -> None:
    """Ask the other custodians, and tell them that something waits for them: no name, no reason."""
    custodians = custodians_of(session, row.student_id, clock.today())
    asked = rules.must_answer(policy, custodians=custodians, applicant=applicant, of_age=of_age)
    for adult in asked:
        session.add(LeaveConsent(application_id=row.id, adult_id=adult))  # type: ignore[arg-type]
    session.flush()
    payload = {"student": str(row.student_id), "application": str(row.id)}
    outbox.queue(
        session,
        [
            Notice(WAITS, adult, f"{WAITS}:{row.id}:{adult}", payload)  # type: ignore[arg-type]
            for adult in asked
        ],
    )


def _own_application(session: Session, actor: Actor, application_id: UUID) -> LeaveApplication:
    """The application, when the actor made it and still answers for the student (R-A10, R-C02)."""
    row = lock_application(session, application_id)
    if row.applied_by != actor.person_id or not can_report_for(session, actor, row.student_id, clock.today()):
        raise NotFound
    return row


def _own_consent(session: Session, actor: Actor, row: LeaveApplication) -> LeaveConsent:
    consents = {one.adult_id: one for one in _consents(session, row)}
    if actor.person_id not in consents or not can_report_for(session, actor, row.student_id, clock.today()):
        raise NotFound
    return consents[actor.person_id]


def _consents(session: Session, row: LeaveApplication) -> Iterable[LeaveConsent]:
    question = select(LeaveConsent).where(LeaveConsent.application_id == row.id).order_by(col(LeaveConsent.id))
    return session.exec(question.limit(10)).all()
