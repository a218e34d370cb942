"""The bell in the header of every page."""

from sqlmodel import Session

from skolplattform.core import outbox
from skolplattform.core.actor import Actor
from skolplattform.notices import queries


class OwnBell:
    """The notices' side of `ui.contract.Bell`."""

    def unread(self, session: Session, actor: Actor) -> int:
        """How many have not been read."""
        return queries.unread(session, actor)

    def topic(self, actor: Actor) -> str:
        """What changes when a notice comes or is read."""
        return outbox.topic(actor.person_id)
