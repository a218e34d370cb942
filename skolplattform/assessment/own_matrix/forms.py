"""What the browser sends from the form of a matrix, and what it means."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from skolplattform.assessment.own_matrix.rules import MOST_ASPECTS, MOST_LEVELS, WORDING_LENGTH, Aspect, Design
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Name, Number, Payload, Text

Form = Mapping[str, str | None]


class MatrixSent(Payload):
    """The fields of a matrix, by name."""

    form_data: dict[Name, Text(WORDING_LENGTH) | None]  # type: ignore[valid-type]


class LevelsAsked(Payload):
    """How many levels the matrix has."""

    number: Number(2, MOST_LEVELS)  # type: ignore[valid-type]


def design_sent(form: Form) -> Design:
    """The matrix as the service takes it.

    Raises:
        Invalid: at the field that is wrong.
    """
    return Design(
        title=form.get("title") or "",
        levels=tuple(form.get(f"level-{place}") or "" for place in range(MOST_LEVELS)),
        aspects=tuple(_aspects(form)),
        plan_id=_id(form, "plan"),
    )


def _aspects(form: Form) -> Iterator[Aspect]:
    for row in range(MOST_ASPECTS):
        if f"aspect-{row}-name" in form:
            yield Aspect(
                id=_id(form, f"aspect-{row}-id"),
                name=form.get(f"aspect-{row}-name") or "",
                wordings=tuple(form.get(f"aspect-{row}-words-{place}") or "" for place in range(MOST_LEVELS)),
                criterion_id=_id(form, f"aspect-{row}-criterion"),
            )


def _id(form: Form, name: str) -> UUID | None:
    try:
        return UUID(form.get(name) or "") if form.get(name) else None
    except ValueError as error:
        raise Invalid(name, "error.invalid") from error
