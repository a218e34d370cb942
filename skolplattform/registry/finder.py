"""The header's search in the register: students and staff of one's own units, protected left out (R-X04)."""

# pyright: reportArgumentType=false, reportCallIssue=false

from sqlalchemy import or_
from sqlmodel import Session, col, select

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.i18n import Text, both
from skolplattform.registry.lists import BY_NAME, employed
from skolplattform.registry.permissions import VIEW_REGISTER, identity_shown, visible_students
from skolplattform.registry.queries import class_of
from skolplattform.registry.search import named
from skolplattform.registry.tables import Person
from skolplattform.ui.contract import Found


class PersonFinder:
    """What the frame asks of the register (`ui.contract.Finder`), for those who may read it."""

    def find(self, session: Session, actor: Actor, text: str, most: int) -> tuple[Found, ...]:
        """Persons by name, each with a class; the look stands in the log. In two statements."""
        if not VIEW_REGISTER.held_by(actor):
            return ()
        today = clock.today()
        rows = session.execute(
            select(Person.id, Person.given_name, Person.family_name)
            .where(
                or_(col(Person.id).in_(visible_students(actor, today)), col(Person.id).in_(employed(actor))),
                identity_shown(actor, today),
                named(text, Person.given_name, Person.family_name),
            )
            .order_by(*BY_NAME)
            .limit(most)
        ).all()
        ids = {row.id for row in rows}
        readings.opened(session, actor, "registry.search", "list", "search", persons=ids)
        classes = class_of(session, ids)
        return tuple(
            Found(
                "person",
                f"{row.given_name} {row.family_name}",
                _same(classes[row.id].name) if row.id in classes else both("registry.find.adult"),
                f"/register/person/{row.id}",
            )
            for row in rows
        )


def _same(name: str) -> Text:
    return Text(name, name)
