"""Words that are saved while they are being written, whatever they are about."""

from dataclasses import dataclass

from skolplattform.core import clock


@dataclass(frozen=True, slots=True)
class Saved:
    """What was just saved: its version, and the local time, HH:MM."""

    version: int
    at: str


def saved_now(version: int) -> Saved:
    """Saved this minute."""
    return Saved(version, f"{clock.local(clock.now()):%H:%M}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a field said when a tab read or saved it last, and in which version: its next words began from that."""

    text: str = ""
    version: int = 0
