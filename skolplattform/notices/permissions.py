"""Who may read notices: everybody their own, in the workspace they are meant for."""

from skolplattform.core import modules
from skolplattform.core.actor import Actor, Role
from skolplattform.core.permissions import right

# A tablet on the wall belongs to nobody: what waits for a person is not shown there.
PEOPLE = tuple(role for role in Role if role not in (Role.SYSTEM, Role.TABLET))
OWN = right("notices.own", *PEOPLE)


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds of notice that are meant for the workspace the actor is in."""
    return tuple(kind.name for kind in modules.notice_kinds().values() if actor.workspace in kind.workspaces)
