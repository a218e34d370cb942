"""Around everything the platform serves: who may call it from where, how much, how often, and what goes back.

Counts and refusals happen here, before Reflex reads or queues anything. The address counted is the connection's; a
proxy in front of a city must pass it on (`docs/operations.md`).
"""

import hashlib
from collections.abc import Awaitable, Callable, Container, MutableMapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import structlog
from reflex_base.config import get_config
from reflex_base.registry import RegistrationContext

from skolplattform.core.config import settings
from skolplattform.ui.frames import LONGEST, Verdict, is_client_token, judge
from skolplattform.ui.gate import session_cookie
from skolplattform.ui.headers import cache_rule, security_headers
from skolplattform.ui.limits import Buckets, Open, SocketLimits

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = structlog.get_logger(__name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSED = ("/_upload", "/_all_routes", "/auth-codespace")
POLICY_VIOLATION, TOO_BIG, TRY_LATER = 1008, 1009, 1013
NOT_MODIFIED = 304
BODY = LONGEST


class _TooLarge(Exception):
    """More was sent than this address takes."""


def allowed_origins() -> frozenset[str]:
    """Where our own pages come from; nobody else's page may call."""
    configured = (origin for origin in get_config().cors_allowed_origins if origin != "*")
    return frozenset(_origin(address) for address in (settings().public_url, *configured) if address)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".casefold()


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name), "")


def _cookie(scope: Scope) -> str:
    return session_cookie(_header(scope, b"cookie"))


def client_address(scope: Scope) -> str:
    """The caller's address; behind proxies the one that the outermost trusted proxy saw.

    A proxy that adds a line of its own instead of lengthening the caller's is read as well.
    """
    hops = get_config().trusted_proxy_hops
    lines = (value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"x-forwarded-for")
    forwarded = [part.strip() for part in ",".join(lines).split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return str((scope.get("client") or ("unknown",))[0])


class Wrapper:
    """The outermost ASGI application.

    `large_bodies` are the addresses that take more than 64 KB (an import), with how much.
    """

    def __init__(
        self,
        app: App,
        *,
        pages: Path,
        large_bodies: dict[str, int] | None = None,
        limits: SocketLimits | None = None,
    ) -> None:
        self._app = app
        self._pages = pages.resolve()
        self._large = large_bodies or {}
        limits = limits or SocketLimits()
        self._limits = limits
        self._session_events = Buckets(limits.session_events)
        self._address_events = Buckets(limits.address_events)
        self._session_connects = Buckets(limits.session_connects)
        self._address_connects = Buckets(limits.address_connects)
        self._open_sessions = Open(limits.open_per_session)
        self._open_addresses = Open(limits.open_per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        answer = self._with_headers(path, send)
        if path.startswith(CLOSED):
            await _plain(answer, 404, b"")
        elif scope["method"] not in SAFE and not _may_post(scope):
            log.warning("wrapper.foreign_origin", path=path)
            await _plain(answer, 403, b"")
        else:
            await self._bounded(scope, receive, answer)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = next((size for path, size in self._large.items() if scope["path"].startswith(path)), BODY)
        declared = _header(scope, b"content-length")
        if declared and (not declared.isdigit() or int(declared) > most):
            await _plain(send, 413, b"")
            return
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, _counted(receive, most), watched)
        except _TooLarge:
            if not began:
                await _plain(send, 413, b"")

    def _with_headers(self, path: str, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(path, message)}
            await send(message)

        return sending

    def _headers(self, path: str, message: Message) -> list[tuple[bytes, bytes]]:
        given = {key.lower(): value for key, value in message.get("headers", ())}
        kind = given.get(b"content-type", b"").decode("latin-1")
        if message["status"] == NOT_MODIFIED:
            # Says nothing of its kind, and its headers replace those of the page that the browser kept.
            kind = guess_type(path)[0] or "text/html"
        ours = security_headers(self._pages, path, kind)
        if b"cache-control" not in given:
            ours[b"cache-control"] = cache_rule(path, kind, found=message["status"] in (200, 206, 304)).encode()
        kept = [(key, value) for key, value in message.get("headers", ()) if key.lower() not in (*ours, b"server")]
        return [*kept, *ours.items()]

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        session, address = self._caller(scope)
        refusal = self._connect_refusal(scope, session, address)
        if refusal:
            log.warning("wrapper.socket_refused", reason=refusal)
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return
        try:
            await self._app(scope, _Socket(self, receive, send, session, address).receive, send)
        finally:
            self._open_sessions.leave(session)
            self._open_addresses.leave(address)

    def _caller(self, scope: Scope) -> tuple[str, str]:
        """The keys under which the caller is counted: their session (by hash), and their address."""
        address, cookie = client_address(scope), _cookie(scope)
        name = hashlib.sha256(cookie.encode()).hexdigest()[:32] if cookie else f"visitors at {address}"
        return name, address

    def _connect_refusal(self, scope: Scope, session: str, address: str) -> str:
        endpoint = get_config().prepend_backend_path("/_event")
        tokens = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [])
        if scope["path"].rstrip("/") != endpoint:
            return "path"
        if _origin(_header(scope, b"origin")) not in allowed_origins():
            return "origin"
        if len(tokens) != 1 or not is_client_token(tokens[0]):
            return "token"
        by_session = session.startswith("visitors") or self._session_connects.take(session)
        if not by_session or not self._address_connects.take(address):
            return "too many connects"
        return self._too_many_open(session, address)

    def _too_many_open(self, session: str, address: str) -> str:
        if not session.startswith("visitors") and not self._open_sessions.enter(session):
            return "too many open"
        if not self._open_addresses.enter(address):
            self._open_sessions.leave(session)
            return "too many open"
        return ""

    def may_send(self, own: Buckets, session: str, address: str) -> bool:
        """Is there room for one more event: of this connection, this session, this address?"""
        if not own.take("events") or not self._address_events.take(address):
            return False
        return session.startswith("visitors") or self._session_events.take(session)


class _Socket:
    """One open connection: passes on what a browser of ours may send, and ends it at anything else."""

    def __init__(self, wrapper: Wrapper, receive: Receive, send: Send, session: str, address: str) -> None:
        self._wrapper = wrapper
        self._receive = receive
        self._send = send
        self._session = session
        self._address = address
        self._own = Buckets(wrapper._limits.connection_events)
        self._namespace = get_config().get_event_namespace()
        self._ended = False

    async def receive(self) -> Message:
        """The next message that may be read."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive" or self._ended:
                return message
            reason, code = self._fault(message)
            if reason == "drop":
                continue
            if not reason:
                return message
            return await self._end(reason, code)

    def _fault(self, message: Message) -> tuple[str, int]:
        text = message.get("text")
        if text is None:
            return "not text", POLICY_VIOLATION
        if len(text) > LONGEST or len(text.encode("utf-8", "surrogatepass")) > LONGEST:
            return "too long", TOO_BIG
        verdict = judge(text, self._namespace, _known_handlers())
        if verdict is Verdict.CLOSE:
            return "shape", POLICY_VIOLATION
        if not self._wrapper.may_send(self._own, self._session, self._address):
            return "too many events", TRY_LATER
        return ("drop" if verdict is Verdict.DROP else ""), 0

    async def _end(self, reason: str, code: int) -> Message:
        log.warning("wrapper.socket_closed", reason=reason)
        self._ended = True
        await self._send({"type": "websocket.close", "code": code, "reason": ""})
        return {"type": "websocket.disconnect", "code": code}


def _known_handlers() -> Container[str]:
    return RegistrationContext.get().event_handlers


def _may_post(scope: Scope) -> bool:
    """May this request change something: from one of our own pages, or by a program that carries its own key?"""
    origin = _header(scope, b"origin")
    if origin:
        return _origin(origin) in allowed_origins()
    if _header(scope, b"sec-fetch-site"):
        return _header(scope, b"sec-fetch-site") == "same-origin"
    return bool(_header(scope, b"authorization")) and not _header(scope, b"cookie")


def _counted(receive: Receive, most: int) -> Receive:
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooLarge
        return message

    return counting


async def _plain(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
