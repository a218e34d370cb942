"""Payloads that fit a handler, made from what it declares: to ask every handler there is."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args
from uuid import UUID

from reflex_base.registry import RegistrationContext

import skolplattform.skolplattform  # noqa: F401  (registers every page's handlers)
from skolplattform.core.gate import Guard, guard_of


def handlers() -> dict[str, Guard | None]:
    """Every handler of every state by its full name, with its declaration."""
    return {name: guard_of(found.handler.fn) for name, found in RegistrationContext.get().event_handlers.items()}


def own() -> dict[str, Guard]:
    """Those that declare who may call them."""
    return {name: guard for name, guard in handlers().items() if guard is not None}


def has_id(annotation: Any) -> bool:
    """Does the type hold the id of a row?"""
    return annotation is UUID or any(has_id(part) for part in get_args(annotation))


def value_for(annotation: Any, name: str, an_id: str, form: dict[str, str]) -> object:
    """A value of the right type, so that the question reaches the service; every id is the one given."""
    if annotation is UUID:
        return an_id
    kinds = get_args(annotation)
    simple: dict[object, object] = {bool: True, int: 1, str: an_id if "id" in name else "abcdefgh", date: "2026-11-18"}
    if annotation in simple:
        return simple[annotation]
    origin = getattr(annotation, "__origin__", None)
    if origin is list:
        return [value_for(kinds[0], name, an_id, form)]
    if origin is dict:
        return form if name == "form_data" else {}
    if kinds:
        return None if type(None) in kinds else value_for(kinds[0], name, an_id, form)
    return "abcdefgh"


def payload_for(guard: Guard, an_id: str, form: dict[str, str] | None = None) -> dict[str, object]:
    """Everything that the handler must be given."""
    return {
        name: value_for(field.annotation, name, an_id, form or {})
        for name, field in guard.payload.model_fields.items()
        if field.is_required()
    }
