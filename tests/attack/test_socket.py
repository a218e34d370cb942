"""The socket: from our own pages only, in our own shape, in reasonable amounts."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.server import Server
from tests.support.socket import BOOT, HYDRATED, NAMESPACE, Refused, Tab


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "https://evil.example",
        "http://localhost",
        "http://localhost:1",
        "https://localhost:{port}",
        "http://localhost:{port}.evil.example",
        "http://evil.example#http://localhost:{port}",
        "http://user@localhost:{port}",
        "file://",
    ],
)
def test_another_origin_does_not_connect(built_app: Server, origin: str | None) -> None:
    with pytest.raises(Refused):
        Tab(built_app.url, origin=origin and origin.format(port=built_app.port)).close()


@pytest.mark.parametrize(
    "token", ["x", "a" * 65, "../../etc", "a b c d e f g h", "0" * 8 + "&token=" + "1" * 8, "%00" * 9]
)
def test_a_tab_needs_a_name_of_the_right_shape(built_app: Server, token: str) -> None:
    with pytest.raises(Refused):
        Tab(built_app.url, token=token).close()


def ended(tab: Tab, seconds: float = 3) -> bool:
    try:
        tab.collect(seconds, until=lambda _: False)
    except Refused:
        return True
    return False


@pytest.mark.parametrize("size", [64 * 1024 + 1, 200_000, 1_000_001])
def test_a_long_message_ends_the_connection(built_app: Server, size: int) -> None:
    with Tab(built_app.url) as tab:
        tab.event(HYDRATED, value="x" * size)
        assert ended(tab)


def test_a_message_just_short_enough_is_read(built_app: Server) -> None:
    with Tab(built_app.url) as tab:
        tab.open("/logga-in")
        tab.event(HYDRATED, value="x" * 60_000)
        assert tab.settle()


FRAMES = [
    b"binary",
    "",
    "4",
    "40",
    "42",
    "42[]",
    "9",
    "43/_event,[]",
    "44/_event,{}",
    '451-/_event,["event",{"_placeholder":true,"num":0}]',
    '42/other,["event",{}]',
    "42/_event,",
    "42/_event,{}",
    "42/_event,[]",
    "42/_event,[[]]",
    '42/_event,["event"]',
    '42/_event,["event",[]]',
    '42/_event,["event",{}]',
    '42/_event,["event","text"]',
    '42/_event,["event",{"name":5}]',
    '42/_event,["event",{"name":["a"]}]',
    '42/_event,["event",{"name":"a","payload":[]}]',
    '42/_event,["event",{"name":"a","payload":"x"}]',
    '42/_event,["event",{"name":"a","router_data":[]}]',
    '42/_event,["event",{"name":"a"},{}]',
    '42/_event,["event",{"name":"a","router_data":{"asPath":5}}]',
    '42/_event,["event",{"name":"a","router_data":{"pathname":"http://evil.example"}}]',
    '42/_event,["event",{"name":"a","router_data":{"asPath":"/\\u0000"}}]',
    '42/_event,["event",{"name":"a","router_data":{"query":{"x":5}}}]',
    '42/_event,["connect",{}]',
    '42/_event,["disconnect",{}]',
    "42/_event," + "[" * 30_000,
    '42/_event,["event",{"name":' + "9" * 6_000 + "}]",
    '42/_event,["event",{"name":"\\ud800","payload":[]}]',
    "42/_event,0" + '["event",{}]',
    "42/_event\x00,[]",
    "b" + "A" * 50,
    "40/_event,[]",
    '40/_event,{"event":[]}',
    '40/_event,{"event":{"name":"nothing"}}',
]


@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
def test_what_no_page_of_ours_sends_ends_the_connection(built_app: Server, frame: str | bytes) -> None:
    with Tab(built_app.url) as tab:
        tab.raw(frame)
        assert ended(tab)
    assert built_app.process.poll() is None


def test_an_unknown_event_is_left_out_and_not_written_down(built_app: Server) -> None:
    before = built_app.log.stat().st_size
    with Tab(built_app.url, cookie="skolplattform-session=verysecretcookie") as tab:
        tab.open("/logga-in")
        for number in range(100):
            tab.event(f"nothing.of_ours_{number}", stolen="19850101-1234 verysecretpayload")
        assert tab.settle()
    written = built_app.log.read_bytes()[before:]
    assert len(written) < 20_000
    for secret in (b"verysecret", b"19850101-1234", b"19850101"):
        assert secret not in written


def test_a_flood_ends_the_connection_and_the_platform_goes_on(built_app: Server) -> None:
    frame = f"42{NAMESPACE},{json.dumps(['event', {'name': HYDRATED, 'payload': {'value': True}}])}"
    with Tab(built_app.url) as tab:
        with suppress(ConnectionClosed):
            for _ in range(3_000):
                tab.raw(frame)
        assert ended(tab)
    start = time.monotonic()
    with Tab(built_app.url) as tab:
        assert tab.open("/logga-in")
    assert time.monotonic() - start < 5


def test_one_session_opens_only_so_many_connections(built_app: Server, cookies: dict[str, str]) -> None:
    tabs: list[Tab] = []
    with suppress(Refused):
        tabs.extend(Tab(built_app.url, cookie=cookies["counsellor"]) for _ in range(80))
    assert 20 <= len(tabs) <= 60
    for tab in tabs:
        tab.close()
    with Tab(built_app.url, cookie=cookies["nurse"]) as other:
        assert other.open("/")


def test_the_first_packet_is_checked_as_well(built_app: Server) -> None:
    """Reflex's pages send their first event inside the connect packet."""
    with Tab(built_app.url) as tab:
        tab.raw(f"41{NAMESPACE},")
        packet = {"event": {"name": BOOT, "payload": {"vars": {"x": 1}}, "router_data": {"pathname": "/logga-in"}}}
        tab.raw(f"40{NAMESPACE},{json.dumps(packet)}")
        assert "who" not in str(tab.collect(1))
