"""A running platform, its people's cookies, and a way to see that nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import MetaData, create_engine, select

from skolplattform.core.actor import Workspace
from tests.support.school_rows import named_id
from tests.support.server import Server
from tests.support.sign_in import cookie_for

PEOPLE: dict[str, Workspace] = {
    "teacher": Workspace.TEACHER,
    "colleague": Workspace.TEACHER,
    "stranger": Workspace.TEACHER,
    "principal": Workspace.PRINCIPAL,
    "administrator": Workspace.ADMINISTRATOR,
    "nurse": Workspace.STUDENT_HEALTH,
    "counsellor": Workspace.STUDY_COUNSELLOR,
    "alva": Workspace.STUDENT,
    "rut": Workspace.GUARDIAN,
    "sten": Workspace.GUARDIAN,
    "ulf": Workspace.GUARDIAN,
}
LEAVES_TRACES = {"auth_session", "sign_in_attempt", "change"} | {
    # Whoever opens a page with secrecy-classed data stands in the log.
    "audit_chain",
    "audit_circle",
    "audit_circle_member",
    "audit_entry",
}
COUNTED_BY_JOBS = {"attendance_day", "attendance_period"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/attack" in str(item.path):
            item.add_marker(pytest.mark.attack)


@pytest.fixture(scope="session")
def cookies(built_app: Server) -> dict[str, str]:
    """A Cookie header for each of the small school's people."""
    return {name: cookie_for(built_app.database_url, named_id(name), workspace) for name, workspace in PEOPLE.items()}


@pytest.fixture(scope="session")
def person() -> Callable[[str], UUID]:
    return named_id


@pytest.fixture
def contents(built_app: Server) -> Callable[[], dict[str, str]]:
    """A fingerprint of every table, but for those where a visit leaves a trace or a job counts by itself."""

    def fingerprints() -> dict[str, str]:
        engine = create_engine(built_app.database_url)
        tables = MetaData()
        tables.reflect(engine)
        found = {}
        with engine.connect() as connection:
            for table in tables.sorted_tables:
                if table.name not in LEAVES_TRACES | COUNTED_BY_JOBS:
                    rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                    found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        engine.dispose()
        return found

    return fingerprints
