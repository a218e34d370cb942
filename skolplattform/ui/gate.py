"""The gate: every event passes here before its handler, and is refused unless something says it may run.

Seen from a school: a page can only do what its owner may do, now. The session, the person's roles and the
declared right are looked up for each click; what the browser claims is checked strictly; and a browser tab
that has changed hands is emptied before the next person sees it.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import reflex as rx
import structlog
from reflex.middleware import Middleware
from reflex.state import FrontendEventExceptionState, OnLoadInternalState, State, StateUpdate
from reflex_base.constants import RouteVar
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import form_data_as_dict
from reflex_base.utils.format import format_event_handler

from skolplattform.core.errors import Denied, Invalid, PlatformError
from skolplattform.core.gate import Guard, Nothing, Payload, Text, checked, guard_of
from skolplattform.core.identity import Identity, enter
from skolplattform.core.permissions import SIGNED_IN, Right
from skolplattform.ui import closing, fresh
from skolplattform.ui.cookies import cookie_name as cookie_name
from skolplattform.ui.cookies import session_cookie as session_cookie
from skolplattform.ui.cookies import tablet_cookie

log = structlog.get_logger(__name__)

SIGN_IN = "/logga-in"
TABLET_DOOR = "/surfplatta"
ANONYMOUS = "anonymous"

Identify = Callable[[str], Awaitable[Identity | None]]
Tell = Callable[[State, str, str], Awaitable[None]]


class TabState(rx.State):
    """Whose tab this is, and what its pages were read for last. Kept on the server only."""

    _binding: str = ""
    _opened: dict[str, str] = {}


class _Flag(Payload):
    value: bool


class _Browser(Payload):
    """What the frontend adds to its first event; we keep no variables in the browser."""

    vars: dict[str, Any] | None = None
    hashes: list[Text(32)] | None = None  # type: ignore[valid-type]


class _Failure(Payload):
    info: Text(8_000)  # type: ignore[valid-type]
    component_stack: Text(16_000)  # type: ignore[valid-type]


def _name(state: type[State], handler: str) -> str:
    return format_event_handler(state.event_handlers[handler])


HYDRATE = _name(State, "hydrate")
BOOT = _name(State, "hydrate_and_load")
LOAD = _name(OnLoadInternalState, "on_load_internal")
FRAMEWORK: dict[str, type[Payload]] = {
    HYDRATE: Nothing,
    BOOT: _Browser,
    LOAD: Nothing,
    _name(State, "set_is_hydrated"): _Flag,
    _name(OnLoadInternalState, "set_is_hydrated"): _Flag,
    _name(FrontendEventExceptionState, "handle_frontend_exception"): _Failure,
}
"""Reflex's own events that a browser needs, by full name and with their payload. Never by prefix, never setvar."""


@dataclass(frozen=True, slots=True)
class PageGuard:
    """Who may open a page at all; what stands on it is asked by its handlers."""

    right: Right | None
    open_to_anonymous: bool


_pages: dict[str, PageGuard] = {}


def guard_page(route: str, right: Right | None = None, *, open_to_anonymous: bool = False) -> None:
    """Declare who may open the page at `route`; a page that is not declared needs a signed-in person."""
    _pages["/" + route.strip("/")] = PageGuard(right, open_to_anonymous)


def guarded_pages() -> dict[str, PageGuard]:
    """Every declared page, by route."""
    return dict(_pages)


def safe_path(path: str) -> str:
    """A path inside this site that one may be sent back to, `/` when it is anything else."""
    inside = path.startswith("/") and not path.startswith("//") and len(path) <= 300
    plain = all(" " < char < "\x7f" and char not in "\\<>\"'" for char in path)
    return path if inside and plain and not path.startswith(SIGN_IN) else "/"


class Gate(Middleware):
    """Refuses every event that nothing allows."""

    def __init__(self, identify: Identify, awake: Callable[[Identity], Awaitable[None]], tell: Tell) -> None:
        """`identify` finds the person of a cookie, `awake` notes that they are active, `tell` shows a message."""
        self._identify = identify
        self._awake = awake
        self._tell = tell

    async def preprocess(self, app: rx.App, state: State, event: Event) -> StateUpdate | None:
        """Let the event through (None), or answer in its place."""
        root = state._get_root_state()
        identity = await self._identify(session_cookie(_cookie_header(root)))
        enter(identity)
        tab = await root.get_state(TabState)
        binding = identity.binding if identity else ANONYMOUS
        if tab._binding not in ("", binding):
            _stop_running(app, EventContext.get().token)
            root.reset()
            tab._binding = binding
            if event.name not in (HYDRATE, BOOT):
                log.info("gate.tab_changed_hands", handler=event.name)
                return StateUpdate(events=[Event(name=BOOT)])
        if event.name == BOOT and fresh.is_new_document(event.payload):
            root.reset()
        tab._binding = binding
        closing.note(EventContext.get().token, identity.actor.session_key if identity else "")
        try:
            return await self._admit(root, event, identity)
        except PlatformError as refusal:
            log.warning("gate.refused", handler=_known(event.name), reason=type(refusal).__name__)
            if identity is None and isinstance(refusal, Denied):
                return await _answer(root, _to_sign_in(root))
            await self._tell(root, "error", refusal.key)
            return await _answer(root, [])

    async def _admit(self, root: State, event: Event, identity: Identity | None) -> StateUpdate | None:
        framework = FRAMEWORK.get(event.name)
        if framework is not None:
            _replace(event, _framework_payload(framework, event))
            elsewhere = _page_refusal(root, identity) if event.name in (BOOT, LOAD) else []
            if event.name == LOAD and not elsewhere:
                await fresh.renew(root, (await root.get_state(TabState))._opened)
            return await _answer(root, elsewhere) if elsewhere else None
        guard = _guard(event.name)
        _require(guard, identity)
        _replace(event, checked(guard.payload, _plain(event.payload)))
        if identity is not None and guard.keeps_awake:
            await self._awake(identity)
        return None


def _cookie_header(root: State) -> str:
    headers = root.router_data.get(RouteVar.HEADERS) or {}
    return str(headers.get("cookie", ""))


def _stop_running(app: rx.App, token: str) -> None:
    """End what the former person's handlers still do for this tab, before the next person sees it."""
    me = asyncio.current_task()
    for task in list(app.event_processor._tasks.values()):
        context = getattr(task, "_event_ctx", None) or task.get_context().run(EventContext.get)
        if task is not me and context.token == token:
            task.cancel()


def _known(name: str) -> str:
    return name if name in RegistrationContext.get().event_handlers else "unknown"


def _guard(name: str) -> Guard:
    registered = RegistrationContext.get().event_handlers.get(name)
    guard = guard_of(registered.handler.fn) if registered else None
    if guard is None:
        raise Denied
    return guard


def _require(guard: Guard, identity: Identity | None) -> None:
    if guard.open_to_anonymous:
        return
    if identity is None or not guard.right.held_by(identity.actor):
        raise Denied


def _framework_payload(model: type[Payload], event: Event) -> dict[str, Any]:
    values = checked(model, event.payload)
    if values.get("vars"):
        raise Invalid("vars", "error.payload")
    return values


def _plain(payload: dict[str, Any]) -> dict[str, Any]:
    """Form entries as a plain dictionary; everything else as it came."""
    try:
        return {name: form_data_as_dict(value) for name, value in payload.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise Invalid("payload", "error.payload") from error


def _replace(event: Event, values: dict[str, Any]) -> None:
    event.payload.clear()
    event.payload.update(values)


async def _answer(root: State, events: list[Event]) -> StateUpdate:
    """An answer in the handler's place, with all that has changed: an emptied tab is emptied in the browser too."""
    delta = await root._get_resolved_delta()
    root._clean()
    return StateUpdate(delta=delta, events=events)


def _page_refusal(root: State, identity: Identity | None) -> list[Event]:
    """Send visitors to sign-in, and people without the page's right to their start page."""
    page = _pages.get(_route(root), PageGuard(SIGNED_IN, open_to_anonymous=False))
    if page.open_to_anonymous or (identity and (page.right is None or page.right.held_by(identity.actor))):
        return []
    return _redirect("/") if identity else _to_sign_in(root)


def _route(root: State) -> str:
    return str(root.router_data.get(RouteVar.PATH, "/"))


def _to_sign_in(root: State) -> list[Event]:
    if tablet_cookie(_cookie_header(root)):
        return _redirect(TABLET_DOOR)
    path = safe_path(str(root.router_data.get(RouteVar.ORIGIN, "/")))
    return _redirect(f"{SIGN_IN}?till={quote(path)}" if path != "/" else SIGN_IN)


def _redirect(path: str) -> list[Event]:
    return Event.from_event_type(rx.redirect(path, replace=True))


def unguarded_handlers() -> list[str]:
    """Public handlers of our own states that declare no right, and those whose payload does not fit them.

    Inherited and framework handlers are not listed: without a declaration the gate never lets them run.
    """
    faults = []
    for name, registered in RegistrationContext.get().event_handlers.items():
        function = registered.handler.fn
        if name in FRAMEWORK or function.__module__.split(".")[0] in ("reflex", "reflex_base"):
            continue
        guard = guard_of(function)
        if guard is None:
            faults.append(f"{name}: no right declared")
        elif set(guard.payload.model_fields) != set(_arguments(function)):
            faults.append(f"{name}: takes {_arguments(function)}, payload has {list(guard.payload.model_fields)}")
    return sorted(faults)


def _arguments(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)[1:]


def install(
    app: rx.App,
    identify: Identify,
    awake: Callable[[Identity], Awaitable[None]],
    ended: closing.Ended,
    tell: Tell,
) -> None:
    """Put the gate in front of the app, after every page is imported.

    Raises:
        RuntimeError: a handler could be called without a declared right; the text names each.
    """
    faults: Iterable[str] = unguarded_handlers()
    if faults:
        raise RuntimeError("handlers that nobody guards:\n" + "\n".join(faults))
    FrontendEventExceptionState.auto_reload_on_errors = []
    app.add_middleware(Gate(identify, awake, tell), index=0)
    closing.install(app, ended, LOAD)
