"""Ten thousand frames that nobody planned: the platform neither falls nor changes. SKOLPLATTFORM_FUZZ sets how many."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from contextlib import suppress

import httpx2
from websockets.exceptions import ConnectionClosed

from skolplattform.ui.frames import Verdict, judge
from tests.support.payloads import handlers, own
from tests.support.server import Server
from tests.support.socket import NAMESPACE, Refused, Tab

FRAMES = int(os.environ.get("SKOLPLATTFORM_FUZZ", "10000"))
SEED = int(os.environ.get("SKOLPLATTFORM_SEED", "1"))
PER_CONNECTION = 120


def noise(chance: random.Random, depth: int = 0) -> object:
    """A JSON value of any kind."""
    kinds = 9 if depth < 4 else 7
    kind = chance.randrange(kinds)
    plain: list[object] = [
        None,
        True,
        -1,
        2**70,
        1.5e300,
        "",
        chance.choice(["\u0000", "å" * 40, "../", "' OR 1=1 --"]),
    ]
    if kind < len(plain):
        return plain[kind]
    if kind == 7:
        return [noise(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {str(noise(chance, 9)): noise(chance, depth + 1) for _ in range(chance.randrange(4))}


def frame(chance: random.Random, names: list[str]) -> str:
    """A frame that is nearly right: a true name with a false payload, a true shape with a byte changed."""
    event = {"name": chance.choice(names), "payload": noise(chance), "router_data": noise(chance)}
    if chance.random() < 0.5:
        event["payload"] = {str(key): noise(chance) for key in range(chance.randrange(3))}
        event["router_data"] = {"pathname": chance.choice(["/", "/hem", "x", "\u0000"]), "asPath": noise(chance, 9)}
    text = f"42{NAMESPACE},{json.dumps(['event', event])}"
    if chance.random() < 0.2:
        place = chance.randrange(len(text))
        text = text[:place] + chr(chance.randrange(32, 0x2FF)) + text[place + 1 :]
    return text


def test_ten_thousand_frames_change_nothing(
    built_app: Server, cookies: dict[str, str], contents: Callable[[], dict[str, str]]
) -> None:
    chance, names, before, sent = random.Random(SEED), sorted(handlers()), contents(), 0
    people = ["", *sorted(set(cookies) - {"counsellor"})]
    log = built_app.log.stat().st_size
    while sent < FRAMES:
        who = people[(sent // PER_CONNECTION) % len(people)]
        with suppress(Refused, ConnectionClosed), Tab(built_app.url, cookie=cookies.get(who, "")) as tab:
            for _ in range(PER_CONNECTION):
                sent += 1
                tab.raw(frame(chance, names))
        sent += 1
    assert built_app.process.poll() is None
    assert httpx2.get(f"{built_app.url}/ping", timeout=10).is_success
    assert contents() == before
    written = built_app.log.read_text(errors="replace")[log:]
    failures = [line for line in written.splitlines() if "handler.failed" in line or line.startswith("Traceback")]
    assert not failures, failures[0][-1_500:]


def test_the_judge_never_fails() -> None:
    """The shape check alone, much faster: any text at all gets a verdict."""
    chance, names = random.Random(SEED), sorted(own())
    for _ in range(FRAMES * 2):
        text = frame(chance, names)
        cut = text[: chance.randrange(len(text) + 1)] if chance.random() < 0.3 else text
        assert judge(cut, NAMESPACE, names) in Verdict
