"""The head, or a delegate for a short leave, decides (R-A04): the absence follows in the same transaction."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.permissions import DECIDE_LEAVE, can_decide_leave
from skolplattform.attendance.queries.leave_facts import (
    custodians_of,
    earlier_days,
    is_ready,
    planned_days,
)
from skolplattform.attendance.queries.policy import policy_for
from skolplattform.attendance.rules import leave as rules
from skolplattform.attendance.rules.leave import Days, State
from skolplattform.attendance.service.leave_steps import begin_absence, lock_application, note_step, tell_custodians
from skolplattform.attendance.tables import LeaveApplication
from skolplattform.core import clock, idempotency
from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.permissions import require


def decide_leave(
    session: Session,
    actor: Actor,
    application_id: UUID,
    *,
    outcome: State,
    first: date | None = None,
    last: date | None = None,
    text: str = "",
    version: int,
    key: str,
) -> None:
    """Grant, grant a part, or refuse. A granted leave becomes absence that the lessons open with.

    Raises:
        NotFound: an application outside the actor's reach.
        Invalid: too long for a delegate (R-A04), the actor's own child, an applicant without custody, other
            custodians have not answered, or what a decision needs is missing.
        Conflict: changed or decided since it was shown.
    """
    require(actor, DECIDE_LEAVE)
    row = lock_application(session, application_id)
    if outcome not in rules.DECISIONS or not can_decide_leave(session, actor, row, clock.today()):
        raise NotFound
    if idempotency.claim(session, actor, key, f"leave.decide:{application_id}", {}) is not None:
        return
    if row.version != version or row.state != State.ASKED.value:
        raise Conflict(None, "attendance.leave.conflict")
    custodians = custodians_of(session, row.student_id, clock.today())
    _without_bias(actor, row, custodians)
    if outcome is not State.REFUSED:
        _still_asked(row, custodians)
        if not is_ready(session, row, clock.today()):
            raise Invalid("outcome", "attendance.leave.error.not_ready")
    _within_delegation(session, actor, row)
    given = rules.decided_days(outcome, Days(row.first_day, row.last_day), first, last, text)
    if given is not None:
        begin_absence(session, row, given)
        row.school_days = rules.school_days(given, *planned_days(session, {row.unit_id}, given)[row.unit_id])
    row.state, row.decision_text = outcome.value, text.strip()
    row.decided_by, row.decided_at = actor.person_id, clock.now()
    row.decided_as = "head" if actor.has(Role.PRINCIPAL) else "delegate"
    row.version += 1
    note_step(session, actor, "attendance.decide_leave", row)
    tell_custodians(session, row, {row.applied_by, *custodians})


def _without_bias(actor: Actor, row: LeaveApplication, custodians: Collection[UUID]) -> None:
    """Nobody decides about their own child, or what they have asked for themselves (FL 16 §)."""
    if actor.person_id in {row.applied_by, *custodians}:
        raise Invalid("outcome", "attendance.leave.error.own")


def _still_asked(row: LeaveApplication, custodians: Collection[UUID]) -> None:
    """Whoever has lost custody since takes the child nowhere: the application can be refused only (R-C02)."""
    if row.applied_by not in {row.student_id, *custodians}:
        raise Invalid("outcome", "attendance.leave.error.applicant")


def _within_delegation(session: Session, actor: Actor, row: LeaveApplication) -> None:
    """The head decides any leave; a delegate as many days as the policy says, at most ten (R-A04)."""
    if actor.has(Role.PRINCIPAL):
        return
    policy = policy_for(session, row.unit_id, clock.today())
    earlier = earlier_days(session, [row.student_id], row.first_day).get(row.student_id, 0)
    if not rules.delegate_may_decide(policy, days=row.school_days, earlier=earlier):
        raise Invalid("outcome", "attendance.leave.error.delegate", days=policy.leave_delegated_days)
