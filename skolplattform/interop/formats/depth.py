"""How deep JSON is nested, told while its bytes pass: a reader's memory grows with the square of it."""

import re
from itertools import accumulate

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_INSIDE = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_ALL_BUT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


class Depth:
    """Counts brackets outside texts, chunk by chunk."""

    def __init__(self) -> None:
        self._now = 0
        self._in_text = False
        self._after_escape = False

    def deepest(self, data: bytes) -> int:
        """The deepest nesting in these bytes, those before them counted in."""
        rest = _STRING.sub(b"", data[self._end_of_text(data) :])
        opened = rest.find(b'"')
        if opened >= 0:
            text, rest = rest[opened + 1 :], rest[:opened]
            self._in_text = True
            self._after_escape = (len(text) - len(text.rstrip(b"\\"))) % 2 == 1
        steps = (1 if byte in b"[{" else -1 for byte in rest.translate(None, _ALL_BUT_BRACKETS))
        depths = list(accumulate(steps, initial=self._now))
        self._now = depths[-1]
        return max(depths)

    def _end_of_text(self, data: bytes) -> int:
        """Where a text ends that began in bytes before; 0 when none did."""
        if not self._in_text:
            return 0
        found = _INSIDE.match(data, 1 if self._after_escape and data else 0)
        end = found.end() if found else len(data)
        self._after_escape = data[end : end + 1] == b"\\"
        self._in_text = data[end : end + 1] != b'"'
        return len(data) if self._in_text else end + 1
