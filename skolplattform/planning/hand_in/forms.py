"""What the browser sends from the pages of hand-ins."""

from typing import Literal

from skolplattform.core.gate import Id, Name, Payload, Text
from skolplattform.planning.hand_in.rules import TEXT_LENGTH


class WriteDraft(Payload):
    """Words in the draft of a task."""

    work_id: Id
    field: Literal["text", "link"]
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class HandInSent(Payload):
    """The draft's fields as they stand when it is handed in."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]


class AboutFile(Payload):
    """A file of the draft."""

    file_id: Id
