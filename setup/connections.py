"""The connections that Uvicorn keeps: small enough for a school's tabs, and none that can be held open for nothing.

Whoever connects must say something soon, get on with what is sent, and take what is answered.

Of each open tab the server keeps little more than what its page shows: a message is packed by itself, so that no
connection holds a window of what was sent before (that would be 50 KB each), nor can one message be read from how
well another packs.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame
from websockets.server import ServerProtocol

HEAD_SECONDS = 10.0
"""Within which a connection must have said what it wants, each time it wants something."""
HEAD_BYTES = 64 * 1024
"""The most that may be said around a body: head, marks of pieces, trailers."""
LIVE_BYTES = 64 * 1024
"""The largest message of a tab, unpacked; the gate refuses larger ones, the connection does not even read them."""
LIVE_PIECES = 64
"""A browser sends a message in one piece; who sends it in more than these sends pieces of nothing."""

LOOK_SECONDS, SLOWEST = 30.0, 1024
"""How often it is looked whether what is sent, either way, gets on; and the bytes a second that it must make."""

FAST = 1
"""Of zlib's levels: a class of thirty packs to 28 % in 0.2 ms; the thorough one takes 0.9 ms for 25 %."""


class _Taken:
    """A side of a connection that what is sent to must take: nobody keeps the server's answers in its memory."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _untaken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Somebody has connected. Whatever the network has not taken at once is watched."""
        transport.set_write_buffer_limits(high=0)
        super().connection_made(transport)  # type: ignore[misc]

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone; nothing is watched any more."""
        self._all_taken()
        super().connection_lost(exc)  # type: ignore[misc]

    def pause_writing(self) -> None:
        """Not all that was sent is taken."""
        super().pause_writing()  # type: ignore[misc]
        self._look_again()

    def resume_writing(self) -> None:
        """All is taken."""
        self._all_taken()
        super().resume_writing()  # type: ignore[misc]

    def _look_again(self) -> None:
        waits = self.transport.get_write_buffer_size()
        self._untaken = self.loop.call_later(LOOK_SECONDS, self._look, waits)

    def _look(self, waited: int) -> None:
        if waited - self.transport.get_write_buffer_size() < LOOK_SECONDS * SLOWEST:
            self.transport.abort()
        else:
            self._look_again()

    def _all_taken(self) -> None:
        if self._untaken:
            self._untaken.cancel()
            self._untaken = None


class Connection(_Taken, HttpToolsProtocol):
    """An HTTP connection whose head must come whole, soon, and be of decent size, and whose body must get on."""

    _around = 0
    """Bytes of this message that are not its body."""
    _body = 0
    """Bytes of the body since it was looked at last."""
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Somebody has connected; the head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone; nothing is awaited any more."""
        self._nothing_due()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a head, or of what follows it. Even an empty line is the beginning of a head."""
        if self._due is None:
            self._await_head()
        self._around += len(data)
        super().data_received(data)
        if self._around > HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """A head begins; on a connection that is kept, after the pause that its keeping allows."""
        if self._due is None:
            self._await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has come whole; what belongs to it is awaited."""
        self._nothing_due()
        self._await_body()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._around -= len(body)
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All has come that this message says."""
        self._nothing_due()
        self._around = 0
        super().on_message_complete()

    def _await_head(self) -> None:
        self._due = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _await_body(self) -> None:
        self._body = 0
        self._due = self.loop.call_later(LOOK_SECONDS, self._look_at_body)

    def _look_at_body(self) -> None:
        """It gets on, or it is the server that has not read what came."""
        if self._body < LOOK_SECONDS * SLOWEST and not self.flow.read_paused:
            self.transport.abort()
        else:
            self._await_body()

    def _nothing_due(self) -> None:
        if self._due:
            self._due.cancel()
            self._due = None


class LiveConnection(_Taken, WebSocketsSansIOProtocol):
    """A tab's live connection, whose messages are packed one by one."""

    def __init__(self, **parts: Any) -> None:
        """As Uvicorn makes it, with another packing."""
        super().__init__(**parts)
        alone = ServerPerMessageDeflateFactory(
            server_no_context_takeover=True, client_no_context_takeover=True, compress_settings={"level": FAST}
        )
        self.conn = ServerProtocol(
            extensions=[alone], max_size=self.config.ws_max_size, logger=logging.getLogger("uvicorn.error")
        )

    def data_received(self, data: bytes) -> None:
        """The head, handed over whole, or frames. A head with more than a browser's lines is not answered."""
        super().data_received(data)
        if not self.handshake_initiated:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        """One more piece of a message."""
        if len(self.frames) < LIVE_PIECES:
            super().handle_cont(event)
        else:
            self.transport.abort()

    def handle_ping(self) -> None:
        """The answer is ready; who has not taken the earlier ones gets no more of them."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.transport.abort()
