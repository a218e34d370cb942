"""Many rows at once: COPY on PostgreSQL, executemany on SQLite, in batches, so that memory stays flat with size."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Session, SQLModel

BATCH = 20_000

Row = dict[str, Any]


class BulkWriter:
    """Inserts rows given as dicts of column values; tables are flushed in the order they were first named.

    Use it in one transaction, for new rows only. Columns that a row leaves out get the column's plain default.
    """

    def __init__(self, session: Session, batch: int = BATCH) -> None:
        self._session = session
        self._batch = batch
        self._rows: dict[type[SQLModel], list[Row]] = {}
        self._defaults: dict[type[SQLModel], Row] = {}
        self._on_postgresql = session.get_bind().dialect.name == "postgresql"
        self.written: defaultdict[str, int] = defaultdict(int)

    def into(self, session: Session) -> None:
        """Go on in another transaction; everything queued must have been flushed."""
        self._session = session

    def add(self, table: type[SQLModel], row: Row) -> None:
        """Queue one row; writes a batch when enough have gathered."""
        rows = self._rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= self._batch:
            self.flush()

    def flush(self) -> None:
        """Write everything that is queued, parents before children."""
        for table, rows in self._rows.items():
            if rows:
                self._write(table, rows)
                self.written[str(table.__tablename__)] += len(rows)
                self._rows[table] = []

    def _write(self, table: type[SQLModel], rows: list[Row]) -> None:
        defaults = self._defaults.setdefault(table, _plain_defaults(_table(table)))
        columns = [name for name in _table(table).columns.keys() if name in rows[0] or name in defaults]  # noqa: SIM118
        if self._on_postgresql:
            self._copy(table, columns, defaults, rows)
        else:
            self._execute_many(table, columns, defaults, rows)

    def _execute_many(self, table: type[SQLModel], columns: list[str], defaults: Row, rows: list[Row]) -> None:
        binders = _sqlite_binders(_table(table), columns)
        names = ", ".join(f'"{name}"' for name in columns)
        statement = f'INSERT INTO "{table.__tablename__}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
        cursor = self._session.connection().connection.cursor()
        cursor.executemany(
            statement,
            [[bind(row.get(name, defaults.get(name))) for name, bind in binders] for row in rows],
        )
        cursor.close()

    def _copy(self, table: type[SQLModel], columns: list[str], defaults: Row, rows: list[Row]) -> None:
        from psycopg.types.json import Jsonb

        json_columns = {c.name for c in _table(table).columns if c.type.__class__.__name__ == "JSON"}
        names = ", ".join(f'"{name}"' for name in columns)
        cursor = self._session.connection().connection.cursor()
        with cursor.copy(f'COPY "{table.__tablename__}" ({names}) FROM STDIN') as copy:  # pyright: ignore
            for row in rows:
                copy.write_row(
                    [
                        Jsonb(row.get(name, defaults.get(name)))
                        if name in json_columns
                        else row.get(name, defaults.get(name))
                        for name in columns
                    ]
                )
        cursor.close()


def _table(table: type[SQLModel]) -> Table:
    return table.__table__  # pyright: ignore[reportAttributeAccessIssue]


def _plain_defaults(table: Table) -> Row:
    """Defaults that are constants; keys made by a function must be given in the row."""
    found: Row = {}
    for column in table.columns:
        if column.default is not None and column.default.is_scalar:
            found[column.name] = column.default.arg  # pyright: ignore[reportAttributeAccessIssue]
    return found


def _sqlite_binders(table: Table, columns: list[str]) -> list[tuple[str, Callable[[Any], Any]]]:
    """How each column's Python value is stored by SQLite, the same as the ORM stores it."""
    import json

    def plain(value: Any) -> Any:
        if isinstance(value, UUID):
            return value.bytes
        if isinstance(value, datetime):
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, time):
            return value.strftime("%H:%M:%S.%f")
        return value

    def as_json(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    kinds = {column.name: column.type.__class__.__name__ for column in table.columns}
    return [(name, as_json if kinds[name] == "JSON" else plain) for name in columns]
