"""Sending a notice outwards: by apprise to the target the installation has chosen, else to a file.

A notice says that something waits and where to read it: never whom it is about.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote

from skolplattform.core import clock
from skolplattform.core.config import settings

FILE = "notices.jsonl"


class Undelivered(Exception):
    """The notice did not get through; it is tried again."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached; empty where the register knows nothing."""

    email: str = ""
    phone: str = ""


def send(address: Address, title: str, body: str) -> None:
    """Send one notice. `SKOLPLATTFORM_NOTIFY_URL` may hold `{email}` or `{phone}`.

    Raises:
        Undelivered: no address of the kind the target needs, or the target refused.
    """
    target = settings().notify_url
    if not target:
        _to_file(address, title, body)
        return
    wanted = {"email": address.email, "phone": address.phone}
    if any(f"{{{name}}}" in target and not value for name, value in wanted.items()):
        raise Undelivered("no address")
    import apprise

    sender = apprise.Apprise()
    sender.add(target.format(**{name: quote(value, safe="") for name, value in wanted.items()}))
    if not sender.notify(title=title, body=body):
        raise Undelivered("the target refused")


def _to_file(address: Address, title: str, body: str) -> None:
    """The embedded default: one line for each notice in a file under the data folder."""
    folder = settings().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    line = {"at": clock.now().isoformat(), "to": address.email or address.phone, "title": title, "body": body}
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
