"""Pages without a browser or a server: events go through the real gate and the real handlers in this process."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import OnLoadInternalState, State, StateUpdate
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler

BOOT = format_event_handler(State.event_handlers["hydrate_and_load"])
LOAD = format_event_handler(OnLoadInternalState.event_handlers["on_load_internal"])


class _Outbox:
    """Takes the place of the connection and keeps what would have been sent."""

    def __init__(self) -> None:
        self.updates: dict[str, list[StateUpdate]] = {}

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        self.updates.setdefault(token, []).append(update)


class Pages:
    """The platform's pages in this process; make tabs with `tab(cookie)`. Close it at the end."""

    def __init__(self, app: rx.App) -> None:
        """`app` is the platform's Reflex app, whose middleware is the gate."""
        # A thread of its own, because Playwright keeps a loop running in the test's; the clock is the test's.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._runner = asyncio.Runner()
        self._context = copy_context()
        self.outbox = _Outbox()
        self.manager = StateManagerMemory()
        self._processor = BaseStateEventProcessor(
            middleware=app, backend_exception_handler=app.backend_exception_handler
        ).configure(state_manager=self.manager, event_namespace=self.outbox)  # pyright: ignore[reportArgumentType]
        app._event_processor = self._processor
        self._do(self._processor.start())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._thread.submit(partial(self._runner.run, work, context=self._context)).result()

    def close(self) -> None:
        """Stop what still runs."""
        self._do(self._processor.stop())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def tab(self, cookie: str = "", *, token: str = "") -> InProcessTab:
        """A new tab of a browser that sends this Cookie header."""
        return InProcessTab(self, cookie, token or str(uuid.uuid4()))

    def run(self, token: str, event: Event) -> None:
        """Handle one event and everything it leads to."""

        async def handle() -> None:
            future = await self._processor.enqueue(token, event)
            await asyncio.wait_for(future.wait_all(), 30)

        self._do(handle())


class InProcessTab:
    """One tab: `open` a page, `call` its handlers, read its variables."""

    def __init__(self, pages: Pages, cookie: str, token: str) -> None:
        """Made by `Pages.tab`."""
        self._pages = pages
        self._cookie = cookie
        self._path = "/"
        self._query: dict[str, str] = {}
        self.token = token

    def open(self, path: str, **query: str) -> list[StateUpdate]:
        """Go to a page: the state is sent and the page's `on_load` runs. `query` holds the route's arguments."""
        self._path, self._query = path, query
        return self._send(BOOT, {})

    def reload(self) -> list[StateUpdate]:
        """The browser loads the page anew: as `open`, and it tells which defaults it was built with."""
        return self._send(BOOT, {"hashes": ["0" * 32]})

    def go(self, path: str, **query: str) -> list[StateUpdate]:
        """Follow a link to a page: nothing is sent but what its `on_load` reads."""
        self._path, self._query = path, query
        return self._send(LOAD, {})

    def call(self, handler: Any, /, **payload: Any) -> list[StateUpdate]:
        """Let the page call a handler (`LessonState.save`, or its full name) with this payload."""
        name = handler if isinstance(handler, str) else format_event_handler(handler)
        return self._send(name, payload)

    def _send(self, name: str, payload: dict[str, Any]) -> list[StateUpdate]:
        before = len(self.updates)
        router = {
            "pathname": self._path,
            "asPath": re.sub(r"\[(\w+)]", lambda place: self._query.get(place[1], place[0]), self._path),
            "query": self._query,
            "token": self.token,
            "sid": f"socket of {self.token}",
            "ip": "127.0.0.1",
            "headers": {"cookie": self._cookie, "host": "localhost:3000", "origin": "http://localhost:3000"},
        }
        self._pages.run(self.token, Event(name=name, payload=payload, router_data=router))
        return self.updates[before:]

    @property
    def updates(self) -> list[StateUpdate]:
        """Everything the tab has been sent."""
        return self._pages.outbox.updates.get(self.token, [])

    def state(self) -> dict[str, dict[str, Any]]:
        """What the tab shows now, by state's full name and variable."""
        merged: dict[str, dict[str, Any]] = {}
        for update in self.updates:
            delta: Mapping[str, Mapping[str, Any]] = update.delta or {}
            for name, values in delta.items():
                shown = {key.removesuffix("_rx_state_"): value for key, value in values.items()}
                merged.setdefault(name, {}).update(shown)
        return merged

    def variable(self, state: type[rx.State], name: str) -> Any:
        """The newest value of a state's variable; KeyError when the tab was never sent it."""
        return self.state()[state.get_full_name()][name]

    def events(self) -> list[str]:
        """The names of the events the browser was told to run, such as a redirect."""
        return [event.name for update in self.updates for event in update.events]
