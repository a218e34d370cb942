"""What the embedded default has sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from skolplattform.core import notify


def in_file(folder: Path) -> list[dict[str, Any]]:
    """Each letter of the file."""
    file = folder / notify.FILE
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
