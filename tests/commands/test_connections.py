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
MUCH = 64_000_000
GONE = threading.Event()
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def echo(scope, receive, send) -> None:
    if scope["type"] == "http":
        if scope["path"] == "/much":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": bytes(MUCH), "more_body": True})
            while (await receive())["type"] != "http.disconnect":
                pass
            GONE.set()
            return
        while scope["method"] == "POST" and (await receive()).get("more_body"):
            pass
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
        patch.setattr(connections, "LOOK_SECONDS", SOON)
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


def answered(wire: socket.socket) -> bool:
    """Is the whole of the small answer there?"""
    said = b""
    while not said.endswith(b"ok"):
        said += wire.recv(4096) or b"hung up ok"
    return said.startswith(b"HTTP/1.1 200") and b"hung up" not in said


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


def test_an_empty_line_does_not_keep_a_connection(port: int) -> None:
    with connected(port) as wire:
        wire.sendall(REQUEST)
        assert answered(wire)
        wire.sendall(b"\r\n")
        assert ends(wire)


POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize("begun", [b"Content-Length: 5000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1388\r\n"])
def test_a_body_a_letter_at_a_time_is_not_waited_for(port: int, begun: bytes) -> None:
    with connected(port) as wire:
        wire.sendall(POST + begun)
        drip(wire, b"x" * 40)
        assert ends(wire)


def test_a_body_that_gets_on_is_waited_for(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LOOK_SECONDS", 1.0)
    piece = b"x" * connections.SLOWEST
    with connected(port) as wire:
        wire.sendall(POST + b"Content-Length: %d\r\n\r\n" % (len(piece) * 2) + piece)
        time.sleep(1.2)
        wire.sendall(piece)
        assert answered(wire)


@pytest.mark.parametrize("around", [b"0\r\n" + b"x: y\r\n" * 20_000, b"1;" + b"x" * 100_000])
def test_what_stands_around_a_body_has_an_end(port: int, monkeypatch: pytest.MonkeyPatch, around: bytes) -> None:
    monkeypatch.setattr(connections, "LOOK_SECONDS", PATIENCE * 2)
    with connected(port) as wire:
        with suppress(ConnectionError):
            wire.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + around)
        assert ends(wire)


def test_a_large_body_after_another_on_the_same_connection_is_taken(port: int) -> None:
    body = b"x" * (connections.HEAD_BYTES * 4)
    with connected(port) as wire:
        for _ in range(2):
            wire.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert answered(wire)


def test_who_takes_no_answer_is_hung_up_on(port: int) -> None:
    with connected(port) as wire:
        wire.sendall(REQUEST.replace(b"/ ", b"/much ", 1))
        assert GONE.wait(PATIENCE)


UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)


def test_a_live_connection_with_more_lines_than_a_browsers_is_hung_up_on(port: int) -> None:
    with connected(port) as wire:
        wire.sendall(UPGRADE + b"x: y\r\n" * 200 + b"\r\n")
        assert ends(wire)


def framed(opcode: int, payload: bytes = b"") -> bytes:
    """A frame as a client masks it, with a mask of zeros."""
    return bytes([opcode, 0x80 | len(payload)]) + bytes(4) + payload


@pytest.mark.parametrize(("first", "more"), [(framed(0x01), framed(0x00)), (b"", framed(0x89, b"x" * 125))])
def test_pieces_of_nothing_and_pings_without_end_end_the_tab(port: int, first: bytes, more: bytes) -> None:
    with connected(port) as wire:
        wire.sendall(UPGRADE + b"\r\n")
        assert wire.recv(4096).startswith(b"HTTP/1.1 101")
        with suppress(ConnectionError):
            wire.sendall(first + more * 200_000)
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
