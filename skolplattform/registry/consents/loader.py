"""Bring the platform's own kinds of consent into the database. Twice changes nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from skolplattform.registry.consents.tables import ConsentKind

FILE = Path(__file__).with_name("kinds.json")


def load_kinds(session: Session) -> None:
    """The questions of `kinds.json`; those that a city has put in the database itself stay as they are.

    So does the last day that a city has given one of these: what was ended is not asked, nor does it hold, again.
    """
    for asked in json.loads(FILE.read_text(encoding="utf-8")):
        there = session.get(ConsentKind, asked["code"])
        session.merge(ConsentKind(**_row(asked), end_date=there.end_date if there else None))


def _row(asked: dict[str, Any]) -> dict[str, Any]:
    words = {f"{part}_{language}": asked[part][language] for part in ("name", "meaning") for language in ("sv", "en")}
    plain = {name: asked[name] for name in ("code", "purpose", "position", "all_must")}
    return {**plain, **words, "start_date": date.fromisoformat(asked["start_date"])}
