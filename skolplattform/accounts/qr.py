"""The key of an authenticator app as a square that the phone's camera reads, drawn as one path: no image, no markup."""

from dataclasses import dataclass
from itertools import groupby

import segno

MARGIN = 4
"""White squares around the code, which readers ask for."""


@dataclass(frozen=True, slots=True)
class Qr:
    """`path` draws the dark squares in a box of `size` by `size`."""

    path: str = ""
    size: int = 0


def drawn(text: str) -> Qr:
    """The code of a text."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    runs = [run for line, row in enumerate(rows) for run in _runs(line, row)]
    return Qr("".join(runs), len(rows) + 2 * MARGIN)


def _runs(line: int, row: bytes) -> list[str]:
    """The dark stretches of a row, each as a rectangle one square high."""
    found, column = [], 0
    for is_dark, squares in groupby(row):
        length = len(list(squares))
        if is_dark:
            found.append(f"M{column + MARGIN} {line + MARGIN}h{length}v1h-{length}z")
        column += length
    return found
