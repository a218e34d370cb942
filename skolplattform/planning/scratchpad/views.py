"""What the page of a teacher's own notes shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `group_id` is empty for one that is about no group."""

    id: str
    group_id: str
    group: str
    text: str
    version: int
    edited_on: str
    edited_at: str


@dataclass(frozen=True, slots=True)
class Notes:
    """A teacher's own notes, the latest first, and the groups that a new one may be about."""

    notes: tuple[Note, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
