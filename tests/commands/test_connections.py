"""The server's connections: nobody holds one open for nothing, and a tab's messages are packed one by one."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from setup import connections
from tests.support.services import free_port

SOON = 0.3
PATIENCE = 10
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def echo(scope, receive, send) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (said := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": said["text"]})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    config = uvicorn.Config(
        echo,
        port=port,
        http=connections.Connection,
        ws=connections.LiveConnection,
        ws_max_size=connections.LIVE_BYTES,
        lifespan="off",
        log_level="critical",
    )
    server = uvicorn.Server(config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "HEAD_SECONDS", SOON)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield port
        server.should_exit = True
        thread.join(PATIENCE)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("localhost", port), timeout=PATIENCE)


def ends(wire: socket.socket) -> bool:
    """Does the server hang up? A socket that stays open meets the test's patience."""
    with suppress(ConnectionError):
        while wire.recv(4096):
            pass
    return True


def drip(wire: socket.socket, text: bytes) -> None:
    with suppress(OSError):
        for at in range(len(text)):
            wire.sendall(text[at : at + 1])
            time.sleep(SOON / 10)


def test_who_says_nothing_is_hung_up_on(port: int) -> None:
    with connected(port) as wire:
        assert ends(wire)


def test_who_says_it_a_letter_at_a_time_is_hung_up_on(port: int) -> None:
    with connected(port) as wire:
        drip(wire, REQUEST)
        assert ends(wire)


def test_a_kept_connection_is_not_kept_by_letters_either(port: int) -> None:
    with connected(port) as wire:
        wire.sendall(REQUEST)
        assert wire.recv(4096).startswith(b"HTTP/1.1 200")
        drip(wire, REQUEST)
        assert ends(wire)


def test_a_head_without_end_is_not_listened_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", PATIENCE * 2)
    with connected(port) as wire:
        with suppress(ConnectionError):
            wire.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * (connections.HEAD_BYTES + 1))
        assert ends(wire)


def test_a_tab_stays_connected_and_what_it_is_told_is_packed_alone(port: int) -> None:
    with connect(f"ws://localhost:{port}/") as tab:
        time.sleep(SOON * 2)
        assert "no_context_takeover" in tab.response.headers["Sec-WebSocket-Extensions"]
        for _ in range(2):
            tab.send("Ekhagsskolan " * 1_000)
            assert tab.recv(PATIENCE) == "Ekhagsskolan " * 1_000


def test_what_unpacks_to_more_than_a_message_may_hold_ends_the_tab(port: int) -> None:
    with connect(f"ws://localhost:{port}/") as tab:
        tab.send("x" * (connections.LIVE_BYTES + 1))
        with pytest.raises(ConnectionClosed):
            tab.recv(PATIENCE)
        assert tab.protocol.close_code == 1009
