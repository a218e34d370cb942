"""Every handler, page, address, job and command has a reviewed row in `doors.txt`, and is open to whom it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session, select

from skolplattform.core import db, jobs, modules
from skolplattform.core.config import settings
from skolplattform.core.tables import AuditEntry
from tests.access import doors
from tests.support.school import School

FILE = Path(__file__).with_name("doors.txt")
NOBODY = "00000000-0000-0000-0000-000000000000"


def reviewed(*kinds: str) -> dict[str, str]:
    """The rows of these kinds: the door, and who may use it."""
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    rows = (line.partition("  ") for line in lines)
    return {name: roles.strip() for name, _, roles in rows if name.split()[0] in kinds}


def test_every_handler_is_open_to_whom_its_row_says() -> None:
    assert doors.handlers() == reviewed("handler")


def test_every_page_is_open_to_whom_its_row_says() -> None:
    assert doors.pages() == reviewed("page")


@pytest.mark.parametrize("kind", ["route", "job", "command"])
def test_every_other_door_has_a_row(kind: str) -> None:
    found = {"route": doors.routes, "job": doors.jobs, "command": doors.commands}[kind]()
    assert found == set(reviewed(kind))


def test_no_handler_that_shows_persons_is_open_to_visitors() -> None:
    """A visitor reaches the sign-in page and the frame's own messages.

    A registered tablet reaches its staff's names, and a supervisor's link one student's days, by a secret of their own.
    """
    open_to_visitors = {name for name, roles in reviewed("handler").items() if roles == doors.ANYBODY}
    open_to_visitors -= {"handler attendance.TabletState.load"}
    open_to_visitors -= {f"handler attendance.SupervisorState.{name}" for name in ("load", "confirm")}
    assert {name.split()[1].split(".")[0] for name in open_to_visitors} == {"accounts", "ui"}


def test_jobs_act_as_the_platform_and_in_nobodys_name(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    for job in (job for module in modules.load() for job in module.jobs):
        assert jobs.run(job), job.name
    with Session(db.engine()) as session:
        actors = {str(actor) for actor in session.exec(select(AuditEntry.actor_id)).all()}
    assert actors <= {NOBODY}
