"""What the browser sends from the timeline, and what it means."""

from collections.abc import Mapping

from skolplattform.core.gate import Day, Id, Key, Payload, Text, Version
from skolplattform.core.typed import day_typed
from skolplattform.planning.timeline.rules import Days


class AskPeriod(Payload):
    """A term or a school year to show."""

    period: Text(21)  # type: ignore[valid-type]


class Begin(Payload):
    """A new unit, once."""

    key: Key


class Moved(Payload):
    """A unit was taken from some days to others; `version` is what the person saw."""

    plan_id: Id
    was_start: Day
    was_end: Day
    start: Day
    end: Day
    version: Version


class Placed(Payload):
    """The unit and its days as typed, by field."""

    form_data: dict[Text(10), Text(36) | None]  # type: ignore[valid-type]


def days_sent(form: Mapping[str, str | None]) -> Days:
    """The days of the form.

    Raises:
        Invalid: at the one that is none.
    """
    return Days(*(day_typed(form, name) for name in ("start", "end")))
