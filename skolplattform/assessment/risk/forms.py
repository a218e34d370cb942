"""What the browser sends from the pages of warnings."""

from datetime import date
from typing import Literal

from skolplattform.assessment.risk.rules import TEXT_LENGTH
from skolplattform.core.errors import Invalid
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


def wait_sent(form: dict[str, str | None]) -> tuple[int, date]:
    """The number of days and the first day.

    Raises:
        Invalid: at the field that is none.
    """
    typed = (form.get("remind_after") or "").strip()
    if not (typed.isascii() and typed.isdecimal()):
        raise Invalid("remind_after", "risk.error.number")
    try:
        return int(typed), date.fromisoformat(form.get("valid_from") or "")
    except ValueError as error:
        raise Invalid("valid_from", "risk.error.day") from error
