"""Open pages follow what others save, and the clock: a page says which topics it shows and when time alone turns it.

One task in each worker looks for new changes in the database once a second, however many pages are open; only
pages of that worker that watch a changed topic run their `refresh` handler, through the gate like any other event.
The same beat asks those whose moment has passed.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import reflex as rx
import structlog
from reflex_base.event import Event
from reflex_base.utils.format import format_event_handler

from skolplattform.core import changes, clock, db

log = structlog.get_logger(__name__)

SECONDS = 1.0
TIDY_EVERY = 60
LOOKED_BACK = 5
"""Beats. A page reads first and watches then: what was saved between the two is told to it all the same."""


@dataclass(slots=True)
class _Watches:
    """What the tabs of this worker show, by handler, and the numbers of the latest changes that were handed on.

    `alarms` are the moments at which a tab's page says something else although nobody has saved anything;
    `newcomers` began to watch since the last beat; `handed_on` are the topics of the latest beats.
    """

    tabs: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    alarms: dict[str, dict[str, datetime]] = field(default_factory=dict)
    newcomers: set[str] = field(default_factory=set)
    handed_on: deque[set[str]] = field(default_factory=lambda: deque(maxlen=LOOKED_BACK))
    seen: frozenset[int] = frozenset()


_watches = _Watches()


def watch(state: rx.State, refresh: rx.event.EventHandler, *topics: str) -> None:
    """Run `refresh` (no arguments, `keeps_awake=False`) when one of these topics changes.

    Call it in the page's `load`; the frame watches the bell beside it. The next page's load ends it; so does the
    end of the connection.
    """
    token = state.router.session.client_token
    _watches.tabs.setdefault(token, {})[format_event_handler(refresh)] = frozenset(topics)
    _watches.newcomers.add(token)


def wake(state: rx.State, refresh: rx.event.EventHandler, at: datetime | None) -> None:
    """Run `refresh` once when the clock has passed `at`; None: the clock turns nothing more today.

    Call it wherever the page reads, so that each reading says when the next is due.
    """
    alarms = _watches.alarms.setdefault(state.router.session.client_token, {})
    if at is None:
        alarms.pop(format_event_handler(refresh), None)
    else:
        alarms[format_event_handler(refresh)] = at


def forget(state: rx.State) -> None:
    """The tab has gone on to another page."""
    for kept in (_watches.tabs, _watches.alarms):
        kept.pop(state.router.session.client_token, None)


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
    """Hand new changes on to the tabs that show them, and the time to those that wait for it."""
    found = await db.off_loop(_recent, max(_watches.seen, default=0))
    asked = _told({topic for number, topic in found.items() if number not in _watches.seen}) | _due(clock.now())
    _watches.seen = frozenset(found)
    if not asked:
        return
    connected = _connected(app)
    for kept in (_watches.tabs, _watches.alarms):
        for token in kept.keys() - connected:
            del kept[token]
    for token, handler in sorted(asked):
        if token in connected:
            await app.event_processor.enqueue(token, Event(name=handler))


def _told(changed: set[str]) -> set[tuple[str, str]]:
    """Tab and handler of the pages that show something that has changed: just now, or while a newcomer opened."""
    newcomers, _watches.newcomers = _watches.newcomers, set()
    missed = set().union(*_watches.handed_on)
    _watches.handed_on.append(changed)
    return _showing(changed, _watches.tabs) | _showing(missed, newcomers & _watches.tabs.keys())


def _showing(changed: set[str], tabs: Iterable[str]) -> set[tuple[str, str]]:
    """Those of the tabs' pages that show one of these topics."""
    if not changed:
        return set()
    watched = ((token, name, topics) for token in tabs for name, topics in _watches.tabs[token].items())
    return {(token, name) for token, name, topics in watched if not topics.isdisjoint(changed)}


def _due(moment: datetime) -> set[tuple[str, str]]:
    """Tab and handler of the pages whose moment has passed; each is asked once."""
    due = {(token, name) for token, tab in _watches.alarms.items() for name, at in tab.items() if at < moment}
    for token, name in due:
        del _watches.alarms[token][name]
    return due


def _connected(app: rx.App) -> set[str]:
    namespace = app.event_namespace
    return set(namespace._token_manager.token_to_socket) if namespace else set()


def _recent(after: int) -> dict[int, str]:
    with db.reading() as session:
        return changes.recent(session, after)


def _tidy() -> None:
    with db.unit() as session:
        changes.forget_old(session)
