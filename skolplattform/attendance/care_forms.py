"""What the browser sends from the pages of förskola and fritidshem, and what it means."""

from datetime import date, time

from skolplattform.attendance.rules import care
from skolplattform.attendance.rules.care import Span, Spans, Week
from skolplattform.attendance.rules.presence import Way
from skolplattform.core import clock
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Day, Id, Key, Name, Number, Payload, Text, Version
from skolplattform.core.typed import day_typed

KINDS = ("hours", "home", "none")


class Tap(Payload):
    """A child's card was tapped; the stamp is that of the cards as they were shown."""

    child_id: Id
    way: Way
    stamp: Key


class UnitAsked(Payload):
    """A unit of one's own."""

    unit_id: Id


class PartAsked(Payload):
    """A part of the unit; none: all of it."""

    part_id: Id | None


class Form(Payload):
    """A form's fields by name: up to twelve weeks of seven days."""

    form_data: dict[Name, Text(80)]  # type: ignore[valid-type]


class PickupSaid(Payload):
    """Who picks the child up that day; empty: oneself."""

    child_id: Id
    day: Day
    person_id: Id | None


class OnePicker(Payload):
    """A named person as shown."""

    person_id: Id
    version: Version


class OneNeed(Payload):
    """A question as shown."""

    need_id: Id
    version: Version


class OneTablet(Payload):
    """A tablet as shown."""

    tablet_id: Id
    version: Version


class Weeks(Payload):
    """How many weeks the schedule rolls over."""

    n: Number(1, 12)  # type: ignore[valid-type]


class DayAsked(Payload):
    """A day on the calendar."""

    day: Day


def weeks_written(form: dict[str, str], count: int) -> tuple[Week, ...]:
    """The form's weeks: kind-0-3 says hours, home or none of the first week's Thursday.

    Raises:
        Invalid: a time that is none, or hours without a time.
    """
    return tuple(tuple(_day_typed(form, f"{week}-{place}") for place in range(care.DAYS)) for week in range(count))


def _day_typed(form: dict[str, str], place: str) -> Spans | None:
    kind = form.get(f"kind-{place}", "none")
    if kind not in KINDS:
        raise Invalid("weeks", "error.invalid")
    if kind == "none":
        return None
    if kind == "hours" and not form.get(f"start-{place}"):
        raise Invalid("weeks", "care.error.time")
    return hours_written(form, place)


def hours_written(form: dict[str, str], place: str) -> Spans:
    """The hours of one day: none, one period, or one before and one after school."""
    if form.get(f"kind-{place}") == "home":
        return ()
    pairs = [(form.get(f"start{n}-{place}", ""), form.get(f"end{n}-{place}", "")) for n in ("", "2")]
    return care.checked_spans((moment(start), moment(end)) for start, end in pairs if start or end)


def moment(written: str) -> time:
    """A time of the clock.

    Raises:
        Invalid: it is none.
    """
    try:
        return clock.typed(written)
    except ValueError as error:
        raise Invalid("weeks", "care.error.time") from error


def answers_written(form: dict[str, str]) -> dict[date, Span]:
    """The days of an answer: start-2026-12-28 and end-2026-12-28; days without times are not needed.

    Raises:
        Invalid: a day or a time that is none.
    """
    names = [name.removeprefix("start-") for name, value in form.items() if name.startswith("start-") and value]
    return {
        day_typed({"days": name}, "days"): Span(moment(form[f"start-{name}"]), moment(form.get(f"end-{name}", "")))
        for name in names
    }
