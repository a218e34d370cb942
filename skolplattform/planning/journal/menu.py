"""Who finds the journal in the menu: those who work with a department."""

from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Role
from skolplattform.planning.journal.permissions import kept_departments


class Journals:
    """The journal's side of `ui.contract.Reached`."""

    def reached_by(self, session: Session, actor: Actor) -> set[str]:
        """The journal, to the staff of a förskola."""
        if not actor.has(Role.TEACHER):
            return set()
        own = kept_departments(actor, clock.today())
        return {"/dagbok"} if session.execute(own.limit(1)).first() else set()
