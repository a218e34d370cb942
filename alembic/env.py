"""How Alembic reaches the database: the platform's own engine and every module's tables.

The same migrations run on SQLite (whole tables are copied, "batch") and on PostgreSQL. A caller that already has a
connection, such as a test, passes it in `config.attributes["connection"]`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel import SQLModel

from skolplattform.core import db, modules
from skolplattform.core.ids import UuidKey


def is_ours(_object: object, name: str | None, kind: str, reflected: bool, _compared: object) -> bool:
    """Leave alone what is found in the database and belongs to others: search indexes and the job queue."""
    return not (reflected and kind == "table" and name not in SQLModel.metadata.tables)


def spelled(kind: str, thing: object, autogenerate: AutogenContext) -> str | Literal[False]:
    """Our own column type as a migration writes it; everything else as Alembic does."""
    if kind == "type" and isinstance(thing, UuidKey):
        autogenerate.imports.add("from skolplattform.core.ids import UuidKey")
        return "UuidKey()"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations on one connection, in one transaction where the database can."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=is_ours,
        render_item=spelled,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def references_untouched(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it and dropping the old one, which other tables' rows may point at.

    So their references are not looked at meanwhile, and all of them afterwards.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection
    raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]
    try:
        yield
        if broken := raw.execute("PRAGMA foreign_key_check").fetchmany(5):  # type: ignore[attr-defined]
            raise RuntimeError(f"rows point at nothing after the migration: {broken}")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[attr-defined]


def main() -> None:
    """Migrate over the connection that was passed in, else over a new one of the platform's engine."""
    modules.all_tables()
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    with db.engine().connect() as connection, references_untouched(connection):
        migrate(connection)
        connection.commit()


main()
