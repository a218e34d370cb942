"""How Alembic reaches the database: the platform's own engine and every module's tables.

The same migrations run on SQLite (whole tables are copied, "batch") and on PostgreSQL. A caller that already has a
connection, such as a test, passes it in `config.attributes["connection"]`.
"""

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


def main() -> None:
    """Migrate over the connection that was passed in, else over a new one of the platform's engine."""
    modules.all_tables()
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    with db.engine().connect() as connection:
        migrate(connection)
        connection.commit()


main()
