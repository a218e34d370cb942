"""Students by the beginning of a name, to choose among."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from skolplattform.attendance.queries.opening import class_on
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.registry.named import name_begins
from skolplattform.registry.permissions import identity_shown
from skolplattform.registry.tables import Group, Person


@dataclass(frozen=True, slots=True)
class FoundStudent:
    """A student to choose. `told` is when absence of today was told, nothing when none was or nobody asked."""

    id: str
    name: str
    class_name: str
    told: Text = NO_TEXT


def named_students(
    session: Session, actor: Actor, among: Select[tuple[UUID]], words: str, *, on: date, most: int
) -> list[FoundStudent]:
    """Those whose name or family name begins with the words, in order of name. Protected ones only by grant (R-X04).

    `among`: ids of the students within the actor's reach; no words: all of them.
    """
    given, family = col(Person.given_name), col(Person.family_name)
    rows = session.execute(
        select(col(Person.id), given, family, class_on(col(Person.id), on, shown=Group.display_name))
        .where(col(Person.id).in_(among), identity_shown(actor, on), name_begins(words))
        .order_by(family, given, col(Person.id))
        .limit(most)
    )
    return [FoundStudent(str(student), f"{first} {last}", group or "") for student, first, last, group in rows]
