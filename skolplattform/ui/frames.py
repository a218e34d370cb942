"""The shape of a socket message, checked before Reflex sees it: what a browser of ours never sends is not read."""

import json
import re
from collections.abc import Container
from enum import Enum
from typing import Any

LONGEST = 64 * 1024
_SINGLE = frozenset({"1", "2", "3", "2probe", "3probe", "5", "6"})
_TOKEN = re.compile(r"^[0-9A-Za-z-]{8,64}$")
_PATH = re.compile(r"^/[^\x00-\x20\x7f]{0,2000}$")
_FIELDS = {"name": str, "payload": dict, "router_data": dict, "token": str}


class Verdict(Enum):
    """What is done with a message: passed on, passed on as an event, left out, or the connection is closed."""

    PASS = "pass"  # noqa: S105
    EVENT = "event"
    DROP = "drop"
    CLOSE = "close"


def judge(frame: str, namespace: str, known: Container[str]) -> Verdict:
    """What to do with a text frame from a browser; `known` are the names of the handlers there are."""
    if frame in _SINGLE:
        return Verdict.PASS
    kind, body = frame[:2], frame[2:]
    if kind not in ("40", "41", "42") or not body.startswith(namespace):
        return Verdict.CLOSE
    body = body[len(namespace) :]
    if kind == "41":
        return Verdict.PASS if body in ("", ",") else Verdict.CLOSE
    try:
        value = json.loads(body.removeprefix(",")) if body not in ("", ",") else None
    except (ValueError, RecursionError):
        return Verdict.CLOSE
    return _connect(value, known) if kind == "40" else _event(value, known)


def is_client_token(token: str) -> bool:
    """Does it look like the name a browser gives its tab?"""
    return bool(_TOKEN.match(token))


def _connect(value: Any, known: Container[str]) -> Verdict:
    if value is None:
        return Verdict.PASS
    if not isinstance(value, dict):
        return Verdict.CLOSE
    first = value.get("event")
    return Verdict.PASS if first is None or _is_event(first, known) else Verdict.CLOSE


def _event(value: Any, known: Container[str]) -> Verdict:
    if not isinstance(value, list) or not value or len(value) > 2:
        return Verdict.CLOSE
    if value[0] == "ping":
        return Verdict.EVENT
    if len(value) != 2 or not isinstance(value[1], dict):
        return Verdict.CLOSE
    if value[0] == "client_error":
        return Verdict.EVENT
    if value[0] != "event" or not _has_shape(value[1]):
        return Verdict.CLOSE
    return Verdict.EVENT if value[1]["name"] in known else Verdict.DROP


def _has_shape(event: dict[str, Any]) -> bool:
    fits = isinstance(event.get("name"), str) and all(
        isinstance(event[field], kind) for field, kind in _FIELDS.items() if event.get(field) is not None
    )
    # Reflex adds to the place it is given, so there is one or none, never null.
    return fits and event.get("router_data", {}) is not None and _is_place(event.get("router_data", {}))


def _is_place(router: dict[str, Any]) -> bool:
    """Where the browser says it is: paths inside this site, and a query of texts. Reflex builds an address of it."""
    paths = (router[name] for name in ("pathname", "asPath") if name in router)
    query = router.get("query", {})
    return (
        all(isinstance(path, str) and _PATH.match(path) for path in paths)
        and isinstance(query, dict)
        and all(isinstance(value, str | list) for value in query.values())
    )


def _is_event(event: Any, known: Container[str]) -> bool:
    return isinstance(event, dict) and _has_shape(event) and event["name"] in known
