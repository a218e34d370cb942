"""What the browser sends from the pages of the journal."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from skolplattform.core.gate import Id, Key, Name, Payload, Text
from skolplattform.planning.journal.rules import TEXT_LENGTH

GoalCode = Annotated[str, StringConstraints(pattern=r"^[\w.]{1,60}$")]


class BeginEntry(Payload):
    """A new entry of a department, once."""

    group_id: Id
    key: Key


class WriteEntry(Payload):
    """Words in a field of an entry."""

    entry_id: Id
    field: Literal["title", "text"]
    text: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class WhoseEntry(Payload):
    """For every home ("all"), or for that of one child."""

    whose: Name


class TickGoal(Payload):
    """A goal is touched, or not."""

    code: GoalCode
    touched: bool


class TickChild(Payload):
    """A child took part, or not."""

    child_id: Id
    took_part: bool


class Sent(Payload):
    """A form as it stands when it is sent."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]
