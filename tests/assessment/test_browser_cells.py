"""What the grid holds in the browser (`assets/keycells.js`), run in Node with the few hooks it needs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from setup.environment import ROOT, environment

STANDINS = Path(__file__).parent / "browser"


def test_nothing_typed_is_lost_or_overwrites_a_colleague(tmp_path: Path) -> None:
    source = (ROOT / "assets" / "keycells.js").read_text(encoding="utf-8")
    source = source.replace('"react"', '"./react.mjs"').replace('"$/public/drafts.js"', '"./drafts.mjs"')
    (tmp_path / "keycells.mjs").write_text(source, encoding="utf-8")
    for standin in STANDINS.glob("*.mjs"):
        shutil.copy(standin, tmp_path)
    node = shutil.which("node", path=environment()["PATH"]) or "node"
    done = subprocess.run([node, "scenario.mjs"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
