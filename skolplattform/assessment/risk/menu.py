"""The menu entry of warnings, for those who have been sent one."""

from sqlmodel import Session, col, select

from skolplattform.assessment.risk.permissions import READ_OWN, of_family
from skolplattform.assessment.risk.tables import RiskWarning
from skolplattform.core import clock
from skolplattform.core.actor import Actor

ROUTE = "/mina-varningar"


class RiskMenu:
    """Assessment's side of `ui.contract.Reached`."""

    def reached_by(self, session: Session, actor: Actor) -> set[str]:
        """A student or guardian who has been warned of something, also of what no longer holds."""
        if not READ_OWN.held_by(actor) or actor.is_system:
            return set()
        sent = select(RiskWarning.id).where(of_family(actor, clock.today())).order_by(col(RiskWarning.id)).limit(1)
        return {ROUTE} if session.exec(sent).first() else set()
