"""Reading the fields of one row: what is there, in the right form, with a fault for each that is not.

A field that is left out stays out of `values`, so that a smaller export leaves what the register already has;
a field that is null empties it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from skolplattform.core.clock import STOCKHOLM
from skolplattform.interop.formats.faults import Fault, Severity

MAX_ITEMS = 20_000
EARLIEST, LATEST = date(1850, 1, 1), date(2200, 1, 1)
OLDER_CODES = {"KOMVUX": "VUX"}
_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MISSING = object()
REMEMBERED = 16_384


class Reference(NamedTuple):
    """A field that points at another row. `item` is the list and number of the item it stands in, None: the row."""

    field: str
    entity: str
    target: str
    item: tuple[str, int] | None = None


@dataclass(slots=True)
class Row:
    """A row as read: values by column, items by list, references and faults. Faults of an item stand under it."""

    id: str = ""
    label: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    item_faults: list[tuple[str, int, Fault]] = field(default_factory=list)
    items_seen: dict[str, int] = field(default_factory=dict)

    @property
    def is_bad(self) -> bool:
        """Is there an error that keeps the whole row out?"""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


class Fields:
    """The fields of an object in a row; an item of a list has its own `Fields` that reports to the same row."""

    def __init__(self, raw: dict[str, Any], row: Row, item: tuple[str, int] | None = None, path: str = "") -> None:
        self.raw, self.row, self.item, self.path = raw, row, item, path
        self.values: dict[str, Any] = row.values if item is None else {}
        self.is_bad = False

    def fault(self, name: str, code: str, /, **params: str | int) -> None:
        """Note an error at the field."""
        self._note(Fault(self.path + name, code, params))
        self.is_bad = True

    def warn(self, name: str, code: str, /, **params: str | int) -> None:
        """Note a warning at the field."""
        self._note(Fault(self.path + name, code, params, Severity.WARNING))

    def _note(self, fault: Fault) -> None:
        if self.item is None:
            self.row.faults.append(fault)
        else:
            self.row.item_faults.append((*self.item, fault))

    def _raw(self, name: str, *, required: bool) -> Any:
        value = self.raw.get(name, _MISSING)
        if required and (value is _MISSING or value is None or value == ""):
            self.fault(name, "required")
            return _MISSING
        return value

    def string(self, name: str, column: str, longest: int, *, required: bool = False) -> str:
        """A text without control characters, cut by nobody: longer than `longest` is an error."""
        value = self._raw(name, required=required)
        if value is _MISSING:
            return ""
        if value is None:
            self.values[column] = ""
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.fault(name, "not_text")
        elif len(value := value.strip()) > longest:
            self.fault(name, "too_long", longest=longest)
        elif any((c < " " and c not in "\n\t\r") or "\ud800" <= c <= "\udfff" or c == "\x7f" for c in value):
            self.fault(name, "control_character")
        else:
            self.values[column] = value
            return value
        return ""

    def code(self, name: str, column: str, codes: type[StrEnum], *, required: bool = False) -> str:
        """A value of a code list."""
        value = self._raw(name, required=required)
        if value is _MISSING or value is None:
            return ""
        found = known_code(value, codes)
        if found is None:
            self.fault(name, "unknown_code", code=_shown(value))
            return ""
        self.values[column] = found
        return found

    def day(self, name: str, column: str, *, required: bool = False) -> date | None:
        """A date as YYYY-MM-DD."""
        value = self._raw(name, required=required)
        if value is _MISSING:
            return None
        if value is None:
            self.values[column] = None
            return None
        try:
            day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day <= LATEST:
            self.fault(name, "not_a_date")
            return None
        self.values[column] = day.isoformat()
        return day

    def moment(self, name: str, column: str, *, required: bool = False) -> datetime | None:
        """A date and time (RFC 3339); one without offset is the school's wall clock."""
        value = self._raw(name, required=required)
        if value is _MISSING or value is None:
            return None
        moment = _moment_of(value) if isinstance(value, str) and 16 <= len(value) <= 40 else None
        if moment is None:
            self.fault(name, "not_a_time")
            return None
        self.values[column] = moment.isoformat()
        return moment

    def whole(self, name: str, column: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`."""
        value = self.raw.get(name, _MISSING)
        if value is _MISSING or value is None:
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(name, "not_a_number")
            return None
        if not least <= value <= most:
            self.fault(name, "out_of_range", least=least, most=most)
            return None
        self.values[column] = value
        return value

    def flag(self, name: str, column: str) -> bool | None:
        """True or false."""
        value = self.raw.get(name, _MISSING)
        if value is _MISSING or value is None:
            return None
        if not isinstance(value, bool):
            self.fault(name, "not_a_flag")
            return None
        self.values[column] = value
        return value

    def refer(self, name: str, column: str, entity: str, *, required: bool = False) -> str | None:
        """A reference `{"id": ...}` to a row of another list."""
        value = self._raw(name, required=required)
        if value is _MISSING:
            return None
        if value is None:
            self.values[column] = None
            return None
        return self._point(name, column, entity, value)

    def refer_whole(self, column: str, entity: str) -> str | None:
        """The object itself as the reference, in lists of references."""
        return self._point("id", column, entity, self.raw)

    def _point(self, name: str, column: str, entity: str, value: Any) -> str | None:
        target = as_id(value.get("id")) if isinstance(value, dict) else None
        if target is None:
            self.fault(name, "not_a_reference")
            return None
        self.values[column] = target
        self.row.references.append(Reference(self.path + name, entity, target, self.item))
        return target

    def objects(self, name: str) -> Iterator[dict[str, Any]] | None:
        """The objects of a list; None when it is left out or is no list."""
        value = self.raw.get(name, _MISSING)
        if value is _MISSING:
            return None
        if value is None:
            return iter(())
        if not isinstance(value, list):
            self.fault(name, "not_a_list")
            return None
        if len(value) > MAX_ITEMS:
            self.fault(name, "too_many_items", limit=MAX_ITEMS)
            return None
        return self._objects(name, value)

    def _objects(self, name: str, items: list[Any]) -> Iterator[dict[str, Any]]:
        for place, item in enumerate(items):
            if isinstance(item, dict):
                yield item
            else:
                self.fault(f"{name}[{place}]", "not_an_object")

    def items(self, name: str, into: str) -> Iterator["Fields"]:
        """Each item of a list as fields of its own; the good ones are kept in the row's list `into`.

        An item with an error is set aside alone; the row stays. A list that is left out leaves no trace.
        """
        found = self.objects(name)
        if found is None:
            return
        kept = self.row.lists.setdefault(into, [])
        for place, raw in enumerate(found):
            number = self.row.items_seen[into] = self.row.items_seen.get(into, 0) + 1
            item = Fields(raw, self.row, (into, number), f"{name}[{place}].")
            yield item
            if not item.is_bad:
                item.values["_place"] = number
                kept.append(item.values)


def known_code(value: Any, codes: type[StrEnum]) -> str | None:
    """The code if the list has it, older names included; else None."""
    try:
        return codes(OLDER_CODES.get(value, value)).value if isinstance(value, str) else None
    except ValueError:
        return None


def as_id(value: Any) -> str | None:
    """A transfer id, a UUID of 36 characters, as its 32 hex digits. None for anything else."""
    return _id_of(value) if isinstance(value, str) and len(value) == 36 else None


@lru_cache(REMEMBERED)
def _id_of(value: str) -> str | None:
    """Remembered: a class of rows points at the same lesson, a term of lessons at the same activity."""
    return None if _UUID.fullmatch(value) is None else value.replace("-", "").lower()


@lru_cache(REMEMBERED)
def _moment_of(value: str) -> datetime | None:
    """The moment in UTC, None when the text is none. Remembered: lessons begin and end by the bell."""
    try:
        moment = datetime.fromisoformat(value)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment.date() <= LATEST else None


def _shown(value: Any) -> str:
    """An unknown code, short enough to print; anything but a plain word is only described."""
    is_word = isinstance(value, str) and len(value) <= 40 and value.isprintable() and sum(map(str.isdigit, value)) < 6
    return value if is_word else "?"
