"""Counts the SQL that a block sends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from skolplattform.core import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that the block sends, transaction control left out."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with db.reading() as session:
        reader = session.get_bind()
    engines = (db.engine(), reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
