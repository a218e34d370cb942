"""An open page closes by itself when the session behind it has ended or the role has been taken away.

Nobody needs to click: every other second each worker asks, once for all its open tabs, which sessions are over. The
tab of such a session gets an event, and the gate empties it.
"""

import asyncio
from collections.abc import Awaitable, Callable

import reflex as rx
import structlog
from reflex_base.event import Event

log = structlog.get_logger(__name__)

SECONDS = 2.0
Ended = Callable[[frozenset[str]], Awaitable[frozenset[str]]]

_tabs: dict[str, str] = {}


def note(token: str, session_key: str) -> None:
    """This tab belongs to this session now; to nobody when the key is empty."""
    if session_key:
        _tabs[token] = session_key
    else:
        _tabs.pop(token, None)


def install(app: rx.App, ended: Ended, event: str) -> None:
    """Look for ended sessions for as long as the worker lives; `event` is the name of the one that is sent."""

    async def follow() -> None:
        while True:
            await asyncio.sleep(SECONDS)
            try:
                await _close(app, ended, event)
            except Exception:
                log.exception("closing.failed")

    app.register_lifespan_task(follow)


async def _close(app: rx.App, ended: Ended, event: str) -> None:
    namespace = app.event_namespace
    connected = set(namespace._token_manager.token_to_socket) if namespace else set()
    for token in [token for token in _tabs if token not in connected]:
        del _tabs[token]
    if not _tabs:
        return
    over = await ended(frozenset(_tabs.values()))
    for token in [token for token, key in _tabs.items() if key in over]:
        del _tabs[token]
        await app.event_processor.enqueue(token, Event(name=event))
