"""What the browser sends from the pages of student influence."""

from skolplattform.core.gate import Key, Name, Payload, Text

LONGEST = 4_000


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(LONGEST) | bool | None]  # type: ignore[valid-type]


class Once(Payload):
    """An act with its key."""

    key: Key
