"""How deep JSON is nested, told while its bytes pass: a reader's memory grows with the square of it."""

import re
from itertools import accumulate

_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_PLAIN = bytes(byte for byte in range(256) if byte not in b'"[]{}')
_STEPS = [1 if byte in b"[{" else -1 for byte in range(256)]


class Depth:
    """Counts brackets outside texts, chunk by chunk."""

    def __init__(self) -> None:
        self._now = 0
        self._in_text = False
        self._after_escape = False

    def deepest(self, data: bytes) -> int:
        """The deepest nesting in these bytes, those before them counted in."""
        parts = self._unescaped(data).translate(None, _PLAIN).split(b'"')
        outside = b"".join(parts[self._in_text :: 2])
        self._in_text ^= len(parts) % 2 == 0
        depths = list(accumulate(map(_STEPS.__getitem__, outside), initial=self._now))
        self._now = depths[-1]
        return max(depths)

    def _unescaped(self, data: bytes) -> bytes:
        """The bytes without what stands after a backslash, so that every quote left begins or ends a text."""
        if self._after_escape and data:
            data, self._after_escape = data[1:], False
        if b"\\" in data:
            data = _ESCAPED.sub(b"", data)
            self._after_escape = data.endswith(b"\\")
        return data
