"""Who may read notices: everybody their own, in the workspace they are meant for."""

from skolplattform.core import modules
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right

PEOPLE = tuple(role for role in Role if role is not Role.SYSTEM)
OWN = right("notices.own", *PEOPLE)


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds of notice that are meant for the workspace the actor is in."""
    return tuple(kind.name for kind in modules.notice_kinds().values() if actor.workspace in kind.workspaces)
