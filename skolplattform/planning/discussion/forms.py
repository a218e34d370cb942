"""What the browser sends from the pages of discussions."""

from typing import Literal

from skolplattform.core.gate import Id, Key, Name, Payload, Text, Version
from skolplattform.planning.discussion.rules import TEXT_LENGTH

TaskName = Literal["new", "answer", "edit", "hide", "report"]


class Begin(Payload):
    """Begin to write: something new, or about a contribution."""

    task: TaskName
    about: Id


class Write(Payload):
    """The words so far."""

    task: TaskName
    about: Id
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(TEXT_LENGTH) | bool | None]  # type: ignore[valid-type]


class OneContribution(Payload):
    """A contribution, as it was seen."""

    contribution_id: Id
    version: Version


class CloseNow(Payload):
    """Close the discussion, once."""

    key: Key
