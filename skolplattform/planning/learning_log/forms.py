"""What the browser sends from the pages of the learning log."""

from typing import Literal

from skolplattform.core.gate import Id, Key, Name, Payload, Text
from skolplattform.planning.learning_log.rules import TEXT_LENGTH


class BeginEntry(Payload):
    """A new entry, once."""

    key: Key


class WriteEntry(Payload):
    """Words in a field of an entry."""

    entry_id: Id
    field: Literal["title", "text", "learnt", "next_step"]
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class PlaceEntry(Payload):
    """The group and the subject of an entry, as `group:subject`; "free" is none."""

    place: Name


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]
