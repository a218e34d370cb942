"""The browser writes days, times and numbers as the server does."""

import json
import subprocess
from datetime import date, time

import pytest

from setup.environment import BIN, ROOT
from skolplattform.i18n import LANGUAGES, format, text

SCRIPT = (ROOT / "assets" / "i18n.js").read_text(encoding="utf-8")
REACT = 'import { useSyncExternalStore } from "react";'
DAYS = [date(2026, 11, 17), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(2027, 5, 2)]


def _in_browser(expression: str) -> object:
    assert REACT in SCRIPT
    program = SCRIPT.replace(REACT, "const useSyncExternalStore = () => {};")
    program += f"\nconsole.log(JSON.stringify({expression}));"
    node = [str(BIN / "node"), "--input-type=module", "-"]
    done = subprocess.run(node, input=program, capture_output=True, text=True, check=True, timeout=30)
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["long", "short", "date"])
def test_days(language: str, style: str) -> None:
    asked = json.dumps([day.isoformat() for day in DAYS])
    shown = _in_browser(f"{asked}.map((iso) => spDay('{language}', iso, '{style}'))")
    assert shown == [format.day(day, language, style=style) for day in DAYS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_and_numbers(language: str) -> None:
    shown = _in_browser(
        f"[spClock('{language}', '08:30'), spPercent('{language}', 0.925, 1), spNumber('{language}', 12345.5, 1)]"
    )
    assert shown == [
        format.clock_time(time(8, 30), language),
        format.percent(0.925, language),
        format.number(12345.5, language, decimals=1),
    ]


def test_phrases() -> None:
    phrase = json.dumps({"one": "{n} sak", "other": "{n} saker"})
    assert _in_browser(f"[1, 3].map((n) => spSay('sv', {phrase}, {{ n }}))") == ["1 sak", "3 saker"]
    nested = "spSay('en', 'Page {page} of {who}', { page: 2, who: { sv: 'alla', en: 'all' } })"
    assert _in_browser(nested) == text("ui.pager.where", "en", page=2, last="all")
