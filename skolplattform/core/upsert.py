"""An insert that can say what happens when the row is there already, in the words of the database in use."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_for(dialect_name: str, table: Table) -> Any:
    """The insert of a database, for a statement that is built once for each."""
    return (postgresql if dialect_name == "postgresql" else sqlite).insert(table)


def insert_into(session: Session, table: Table) -> Any:
    """The insert of this session's database."""
    return insert_for(session.get_bind().dialect.name, table)
