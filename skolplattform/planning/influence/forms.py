"""What the browser sends from the pages of student influence."""

from skolplattform.core.gate import Id, Key, Name, Payload, Text

LONGEST = 4_000


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(LONGEST) | bool | None]  # type: ignore[valid-type]


class Once(Payload):
    """An act with its key."""

    key: Key


class WriteMinutes(Payload):
    """What was said about a point."""

    point_id: Id
    text: Text(LONGEST)  # type: ignore[valid-type]


class OneOf(Payload):
    """A point or a decision."""

    item_id: Id
