"""What the shell asks of the modules above it. Each may answer, none must."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from skolplattform.i18n import Text

if TYPE_CHECKING:
    from sqlmodel import Session

    from skolplattform.core.actor import Actor


@runtime_checkable
class Place(Protocol):
    """Where the person works, shown beside the brand: the school's name, the class, or nothing."""

    def place_of(self, session: "Session", actor: "Actor") -> str:
        """The name to show, empty when there is none or several."""


@runtime_checkable
class Waiting(Protocol):
    """How much waits for the person behind a menu entry (unreported lessons, unread messages)."""

    def waiting_for(self, session: "Session", actor: "Actor") -> dict[str, int]:
        """Counts by the route of the menu entry."""


@runtime_checkable
class Reached(Protocol):
    """Which of the menu entries that are not for all the person has something behind."""

    def reached_by(self, session: "Session", actor: "Actor") -> set[str]:
        """Their routes."""


@runtime_checkable
class Bell(Protocol):
    """The notices that wait for the person, shown in the header of every page."""

    def unread(self, session: "Session", actor: "Actor") -> int:
        """How many have not been read."""

    def topic(self, actor: "Actor") -> str:
        """What changes when a notice comes or is read (`core.changes`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody or something by name: `kind` "person" or "group", `line` tells namesakes apart, `href` leads there."""

    kind: str
    name: str
    line: Text
    href: str


@runtime_checkable
class Finder(Protocol):
    """What the search of the header finds in a module."""

    def find(self, session: "Session", actor: "Actor", text: str, most: int) -> tuple[Found, ...]:
        """Names that hold `text` and that the actor may see; protected persons only by grant. Nothing without right."""
