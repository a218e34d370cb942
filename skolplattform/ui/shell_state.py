"""What the frame of every page knows: who is signed in, what waits, and the message to show now."""

from dataclasses import dataclass
from datetime import UTC, datetime

import reflex as rx
from sqlmodel import Session

from skolplattform.core import modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.core.identity import Identity, current_identity
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.ui import live
from skolplattform.ui.contract import Bell, Place, Reached, Waiting


@dataclass(frozen=True, slots=True)
class Choice:
    """A workspace one may change to."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Who:
    """The person in the header. `tone` (1-3) is the colour of the initials."""

    name: str = ""
    initials: str = ""
    tone: str = ""
    workspace: str = ""
    role: Text = NO_TEXT
    place: str = ""
    choices: tuple[Choice, ...] = ()
    viewing_as: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What just happened, for eye and ear. `number` makes the same text new again."""

    number: int = 0
    kind: str = ""
    said: Text = NO_TEXT
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Seconds until the session ends: unless one does something, and whatever one does."""

    idle: int = 0
    absolute: int = 0


def initials(name: str) -> str:
    """Two letters: Karin Ekdahl is KE."""
    parts = name.split()
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else ""


def tone(name: str) -> str:
    """One of three quiet colours, always the same for a name."""
    return str(sum(name.encode()) % 3 + 1)


def _surroundings(session: Session, actor: Actor) -> tuple[str, dict[str, int], list[str]]:
    place = modules.get(Place)
    counts: dict[str, int] = {}
    reached: set[str] = set()
    for contract in (contract for module in modules.load() for contract in module.contracts):
        if isinstance(contract, Waiting):
            counts |= contract.waiting_for(session, actor)
        if isinstance(contract, Reached):
            reached |= contract.reached_by(session, actor)
    return (place.place_of(session, actor) if place else ""), counts, sorted(reached)


def _unread(session: Session, actor: Actor) -> int:
    bell = modules.get(Bell)
    return bell.unread(session, actor) if bell else 0


def _hours(identity: Identity | None) -> Hours:
    return Hours(_seconds_to(identity.idle_end), _seconds_to(identity.absolute_end)) if identity else Hours()


def _seconds_to(end: datetime) -> int:
    # The session's own clock is the wall clock, also when a demo lives on a fixed day.
    return max(0, int((end - datetime.now(UTC)).total_seconds()))


class Said(Payload):
    """A sentence in both languages, back to the person whose event failed."""

    sv: Written(400)  # type: ignore[valid-type]
    en: Written(400)  # type: ignore[valid-type]


class ShellState(rx.State):
    """The frame's state. It holds the signed-in person's own name and counts, nothing of anybody else."""

    who: Who = Who()
    waiting: dict[str, int] = {}
    reached: list[str] = []
    message: Message = Message()
    has_failed: bool = False
    hours: Hours = Hours()
    unread: int = 0

    @rx.event
    @guarded(SIGNED_IN, open_to_anonymous=True)
    async def load(self) -> None:
        """Runs first on every page. An error belongs to the page it happened on; "Sparat" may follow along."""
        live.forget(self)
        identity, shown = current_identity(), self.message
        self.message, self.has_failed = Message(number=shown.number) if shown.kind == "stop" else shown, False
        place, self.waiting, self.reached = await in_read(_surroundings) if identity else ("", {}, [])
        self.who = _who(identity, place) if identity else Who()
        self.hours = _hours(identity)
        await self._listen(identity)

    @rx.event
    @guarded(SIGNED_IN, keeps_awake=False)
    async def ring(self) -> None:
        """A notice has come, or has been read in another tab."""
        self.unread = await in_read(_unread)

    @rx.event
    @guarded(SIGNED_IN)
    async def stay(self) -> None:
        """The person is still here: the gate has extended the session by letting this through."""
        self.hours = _hours(current_identity())

    @rx.event
    @guarded(SIGNED_IN, open_to_anonymous=True, keeps_awake=False)
    def dismiss(self) -> None:
        """The message has been read or has had its time."""
        self.message = Message(number=self.message.number)

    @rx.event
    @guarded(SIGNED_IN, Said, open_to_anonymous=True, keeps_awake=False)
    def failed(self, sv: str, en: str) -> None:
        """An error that no page caught (`ui/problems.py`)."""
        self._say("stop", Text(sv, en))

    async def _listen(self, identity: Identity | None) -> None:
        """Count what waits at the bell, and be told when that changes."""
        bell = modules.get(Bell)
        self.unread = await in_read(_unread) if identity and bell else 0
        if identity and bell:
            live.watch(self, ShellState.ring, bell.topic(identity.actor))

    def _say(self, kind: str, said: Text, *, can_undo: bool = False) -> None:
        self.message = Message(self.message.number + 1, kind, said, can_undo)
        self.has_failed = self.has_failed or kind == "stop"


def _who(identity, place: str) -> Who:
    here = identity.actor.workspace
    choices = tuple(Choice(str(w), both(f"ui.workspace.{w}")) for w in identity.workspaces if w != here)
    return Who(
        name=identity.name,
        initials=initials(identity.name),
        tone=tone(identity.name),
        workspace=str(here),
        role=both(f"ui.workspace.{Workspace(here)}"),
        place=place,
        choices=choices,
        viewing_as=identity.actor.view_as is not None,
    )


async def say(state: rx.State, key: str, *, undo: bool = False, **params: object) -> None:
    """Tell the person what was done ("Sparat 09.02"). With `undo`, the page's undo button is offered for 10 s."""
    shell = await state.get_state(ShellState)
    shell._say("done", both(key, **params), can_undo=undo)


async def tell(state: rx.State, kind: str, key: str, **params: object) -> None:
    """Tell the person what went wrong (`kind` "error"); the gate uses it for a refused event."""
    shell = await state.get_state(ShellState)
    shell._say("stop" if kind == "error" else "done", both(key, **params))
