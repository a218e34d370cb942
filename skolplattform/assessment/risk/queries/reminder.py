"""After how many school days a school reminds."""

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.risk import rules
from skolplattform.assessment.risk.tables import RiskReminder


def decisions(session: Session, unit_id: UUID) -> list[RiskReminder]:
    """What the school has decided, earliest first."""
    question = select(RiskReminder).where(RiskReminder.unit_id == unit_id)
    return list(session.exec(question.order_by(col(RiskReminder.valid_from)).limit(100)).all())


def decided(row: RiskReminder) -> rules.Decided:
    """A decision as the rules know it."""
    return rules.Decided(row.valid_from, row.remind_after)
