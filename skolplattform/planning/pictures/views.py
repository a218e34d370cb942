"""Pictures as the pages show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be said to be in a picture. `may`: there is consent to show them; said to staff only."""

    id: str
    name: str
    may: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to look at, and what it shows in words."""

    id: str
    alt: str


@dataclass(frozen=True, slots=True)
class OpenPicture:
    """A picture to those who write. `is_told`: it is said what it shows and who is in it.

    `is_hidden`: somebody in it may not be shown, so that nobody sees it. `people` are ids.
    """

    id: str
    alt: str
    is_told: bool
    is_hidden: bool = False
    nobody: bool = False
    people: tuple[str, ...] = ()
    version: int = 0
