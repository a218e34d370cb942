"""Who is signed in, as the shell shows it: the actor, the name, and the other workspaces they may switch to."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from skolplattform.core.actor import Actor, Workspace, set_actor


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person.

    `workspaces` are those the register gives them today; `idle_end` is when the session ends unless the
    person does something, `absolute_end` when it ends whatever they do (both UTC).
    """

    actor: Actor
    name: str
    workspaces: tuple[Workspace, ...]
    idle_end: datetime
    absolute_end: datetime

    @property
    def binding(self) -> str:
        """What a browser tab's state belongs to: this session, this person, this workspace."""
        actor = self.actor
        return f"{actor.session_key}|{actor.workspace}|{actor.person_id}|{actor.view_as or ''}"


_current: ContextVar[Identity | None] = ContextVar("identity", default=None)


def current_identity() -> Identity | None:
    """The person whose event is being handled, None when signed out."""
    return _current.get()


def enter(identity: Identity | None) -> None:
    """For the gate only: the person, and the actor, of the rest of this task."""
    _current.set(identity)
    set_actor(identity.actor if identity else None)
