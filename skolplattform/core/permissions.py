"""Rights as data: a named thing a role may do at all. Whether it may be done to *this* is asked in the service."""

from dataclasses import dataclass

from skolplattform.core.actor import Actor, Role
from skolplattform.core.errors import Denied


@dataclass(frozen=True, slots=True)
class Right:
    """A right, as `module.verb`; its Swedish and English names stand in the catalogues under `right.<name>`."""

    name: str
    roles: frozenset[Role]
    min_loa: int = 1

    def held_by(self, actor: Actor) -> bool:
        """May the actor do this at all, in the workspace they are in?"""
        return actor.is_system or (actor.has(*self.roles) and actor.loa >= self.min_loa)


def right(name: str, *roles: Role, min_loa: int = 1) -> Right:
    """Declare a right: `right("attendance.record", Role.TEACHER)`."""
    return Right(name=name, roles=frozenset(roles), min_loa=min_loa)


ANSWERS = "answers"
"""Under this name a session that only reads keeps what has been asked about rights: a page asks many times."""

SIGNED_IN = right("core.signed_in", *Role)


def require(actor: Actor, wanted: Right) -> None:
    """Stop here unless the actor holds the right.

    Raises:
        Denied: looks like a missing thing to the person.
    """
    if not wanted.held_by(actor):
        raise Denied
