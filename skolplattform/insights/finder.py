"""The header's search for a principal: the classes of the own units, each leading to its attendance."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlmodel import Session, col, select

from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import both
from skolplattform.insights.permissions import VIEW_SCHOOL
from skolplattform.registry.codes import GroupType
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.search import named
from skolplattform.registry.tables import Group
from skolplattform.ui.contract import Found


class ClassFinder:
    """What the frame asks of follow-up (`ui.contract.Finder`)."""

    def find(self, session: Session, actor: Actor, text: str, most: int) -> tuple[Found, ...]:
        """Classes by name, in one statement."""
        if not VIEW_SCHOOL.held_by(actor):
            return ()
        rows = session.execute(
            select(Group.id, Group.display_name)
            .where(
                col(Group.unit_id).in_(actor.units),
                Group.group_type == GroupType.CLASS.value,
                holds_on(Group.start_date, Group.end_date, clock.today()),
                named(text, Group.display_name),
            )
            .order_by(col(Group.display_name), col(Group.id))
            .limit(most)
        ).all()
        return tuple(
            Found("group", name, both("insights.find.class"), f"/narvaro-oversikt?klass={id_}") for id_, name in rows
        )
