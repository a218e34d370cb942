"""Open pages follow what others save: a page says which topics it shows, and is asked to read again when they change.

One task in each worker looks for new changes in the database once a second, however many pages are open; only
pages of that worker that watch a changed topic run their `refresh` handler, through the gate like any other event.
"""

import asyncio
from dataclasses import dataclass, field

import reflex as rx
import structlog
from reflex_base.event import Event
from reflex_base.utils.format import format_event_handler

from skolplattform.core import changes, db

log = structlog.get_logger(__name__)

SECONDS = 1.0
TIDY_EVERY = 60


@dataclass(slots=True)
class _Watches:
    """What the tabs of this worker show, by handler, and the numbers of the latest changes that were handed on."""

    tabs: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    seen: frozenset[int] | None = None


_watches = _Watches()


def watch(state: rx.State, refresh: rx.event.EventHandler, *topics: str) -> None:
    """Run `refresh` (no arguments, `keeps_awake=False`) when one of these topics changes.

    Call it in the page's `load`; the frame watches the bell beside it. The next page's load ends it; so does the
    end of the connection.
    """
    token = state.router.session.client_token
    _watches.tabs.setdefault(token, {})[format_event_handler(refresh)] = frozenset(topics)


def forget(state: rx.State) -> None:
    """The tab has gone on to another page."""
    _watches.tabs.pop(state.router.session.client_token, None)


def install(app: rx.App) -> None:
    """Look for changes for as long as the worker lives."""

    async def follow() -> None:
        beats = 0
        while True:
            await asyncio.sleep(SECONDS)
            beats += 1
            try:
                await _beat(app)
                if beats % TIDY_EVERY == 0:
                    await db.off_loop(_tidy)
            except Exception:
                log.exception("live.beat_failed")

    app.register_lifespan_task(follow)


async def _beat(app: rx.App) -> None:
    """Hand new changes on to the tabs that show them."""
    found = await db.off_loop(_recent, max(_watches.seen or {0}))
    earlier, _watches.seen = _watches.seen, frozenset(found)
    if earlier is None:
        return
    changed = {topic for number, topic in found.items() if number not in earlier}
    if not changed:
        return
    connected = _connected(app)
    for token in [token for token in _watches.tabs if token not in connected]:
        del _watches.tabs[token]
    shown = [(token, name, topics) for token, tab in _watches.tabs.items() for name, topics in tab.items()]
    for token, handler, topics in shown:
        if not topics.isdisjoint(changed):
            await app.event_processor.enqueue(token, Event(name=handler))


def _connected(app: rx.App) -> set[str]:
    namespace = app.event_namespace
    return set(namespace._token_manager.token_to_socket) if namespace else set()


def _recent(after: int) -> dict[int, str]:
    with db.reading() as session:
        return changes.recent(session, after)


def _tidy() -> None:
    with db.unit() as session:
        changes.forget_old(session)
