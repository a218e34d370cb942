"""The rows of one SS 12000 list, one at a time: memory does not grow with the file."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import ijson

from skolplattform.interop.formats.faults import Fault, Severity, Unreadable
from skolplattform.interop.formats.files import ListFile, Measured

_NEXT_PAGE = re.compile(rb'"pageToken"\s*:\s*"[^"]')
_BROKEN = (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def rows(file: ListFile, limit: int, tell: Callable[[Fault], None]) -> Iterator[tuple[int, Any]]:
    """(place from 1, value) of each row in `{"data": [...]}` or `[...]`; `tell` hears when more pages are promised.

    Raises:
        Unreadable: broken JSON (said with the last good row), no list in it, wrongly packed or too large.
    """
    place = 0
    with file.open(limit) as stream:
        start = _start(stream)
        prefix = "item" if start.startswith(b"[") else "data.item"
        try:
            for row in ijson.items(_Whole(start, stream), prefix, use_float=True):
                place += 1
                yield place, row
        except _BROKEN as error:
            raise Unreadable("broken_json", file.name, row=place) from error
        if _NEXT_PAGE.search(stream.tail):
            tell(Fault("pageToken", "more_pages", severity=Severity.WARNING))
    if place == 0 and start.startswith(b"{") and not _has_list(file, limit):
        raise Unreadable("no_list", file.name)


class _Whole:
    """The stream with its start put back."""

    def __init__(self, start: bytes, rest: Measured) -> None:
        self._start, self._rest = start, rest

    def read(self, size: int = -1) -> bytes:
        """The next bytes; a size of 0 is ijson asking what kind of stream it is."""
        if size == 0:
            return b""
        data, self._start = self._start, b""
        return data or self._rest.read(size)


def _start(stream: Measured) -> bytes:
    """The first bytes, from the first that means something."""
    data = stream.read().removeprefix(_BYTE_ORDER_MARK)
    while data and not data.strip():
        data = stream.read()
    return data.lstrip()


def _has_list(file: ListFile, limit: int) -> bool:
    with file.open(limit) as stream:
        events = ijson.parse(_Whole(_start(stream), stream), use_float=True)
        return any(prefix == "data" and event == "start_array" for prefix, event, _ in events)
