"""What a browser may ask for: strict payloads, and the right each handler declares.

Nothing here wraps or runs a handler. `guarded` leaves a note on the function; the gate
(`ui/gate.py`) reads it for every event and refuses a handler that has none.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from skolplattform.core.errors import Invalid
from skolplattform.core.permissions import Right

Handler = TypeVar("Handler", bound=Callable[..., Any])

MAX_ITEMS = 2_000
MAX_DEPTH = 8
_ALLOWED_CONTROL = frozenset("\n\t\r")


def _no_control_characters(text: str) -> str:
    if any((char < " " and char not in _ALLOWED_CONTROL) or "\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("control character")
    return text


def Text(longest: int, *, shortest: int = 0) -> Any:  # noqa: N802  (reads as a type where it is used)
    """A text somebody wrote, of at most `longest` characters, without control characters."""
    bounds = StringConstraints(min_length=shortest, max_length=longest)
    return Annotated[str, bounds, AfterValidator(_no_control_characters)]


def Few(item: Any, most: int) -> Any:  # noqa: N802
    """A list of at most `most` items."""
    return Annotated[list[item], Field(max_length=most)]


def Number(least: int, most: int) -> Any:  # noqa: N802
    """A whole number from `least` to `most`, both included."""
    return Annotated[int, Field(ge=least, le=most)]


Id = UUID
"""The id of a row in the register, the timetable or a module."""
Row = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""The number of a bulk row."""
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""An idempotency key: the same key asks for the same thing once."""
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]
"""A word of the program's own: a tab, a sort column, a filter."""
Code = Annotated[str, StringConstraints(pattern=r"^[\w .:/+()&-]{1,40}$")]
"""A short code from the register: a class, a subject, a school year."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
"""A calendar day, from its ISO text."""
Version = Annotated[int, Field(ge=0, le=2**31)]
"""The version of the row that the person saw when deciding."""


def _measure(value: Any, depth: int = 0) -> int:
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, dict):
        return len(value) + sum(_measure(item, depth + 1) for item in value.values())
    if isinstance(value, list):
        return len(value) + sum(_measure(item, depth + 1) for item in value)
    return 1


class Payload(BaseModel):
    """What a browser may send with an event: these fields, of these types, and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Nothing(Payload):
    """A handler that takes no argument."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may call a handler and with what.

    `keeps_awake` is False for what the program asks for by itself (a tick): it must not count as the person
    being active.
    """

    right: Right
    payload: type[Payload]
    open_to_anonymous: bool
    keeps_awake: bool


def guarded(
    right: Right,
    payload: type[Payload] | None = None,
    *,
    open_to_anonymous: bool = False,
    keeps_awake: bool = True,
) -> Callable[[Handler], Handler]:
    """Declare who may call this handler and with what. Goes below `@rx.event`.

    `SIGNED_IN` is the right of anybody who is signed in; `open_to_anonymous` lets visitors in as well.
    """
    guard = Guard(right, payload or Nothing, open_to_anonymous, keeps_awake)

    def note(handler: Handler) -> Handler:
        handler.__guard__ = guard  # type: ignore[attr-defined]
        return handler

    return note


def guard_of(function: Callable[..., Any]) -> Guard | None:
    """The declaration on a handler, or None: then nobody may call it."""
    guard = getattr(function, "__guard__", None)
    return guard if isinstance(guard, Guard) else None


def checked(model: type[Payload], raw: Any) -> dict[str, Any]:
    """The payload as validated values by argument name, or `Invalid` without a word of what was sent.

    Reads through JSON, so that ids and days arrive as text and everything else must already have its type.
    A field that was left out and has a default gets that default, never what the handler's signature says.
    """
    try:
        if _measure(raw) > MAX_ITEMS:
            raise ValueError("too many items")
        found = model.model_validate_json(json.dumps(raw, allow_nan=False, default=str), strict=True)
    except (ValidationError, ValueError, TypeError, RecursionError) as error:
        raise Invalid("payload", "error.payload") from error
    return {name: getattr(found, name) for name in type(found).model_fields}
