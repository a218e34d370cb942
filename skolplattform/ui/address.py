"""What the address of a page asks for. It is the browser's word: an id to look up, never a right."""

from datetime import date
from uuid import UUID

import reflex as rx
from reflex_base.constants import RouteVar

from skolplattform.core.errors import NotFound


def asked(state: rx.State, name: str) -> str:
    """A part of the route (`/bedomning/[activity_id]`) or of the query (`?vecka=2026-W47`), empty when left out."""
    value = (state._get_root_state().router_data.get(RouteVar.QUERY) or {}).get(name, "")
    return value if isinstance(value, str) and len(value) <= 80 else ""


def asked_id(state: rx.State, name: str) -> UUID:
    """The id that the address names.

    Raises:
        NotFound: it is no id at all, which looks like one that does not exist.
    """
    return shown_id(asked(state, name))


def shown_id(text: str) -> UUID:
    """The id of what a page shows; a browser may call its handlers before anything is shown.

    Raises:
        NotFound: nothing is shown.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def asked_day(state: rx.State, name: str) -> date | None:
    """The day (ISO) that the address names; None when it names none, or nonsense."""
    return shown_day(asked(state, name))


def shown_day(text: str) -> date | None:
    """The day (ISO) that is chosen on a page; None when none is, or nonsense."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
