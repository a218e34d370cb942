"""The stage of an import: the rows of an export as read, in a file of their own, while they are checked.

The school's database is neither read nor locked while an export is being read; memory does not grow with it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from skolplattform.core.ids import id_of
from skolplattform.interop.formats.faults import Fault, Severity
from skolplattform.interop.formats.fields import Row

BATCH = 500
_written = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
ROW_ITSELF = ("", -1)

_SCHEMA = """
CREATE TABLE row (
    n INTEGER PRIMARY KEY, entity TEXT NOT NULL, id BLOB, file TEXT NOT NULL, place INTEGER NOT NULL,
    bad INTEGER NOT NULL, label TEXT NOT NULL, data TEXT NOT NULL, first BLOB, second BLOB, day TEXT, amount INTEGER,
    unit BLOB
);
CREATE TABLE ref (
    n INTEGER NOT NULL, field TEXT NOT NULL, list TEXT NOT NULL, pos INTEGER NOT NULL,
    entity TEXT NOT NULL, target BLOB NOT NULL
);
CREATE TABLE bad_item (n INTEGER NOT NULL, list TEXT NOT NULL, pos INTEGER NOT NULL, PRIMARY KEY (n, list, pos));
CREATE TABLE problem (
    p INTEGER PRIMARY KEY, severity TEXT NOT NULL, file TEXT NOT NULL, place INTEGER NOT NULL,
    entity TEXT NOT NULL, id BLOB, label TEXT NOT NULL, field TEXT NOT NULL, code TEXT NOT NULL, params TEXT NOT NULL
);
CREATE TABLE known (entity TEXT NOT NULL, id BLOB NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
CREATE TABLE list (entity TEXT PRIMARY KEY);
CREATE TABLE gone (entity TEXT NOT NULL, id BLOB NOT NULL, file TEXT NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS row_id ON row (entity, id);
CREATE INDEX IF NOT EXISTS row_first ON row (entity, first);
CREATE INDEX IF NOT EXISTS ref_row ON ref (n);
"""

# The values of a row that checks join on: (first id, second id, day, amount, unit).
_JOINED = {
    "calendarEvents": lambda v: (v.get("activity_id"), None, v.get("day"), v.get("minutes_student"), None),
    "activities": lambda v: (None, None, None, None, v.get("unit_id")),
    "attendances": lambda v: (
        v.get("calendar_event_id"),
        v.get("student_id"),
        None,
        v.get("valid", 0) + v.get("invalid", 0) + v.get("other", 0),
        None,
    ),
    "absences": lambda v: (v.get("student_id"), None, None, None, v.get("unit_id")),
}


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A row without faults, as it will be compared and stored."""

    n: int
    id: UUID
    values: dict[str, Any]
    lists: dict[str, list[dict[str, Any]]]
    unit: UUID | None
    incomplete: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the report."""

    severity: Severity
    file: str
    place: int
    entity: str
    entity_id: str
    label: str
    field: str
    code: str
    params: dict[str, str | int]


class Stage:
    """The staged rows of one import."""

    def __init__(self, path: Path) -> None:
        is_new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;")
        if is_new:
            self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """A statement of the checks."""
        self._connection.execute(statement, values).close()

    def many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """A statement for many values, in one go."""
        self.run("BEGIN")
        self._connection.executemany(statement, values).close()
        self.run("COMMIT")

    def ask(self, question: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a question, one at a time."""
        with closing(self._connection.cursor()) as cursor:
            yield from cursor.execute(question, values)

    def one(self, question: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, None when there is none."""
        found = self._connection.execute(question, values).fetchone()
        return found[0] if found else None

    def add(self, entity: str, file: str, rows: Sequence[tuple[int, Row]]) -> None:
        """Put read rows on the stage, each with its place in the file."""
        number = self.one("SELECT coalesce(max(n), 0) FROM row") + 1
        numbered = [(number + i, place, row) for i, (place, row) in enumerate(rows)]
        self.run("BEGIN")
        self._connection.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row_values(entity, file, n, place, row) for n, place, row in numbered),
        )
        self._connection.executemany(
            "INSERT INTO ref VALUES (?, ?, ?, ?, ?, ?)",
            (
                (n, r.field, *(r.item or ROW_ITSELF), r.entity, bytes.fromhex(r.target))
                for n, _, row in numbered
                for r in row.references
            ),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO bad_item VALUES (?, ?, ?)",
            (
                (n, name, pos)
                for n, _, row in numbered
                for name, pos, fault in row.item_faults
                if fault.severity is Severity.ERROR
            ),
        )
        for _, place, row in numbered:
            for fault in (*row.faults, *(fault for _, _, fault in row.item_faults)):
                self.tell(fault, entity=entity, file=file, place=place, row_id=bytes.fromhex(row.id), label=row.label)
        self.run("COMMIT")

    def finish_reading(self, entities: Iterable[str]) -> None:
        """All rows are there: remember which lists the export brought, and make them quick to look up."""
        self.many("INSERT OR IGNORE INTO list VALUES (?)", [(entity,) for entity in entities])
        self._connection.executescript(_INDEXES)

    def tell(
        self,
        fault: Fault,
        *,
        entity: str = "",
        file: str = "",
        place: int = 0,
        row_id: bytes | None = None,
        label: str = "",
    ) -> None:
        """Add a line to the report."""
        self.run(
            "INSERT INTO problem (severity, file, place, entity, id, label, field, code, params)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                fault.severity.value,
                file,
                place,
                entity,
                row_id or None,
                label,
                fault.field,
                fault.code,
                json.dumps(fault.params),
            ),
        )

    def tell_at(self, fault: Fault, n: int) -> None:
        """Add a line about a staged row; the row itself stays."""
        entity, file, place, row_id, label = next(
            self.ask("SELECT entity, file, place, id, label FROM row WHERE n = ?", (n,))
        )
        self.tell(fault, entity=entity, file=file, place=place, row_id=row_id, label=label)

    def tell_rows(self, fault: Fault, numbers: Iterable[int]) -> None:
        """Add the same line for several rows; an error keeps them out."""
        chosen = list(numbers)
        for n in chosen:
            self.tell_at(fault, n)
        if fault.severity is Severity.ERROR:
            self.many("UPDATE row SET bad = 1 WHERE n = ?", [(n,) for n in chosen])

    def set_aside_file(self, file: str) -> None:
        """No row of the file is taken: it could not be read to its end."""
        self.run("UPDATE row SET bad = 1 WHERE file = ?", (file,))

    def entities(self) -> frozenset[str]:
        """The lists that the export brought."""
        return frozenset(entity for (entity,) in self.ask("SELECT entity FROM list"))

    def gone(self, entity: str) -> Iterator[list[UUID]]:
        """What has left of a list, in batches."""
        last = b""
        question = "SELECT id FROM gone WHERE entity = ? AND id > ? ORDER BY id LIMIT ?"
        while found := [row_id for (row_id,) in self.ask(question, (entity, last, BATCH))]:
            last = found[-1]
            yield [id_of(row_id) for row_id in found]

    def good(self, entity: str) -> Iterator[list[StagedRow]]:
        """The rows of a list without faults, in batches, in the order of the file."""
        last = 0
        while True:
            found = list(
                self.ask(
                    "SELECT n, id, data, unit FROM row WHERE entity = ? AND bad = 0 AND n > ? ORDER BY n LIMIT ?",
                    (entity, last, BATCH),
                )
            )
            if not found:
                return
            last = found[-1][0]
            yield self._staged(found)

    def _staged(self, found: list[tuple[Any, ...]]) -> list[StagedRow]:
        aside: dict[int, set[tuple[str, int]]] = {}
        question = "SELECT n, list, pos FROM bad_item WHERE n BETWEEN ? AND ?"
        for n, name, pos in self.ask(question, (found[0][0], found[-1][0])):
            aside.setdefault(n, set()).add((name, pos))
        return [_staged_row(row, aside.get(row[0], set())) for row in found]

    def problems(self) -> Iterator[Problem]:
        """The report, errors first, in the order of the files."""
        question = (
            "SELECT severity, file, place, entity, id, label, field, code, params FROM problem ORDER BY severity, p"
        )
        for severity, file, place, entity, row_id, label, field, code, params in self.ask(question):
            shown = str(UUID(bytes=row_id)) if row_id else ""
            yield Problem(Severity(severity), file, place, entity, shown, label, field, code, json.loads(params))


def _row_values(entity: str, file: str, n: int, place: int, row: Row) -> tuple[Any, ...]:
    values = row.values
    first, second, day, amount, unit = _JOINED.get(entity, lambda _: (None,) * 5)(values)
    return (
        n,
        entity,
        bytes.fromhex(row.id) if row.id else None,
        file,
        place,
        int(row.is_bad),
        row.label,
        _written({"values": values, "lists": row.lists}),
        bytes.fromhex(first) if first else None,
        bytes.fromhex(second) if second else None,
        day,
        amount,
        bytes.fromhex(unit) if unit else None,
    )


def _staged_row(found: tuple[Any, ...], aside: set[tuple[str, int]]) -> StagedRow:
    n, row_id, data, unit = found
    read = json.loads(data)
    lists = read["lists"]
    if aside:
        lists = {n: [item for item in items if (n, item["_place"]) not in aside] for n, items in lists.items()}
    incomplete = frozenset(name for name, _ in aside)
    return StagedRow(n, id_of(row_id), read["values"], lists, id_of(unit) if unit else None, incomplete)
