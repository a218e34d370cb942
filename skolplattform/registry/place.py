"""Where a person works or studies, in a name: shown beside the brand on every page."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.registry.permissions import enrolment_holds
from skolplattform.registry.tables import Enrolment, Organisation


class PlaceOfPerson:
    """What the frame asks of the register (`ui.contract.Place`)."""

    def place_of(self, session: Session, actor: Actor) -> str:
        """The school of somebody with one; empty for guardians and for those who work at several."""
        if actor.workspace is Workspace.STUDENT:
            question = (
                select(Organisation.display_name)
                .join(Enrolment, col(Enrolment.unit_id) == col(Organisation.id))
                .where(
                    Enrolment.person_id == actor.person_id,
                    enrolment_holds(clock.today()),
                )
            )
        elif actor.units:
            topmost = or_(col(Organisation.parent_id).is_(None), col(Organisation.parent_id).not_in(actor.units))
            question = select(Organisation.display_name).where(col(Organisation.id).in_(actor.units), topmost)
        else:
            return ""
        names = session.exec(question.order_by(col(Organisation.display_name)).limit(2)).all()
        return names[0] if len(names) == 1 else ""
