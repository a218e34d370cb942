"""The rows of one SS 12000 list, one at a time: memory does not grow with the file."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import ijson

from skolplattform.interop.formats.faults import Fault, Severity, Unreadable
from skolplattform.interop.formats.files import ListFile, Measured

_NEXT_PAGE = re.compile(rb'"pageToken"\s*:\s*"[^"]')
_BROKEN = (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError)
INSIDE = ("map_key", "end_map", "end_array")
SPELT_OTHERWISE = {"activitites": "activities"}
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


def deleted(file: ListFile, limit: int) -> Iterator[tuple[int, str, Any]]:
    """(place from 1, list, id) of each removed row in `{"data": {"persons": ["..."]}}`.

    Raises:
        Unreadable: broken JSON, nothing of the kind in it, wrongly packed or too large.
    """
    place, is_there = 0, False
    try:
        for prefix, event, value in _events(file, limit):
            is_there = is_there or (prefix == "data" and event == "start_map")
            parts = prefix.split(".")
            if len(parts) == 3 and parts[0] == "data" and parts[2] == "item" and event not in INSIDE:
                place += 1
                yield place, SPELT_OTHERWISE.get(parts[1], parts[1]), value
    except _BROKEN as error:
        raise Unreadable("broken_json", file.name, row=place) from error
    if not is_there:
        raise Unreadable("no_deleted", file.name)


def _events(file: ListFile, limit: int) -> Iterator[tuple[str, str, Any]]:
    with file.open(limit) as stream:
        yield from ijson.parse(_Whole(_start(stream), stream), use_float=True)


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
    return any(prefix == "data" and event == "start_array" for prefix, event, _ in _events(file, limit))
