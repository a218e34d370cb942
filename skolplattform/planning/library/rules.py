"""What may be shared, and what of a copied plan another curriculum has: pure functions, no database and no clock."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

ALIKE = 0.75
"""Share of the words that two wordings must have in common to be the same point in two versions of a curriculum."""
SHORTEST_NAME = 2


class Reach(StrEnum):
    """Who may find a shared plan."""

    SCHOOL = "school"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Wording:
    """A point of core content or a criterion: the heading it stands under, and what it says.

    An edition keeps the words of its criteria, not their ids.
    """

    id: UUID | None
    area: str
    text: str


@dataclass(frozen=True, slots=True)
class Rematch:
    """What of a copied plan stands in the receiving group's curriculum, and what does not (R-Y01)."""

    kept: frozenset[UUID]
    missing: tuple[Wording, ...]


def rematch(picked: Sequence[Wording], offered: Sequence[Wording]) -> Rematch:
    """Find what was picked in what is offered: the same point, else one in the same words, else one nearly so.

    A point that only shares a heading is not found: a wrong point is worse than one that is told to be missing.
    """
    by_id = {wording.id: wording.id for wording in offered}
    by_words = {_words(wording.text): wording.id for wording in reversed(offered)}
    found = {w: by_id.get(w.id) or by_words.get(_words(w.text)) or _nearest(w, offered) for w in picked}
    kept = frozenset(id_ for id_ in found.values() if id_)
    return Rematch(kept, tuple(wording for wording, id_ in found.items() if id_ is None))


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"\w+", text.casefold()))))


def _nearest(wanted: Wording, offered: Sequence[Wording]) -> UUID | None:
    ranked = [(likeness(wanted.text, wording.text), wording) for wording in offered]
    best, wording = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return wording.id if wording and best >= ALIKE else None


def likeness(one: str, other: str) -> float:
    """Which share of the words of two texts they have in common: 1 when all, 0 when none."""
    mine, theirs = set(_words(one)), set(_words(other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def names_in(texts: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """Which of these names stand in the texts, as words of their own with their capital letter, in order.

    "Björn" is found in "Björns uppgift", not in "björnar": a Swedish name takes an s when somebody owns something.
    """
    text = "\n".join(texts)
    sought = sorted({name for name in names if len(name) >= SHORTEST_NAME}, key=lambda name: (-len(name), name))
    if not sought:
        return ()
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sought))})s?(?!\w)")
    return tuple(sorted({found.group(1) for found in pattern.finditer(text)}))


def searched(text: str) -> tuple[str, ...]:
    """The words to look for, in small letters."""
    return tuple(re.findall(r"\w+", text.casefold()))[:8]
