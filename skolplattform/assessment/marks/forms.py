"""What the browser sends from the form of a test, and what it means."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar
from uuid import UUID

from skolplattform.assessment.marks.rules import MOST_LEVELS, TITLE_LENGTH, Design, Form
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Name, Payload, Text
from skolplattform.core.typed import day_typed

Value = TypeVar("Value")


class MarksSent(Payload):
    """The fields of a test, by name."""

    form_data: dict[Name, Text(TITLE_LENGTH) | None]  # type: ignore[valid-type]


class FormChosen(Payload):
    """How results are written."""

    form: Literal["points", "levels", "comment"]


class WorkChosen(Payload):
    """A test of the calendar by id; empty: none."""

    work: Text(36)  # type: ignore[valid-type]


def design_sent(form: Mapping[str, str | None]) -> Design:
    """The test as the service takes it.

    Raises:
        Invalid: at the field that is wrong.
    """
    return Design(
        title=form.get("title") or "",
        day=day_typed(form, "day"),
        form=_parsed("form", form, Form),
        most=_parsed("most", form, int) if form.get("most") else 0,
        levels=tuple(form.get(f"level-{place}") or "" for place in range(MOST_LEVELS)),
        work_id=_parsed("work", form, UUID) if form.get("work") else None,
    )


def _parsed(name: str, form: Mapping[str, str | None], read: Callable[[str], Value]) -> Value:
    try:
        return read(form.get(name) or "")
    except ValueError as error:
        raise Invalid(name, "error.invalid") from error
