"""A running platform, its people's cookies, and a way to see that nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import MetaData, Select, Table, create_engine, select

from skolplattform.attendance.service.limits import KIND as LIMIT_PASSED
from skolplattform.attendance.service.notices import CORRECTED, ESCALATED, UNREPORTED
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
# The clock goes on while the attacks run: jobs count, remind of lessons, and choose channels for what waits.
WRITTEN_BY_JOBS = {"attendance_day", "attendance_period", "limit_passed", "notice_delivery"}
# What waited may have stopped being true when its channels are chosen: then it is withdrawn, and who knew is told.
TOLD_BY_JOBS = (UNREPORTED, ESCALATED, LIMIT_PASSED, CORRECTED)
CHOSEN_BY_JOBS = {"planned_at", "sent_at", "withdrawn_at", "dedupe_key"}


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
    """A fingerprint of every table, but for what a visit leaves as its trace and what a job does by itself."""

    def fingerprints() -> dict[str, str]:
        engine = create_engine(built_app.database_url)
        tables = MetaData()
        tables.reflect(engine)
        found = {}
        with engine.connect() as connection:
            for table in tables.sorted_tables:
                if table.name not in LEAVES_TRACES | WRITTEN_BY_JOBS:
                    rows = sorted(repr(tuple(row)) for row in connection.execute(_by_people(table)))
                    found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        engine.dispose()
        return found

    return fingerprints


def _by_people(table: Table) -> Select[Any]:
    """The rows and columns of a table that only people change."""
    if table.name != "outbox_message":
        return select(table)
    columns = [column for column in table.columns if column.name not in CHOSEN_BY_JOBS]
    return select(*columns).where(table.c.kind.not_in(TOLD_BY_JOBS))
