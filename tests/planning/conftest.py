"""The small school with the catalogue of curricula in its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import event

from skolplattform.core import db
from skolplattform.planning.curriculum.loader import load_catalogue
from tests.support.school import School


@pytest.fixture
def planned(school: School) -> School:
    """The small school, where teachers can plan."""
    with db.unit() as session:
        load_catalogue(session)
    return school


@contextmanager
def statements(engine=None) -> Iterator[list[str]]:
    """The SQL that the block sends, transaction control left out."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engine = engine or db.engine()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def run(function, actor, *args: UUID, **kwargs):
    """One intention in a transaction of its own."""
    with db.unit() as session:
        return function(session, actor, *args, **kwargs)
