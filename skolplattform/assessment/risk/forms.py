"""What the browser sends from the pages of warnings."""

from typing import Literal

from skolplattform.assessment.risk.rules import TEXT_LENGTH
from skolplattform.core.gate import Id, Name, Payload, Text


class Whom(Payload):
    """A student to warn."""

    student_id: Id


class Written(Payload):
    """A field of a draft, as it is written."""

    warning_id: Id
    field: Literal["missing", "support", "next_step"]
    value: Text(TEXT_LENGTH)  # type: ignore[valid-type]


class Ticked(Payload):
    """A criterion that is, or is not, among those that are not reached."""

    criterion_id: Id
    picked: bool


class EndSent(Payload):
    """Why it holds no more, by name of the field."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]


class Which(Payload):
    """A warning that is confirmed."""

    warning_id: Id


class WaitSent(Payload):
    """After how many school days, from which day."""

    form_data: dict[Name, Text(10) | None]  # type: ignore[valid-type]
