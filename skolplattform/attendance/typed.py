"""Days and children as forms send them: text, until it is known to be what it says."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from skolplattform.core.errors import Invalid

CHILD = "child-"
"""Begins the name of a child's check box; the child's id follows."""


def day_typed(form: Mapping[str, str | None], name: str) -> date:
    """The day of a field.

    Raises:
        Invalid: it is none.
    """
    try:
        return date.fromisoformat(form.get(name) or "")
    except ValueError as error:
        raise Invalid(name, "attendance.error.day") from error


def day_if_typed(form: Mapping[str, str | None], name: str) -> date | None:
    """The same, where it may be left out."""
    return day_typed(form, name) if form.get(name) else None


def children_ticked(form: Iterable[str], field: str) -> list[UUID]:
    """The children whose boxes were ticked.

    Raises:
        Invalid: something that is no child's id.
    """
    try:
        return [UUID(name.removeprefix(CHILD)) for name in form if name.startswith(CHILD)]
    except ValueError as error:
        raise Invalid(field, "error.invalid") from error
