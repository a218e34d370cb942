"""A browser tab without a browser: the live connection spoken by hand, so that a test can say anything on it.

Reflex speaks Socket.IO 5 (frames `40` connect, `42` event) over Engine.IO 4 (`0` open, `2` ping, `3` pong,
`4` message) at `/_event/`, in the namespace `/_event`.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

BOOT = "reflex___state____state.hydrate_and_load"
LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
HYDRATED = "reflex___state____state.set_is_hydrated"
NAMESPACE = "/_event"
ROUNDS = 3
"""What an event leads to is queued behind it, and what that leads to behind that."""
PATIENCE = 30.0
"""No test waits as long; a server that has not answered by then does not."""

Update = dict[str, Any]


class Refused(Exception):
    """The server would not have this connection, or has ended it."""


class Tab:
    """One connection with its token. `cookie` is the whole Cookie header, "" for a visitor."""

    def __init__(self, url: str, *, cookie: str = "", token: str = "", origin: str | None = "same") -> None:
        """Open the connection but send nothing on it yet.

        Args:
            url: address of the server, `http://127.0.0.1:3000`.
            cookie: header as a browser would send it.
            token: of the tab; a new one when empty.
            origin: header of that name; "same" is the server's own, None sends none.
        """
        self.url = url.rstrip("/")
        self.token = token or str(uuid.uuid4())
        self.updates: list[Update] = []
        address = urlsplit(self.url)
        headers = {"Cookie": cookie} if cookie else {}
        if origin is not None:
            headers["Origin"] = self.url if origin == "same" else origin
        try:
            self.socket: ClientConnection = connect(
                f"{address.scheme.replace('http', 'ws')}://{address.netloc}/_event/"
                f"?token={self.token}&EIO=4&transport=websocket",
                additional_headers=headers,
                user_agent_header=None,
                open_timeout=10,
                max_size=None,
                legacy=True,
            )
        except Exception as error:
            raise Refused(str(error)) from error
        self._handshake()

    def _handshake(self) -> None:
        try:
            opened = self.socket.recv(timeout=10)
            if not str(opened).startswith("0"):
                raise Refused(str(opened))
            self.raw(f"40{NAMESPACE},{{}}")
            answer = str(self.socket.recv(timeout=10))
        except (ConnectionClosed, TimeoutError) as error:
            raise Refused(str(error)) from error
        if not answer.startswith("40"):
            raise Refused(answer)

    def __enter__(self) -> Tab:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the tab."""
        self.socket.close()

    def raw(self, frame: str | bytes) -> None:
        """Send a frame exactly as it stands."""
        self.socket.send(frame)

    def emit(self, data: Any, *, name: str = "event") -> None:
        """Send `data` as a Socket.IO event, whatever it is."""
        self.raw(f"42{NAMESPACE},{json.dumps([name, data])}")

    def event(self, name: str, *, path: str = "/", query: dict[str, str] | None = None, **payload: Any) -> None:
        """Send an event by its full name, claiming to stand on `path`."""
        router = {"pathname": path, "asPath": path, **({"query": query} if query else {})}
        self.emit({"name": name, "payload": payload, "router_data": router})

    def open(self, path: str, *, query: dict[str, str] | None = None) -> list[Update]:
        """Load a page as a browser does at the first visit; what came until it had loaded, or was sent elsewhere."""
        self.event(BOOT, path=path, query=query)
        begun = False

        def has_loaded(update: Update) -> bool:
            nonlocal begun
            begun = begun or _is_hydrated(update) is False
            return (begun and _is_hydrated(update) is True) or _is_redirect(update)

        return self.collect(PATIENCE, until=has_loaded)

    def call(self, name: str, *, path: str = "/", **payload: Any) -> list[Update]:
        """Send an event; what came until it and all that it led to was done."""
        self.event(name, path=path, **payload)
        return self.settle()

    def settle(self) -> list[Update]:
        """What comes until everything sent before is done: events whose answers we know come after it in the queue."""
        found: list[Update] = []
        for value in (False, True) * ROUNDS:
            self.event(HYDRATED, value=value)
            found += self.collect(PATIENCE, until=lambda update, value=value: _is_hydrated(update) is value)
        return found

    def collect(self, seconds: float = 1.5, *, until: Callable[[Update], bool] | None = None) -> list[Update]:
        """The updates that arrive within the time, or up to the first for which `until` is true.

        Returns early when nothing more has come for a third of the time and something has.
        """
        found: list[Update] = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            wait = left if until or not found else min(left, seconds / 3)
            try:
                frame = str(self.socket.recv(timeout=wait))
            except TimeoutError:
                break
            except ConnectionClosed as error:
                raise Refused(str(error)) from error
            if frame == "2":
                self.raw("3")
            elif frame.startswith("42"):
                found += self._taken(frame)
                if until and found and until(found[-1]):
                    break
        return found

    def _taken(self, frame: str) -> list[Update]:
        name, *data = json.loads(frame[frame.index("[") :])
        if name != "event" or not data:
            return []
        update = data[0] if isinstance(data[0], dict) else json.loads(data[0])
        self.updates.append(update)
        return [update]

    def state(self) -> dict[str, dict[str, Any]]:
        """What the tab shows now: all deltas laid over one another, by state and variable."""
        merged: dict[str, dict[str, Any]] = {}
        for update in self.updates:
            for name, values in (update.get("delta") or {}).items():
                merged.setdefault(name, {}).update({_plain(key): value for key, value in values.items()})
        return merged

    def variable(self, state: str, name: str) -> Any:
        """The newest value of a variable of the state whose name ends with `state`; KeyError when never sent."""
        wanted = _snake(state)
        for full, values in self.state().items():
            if full.endswith(wanted) and name in values:
                return values[name]
        raise KeyError(f"{state}.{name}")

    def is_alive(self) -> bool:
        """Whether the server still answers on this connection."""
        try:
            self.socket.ping().wait(5)
        except ConnectionClosed:
            return False
        return True


def _is_hydrated(update: Update) -> bool | None:
    """What the update says of the page having loaded; None when it says nothing."""
    values = (_plain_values(update.get("delta") or {})).get("is_hydrated")
    return values if isinstance(values, bool) else None


def _plain_values(delta: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {_plain(key): value for key, value in delta.get("reflex___state____state", {}).items()}


def _is_redirect(update: Update) -> bool:
    return any(event.get("name") == "_redirect" for event in update.get("events") or [])


def _plain(key: str) -> str:
    """A variable's own name, without the suffix Reflex gives it on the wire."""
    return key.removesuffix("_rx_state_")


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
