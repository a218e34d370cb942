"""Sending outwards: by apprise to the target the installation has chosen for a channel, else to a file.

What is sent says that something waits and where to read it: never whom it is about.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from skolplattform.core import clock
from skolplattform.core.config import settings

FILE = "notices.jsonl"
CHANNELS = ("email", "sms", "push")


class Undelivered(Exception):
    """The notice did not get through; it is tried again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One notice on its way by one channel. `number` is that of the delivery: the same letter is never two.

    `is_again`: a process took it before and may have sent it before it was stopped.
    """

    number: int
    channel: str
    to: str
    title: str
    body: str
    is_again: bool = False


def target(channel: str) -> str:
    """The apprise address of a channel, empty for the file."""
    chosen = settings()
    return {"email": chosen.notify_email_url, "sms": chosen.notify_sms_url, "push": chosen.notify_push_url}[channel]


def channels() -> tuple[str, ...]:
    """The channels that this installation offers: push only where it has somewhere to go."""
    return tuple(channel for channel in CHANNELS if channel != "push" or target(channel))


def send(letter: Letter) -> None:
    """Send one letter by apprise.

    Raises:
        Undelivered: the target refused.
    """
    import apprise

    filled = {name: quote(letter.to, safe="") for name in ("email", "phone", "person")}
    sender = apprise.Apprise()
    sender.add(target(letter.channel).format(**filled))
    if not sender.notify(title=letter.title, body=letter.body):
        raise Undelivered("the target refused")


def _file() -> Path:
    folder = settings().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    return folder / FILE


def in_file() -> frozenset[int]:
    """The letters that the file holds, by number: what a killed process wrote is not written again."""
    file = _file()
    if not file.exists():
        return frozenset()
    with file.open(encoding="utf-8") as lines:
        return frozenset(number for number in map(_number, lines) if number is not None)


def _number(line: str) -> int | None:
    """The number of a line; none where the process was killed in the middle of writing it."""
    try:
        return int(json.loads(line)["number"])
    except (ValueError, KeyError, TypeError):
        return None


def to_file(letters: Iterable[Letter]) -> None:
    """The embedded default: one line for each letter, on the disk when this returns."""
    moment = clock.now().isoformat()
    file = _file()
    broken = file.exists() and file.stat().st_size > 0 and not _ends_a_line(file)
    with file.open("a", encoding="utf-8") as lines:
        lines.write("\n" if broken else "")
        for letter in letters:
            line = {"number": letter.number, "at": moment, "channel": letter.channel, "to": letter.to}
            line |= {"title": letter.title, "body": letter.body}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def _ends_a_line(file: Path) -> bool:
    with file.open("rb") as content:
        content.seek(-1, 2)
        return content.read(1) == b"\n"
