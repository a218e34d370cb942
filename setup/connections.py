"""The connections that Uvicorn keeps: small enough for a school's tabs, and none that can be held open for nothing.

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
from websockets.server import ServerProtocol

HEAD_SECONDS = 10.0
"""Within which a connection must have said what it wants, each time it wants something."""
HEAD_BYTES = 64 * 1024
LIVE_BYTES = 64 * 1024
"""The largest message of a tab, unpacked; the gate refuses larger ones, the connection does not even read them."""

FAST = 1
"""Of zlib's levels: a class of thirty packs to 28 % in 0.2 ms; the thorough one takes 0.9 ms for 25 %."""


class Connection(HttpToolsProtocol):
    """An HTTP connection whose head must come whole, soon, and be of decent size."""

    _head_bytes = 0
    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Somebody has connected; the head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone; nothing is awaited any more."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a head, or of what follows it."""
        super().data_received(data)
        if self._head_due:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins; on a connection that is kept, after the pause that its keeping allows."""
        if self._head_due is None:
            self._await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head has come whole."""
        self._head_came()
        super().on_headers_complete()

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._head_due = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _head_came(self) -> None:
        if self._head_due:
            self._head_due.cancel()
            self._head_due = None


class LiveConnection(WebSocketsSansIOProtocol):
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
