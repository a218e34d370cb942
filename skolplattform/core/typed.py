"""What forms send is text, until it is known to be a day, a time or a number."""

from collections.abc import Mapping
from datetime import date, time

from skolplattform.core import clock
from skolplattform.core.errors import Invalid

Form = Mapping[str, str | None]


def day_typed(form: Form, name: str) -> date:
    """The day of a field.

    Raises:
        Invalid: it is none.
    """
    try:
        return date.fromisoformat(form.get(name) or "")
    except ValueError as error:
        raise Invalid(name, "error.day") from error


def day_if_typed(form: Form, name: str) -> date | None:
    """The same, where it may be left out."""
    return day_typed(form, name) if form.get(name) else None


def time_typed(form: Form, name: str) -> time:
    """The time of the clock of a field.

    Raises:
        Invalid: it is none.
    """
    try:
        return clock.typed(form.get(name) or "")
    except ValueError as error:
        raise Invalid(name, "error.time") from error


def number_typed(form: Form, name: str) -> int:
    """The whole number of a field, from zero.

    Raises:
        Invalid: it is none.
    """
    typed = (form.get(name) or "").strip()
    if not (typed.isascii() and typed.isdecimal()):
        raise Invalid(name, "error.number")
    return int(typed)
