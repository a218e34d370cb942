"""Who has not confirmed after so many school days is reminded, once; a head decides how many days."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.notices import AGAIN, addressees_of, tell_home
from skolplattform.assessment.risk.permissions import OF_SCHOOL
from skolplattform.assessment.risk.queries.reminder import decided, decisions
from skolplattform.assessment.risk.tables import RiskReceipt, RiskReminder, RiskWarning
from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.decisions import decision_from
from skolplattform.core.errors import NotFound
from skolplattform.core.permissions import require
from skolplattform.registry.permissions import is_in_units
from skolplattform.schedule.terms import school_days

MOST = 5_000


def remind(session: Session) -> None:
    """Tell those who have not confirmed once more, when the school's days have gone. Safe to call at any time."""
    today = clock.today()
    waiting: defaultdict[UUID, list[RiskWarning]] = defaultdict(list)
    for warning in _holding(session, today):
        waiting[warning.unit_id].append(warning)
    for unit, warnings in sorted(waiting.items()):
        days = school_days(session, unit, min(_sent_on(one) for one in warnings), today)
        after = rules.remind_after_on((decided(row) for row in decisions(session, unit)), today)
        _tell(session, [one for one in warnings if rules.needs_reminder(_sent_on(one), today, days, after)], today)


def _holding(session: Session, today: date) -> list[RiskWarning]:
    question = select(RiskWarning).where(
        col(RiskWarning.sent_at).is_not(None), col(RiskWarning.ended_on).is_(None), RiskWarning.term_ends >= today
    )
    return list(session.exec(question.order_by(col(RiskWarning.unit_id), col(RiskWarning.id)).limit(MOST)).all())


def _sent_on(warning: RiskWarning) -> date:
    return clock.local(warning.sent_at or warning.changed_at).date()


def _tell(session: Session, warnings: list[RiskWarning], today: date) -> None:
    if not warnings:
        return
    ids = {warning.id for warning in warnings}
    receipts = select(RiskReceipt.warning_id, RiskReceipt.person_id).where(col(RiskReceipt.warning_id).in_(ids))
    confirmed = set(session.exec(receipts).all())
    expected = addressees_of(session, {warning.student_id for warning in warnings}, today)
    for warning in warnings:
        silent = {person for person in expected[warning.student_id] if (warning.id, person) not in confirmed}
        tell_home(session, warning, silent, turn=AGAIN)


def decide_reminder(
    session: Session, actor: Actor, unit_id: UUID, *, remind_after: int, valid_from: date, version: int, key: str
) -> None:
    """Remind after so many school days from a day on; earlier days keep what held then.

    `version` is that of all the school's decisions together, as they were shown.

    Raises:
        NotFound: another's school.
        Invalid: a number that cannot be, or a day that has passed.
        Conflict: somebody else has decided since.
    """
    require(actor, OF_SCHOOL)
    if not is_in_units(actor, unit_id):
        raise NotFound
    rules.checked_wait(remind_after)

    def decide() -> dict[str, str]:
        row = decision_from(session, actor, RiskReminder, unit_id, valid_from=valid_from, version=version)
        row.remind_after = remind_after
        session.flush()
        audit.record(session, actor, OF_SCHOOL.name, "risk_reminder", row.id, unit=unit_id)
        changes.announce(session, f"risk:{unit_id}")
        return {}

    idempotency.once(session, actor, key, f"assessment.decide_reminder:{unit_id}", decide)
