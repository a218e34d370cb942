"""The children that a form's check boxes name."""

from collections.abc import Iterable
from uuid import UUID

from skolplattform.core.errors import Invalid

CHILD = "child-"
"""Begins the name of a child's check box; the child's id follows."""


def children_ticked(form: Iterable[str], field: str) -> list[UUID]:
    """The children whose boxes were ticked.

    Raises:
        Invalid: something that is no child's id.
    """
    try:
        return [UUID(name.removeprefix(CHILD)) for name in form if name.startswith(CHILD)]
    except ValueError as error:
        raise Invalid(field, "error.invalid") from error
