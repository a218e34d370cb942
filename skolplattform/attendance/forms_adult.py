"""What the browser sends from the pages of adult education and workplace training, and what it means."""

from typing import Any
from uuid import UUID

from skolplattform.attendance.rules.training import WEEK
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Name, Payload, Text, Version
from skolplattform.core.typed import day_typed

Form = dict[str, str | None]
MOST_HOURS = 12
HALF_HOURS = tuple(range(0, MOST_HOURS * 60 + 1, 30))


class GroupAsked(Payload):
    """A group."""

    group_id: Id


class PeriodAsked(Payload):
    """A period, by its first day."""

    first: Text(10)  # type: ignore[valid-type]


class Whom(Payload):
    """A student to follow up."""

    student_id: Id


class TrainingForm(Payload):
    """The fields of a new training, by name."""

    form_data: dict[Name, Text(120) | None]  # type: ignore[valid-type]


class DayForm(Payload):
    """One day: which, how many minutes, the version that was seen."""

    form_data: dict[Name, Text(20) | None]  # type: ignore[valid-type]


class Seen(Payload):
    """The training as it was shown."""

    version: Version


class Closed(Seen):
    """Closed, or open again."""

    closed: bool


def training_asked_for(form: Form) -> dict[str, Any]:
    """A new training as the service takes it.

    Raises:
        Invalid: at the field that is wrong.
    """
    return {
        "student_id": _student(form.get("student") or ""),
        "workplace": form.get("workplace") or "",
        "supervisor": form.get("supervisor") or "",
        "weekdays": [day for day in WEEK if form.get(f"weekdays-{day}")],
        "first": day_typed(form, "first"),
        "last": day_typed(form, "last"),
        "day_minutes": _minutes(form, "day_minutes"),
    }


def day_told(form: Form) -> dict[str, Any]:
    """A day as the service takes it.

    Raises:
        Invalid: a field holds something nobody chose there.
    """
    version = form.get("version") or ""
    if not version.isdecimal():
        raise Invalid("version", "error.invalid")
    return {"day": day_typed(form, "day"), "minutes": _minutes(form, "minutes"), "version": int(version)}


def _student(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise Invalid("student", "adult.training.error.student") from error


def _minutes(form: Form, name: str) -> int:
    typed = form.get(name) or ""
    if not typed.isascii() or not typed.isdecimal():
        raise Invalid(name, "adult.training.error.minutes")
    return int(typed)
