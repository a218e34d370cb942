"""An import that is let go while it is at work stops before its next rows, and leaves the register as it was."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from skolplattform.core import clock, db, modules
from skolplattform.core.actor import Workspace
from skolplattform.core.config import settings
from skolplattform.core.tables import AuditEntry
from skolplattform.interop import service, work
from skolplattform.interop.contract import RunState
from skolplattform.interop.progress import Step, Written
from skolplattform.interop.tables import ImportRun
from skolplattform.registry.tables import Person
from tests.interop import exports
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where imports keep their files in this test."""
    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    modules.load()
    return tmp_path


def _handed_over(school: School, tmp_path: Path) -> UUID:
    """New persons of the administrator's own unit."""
    rows = [exports.person(f"ny {n}", civic) for n, civic in enumerate(exports.CIVIC)]
    source = exports.write(tmp_path / "export", {"persons": rows})
    with db.unit() as session:
        run_id = service.begin(session, school.administrator, name="export", size=1)
    work.keep_reach(run_id, school.administrator)
    shutil.copytree(source, work.folder_of(run_id) / "files")
    return run_id


def _state(run_id: UUID) -> RunState:
    with db.reading() as session:
        return RunState(session.get_one(ImportRun, run_id).state)


@pytest.fixture
def let_go_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Step], list[Step]]:
    """Ask the work to stop as soon as it has told of a step; what it told of is kept in the list."""

    def at(step: Step) -> list[Step]:
        told: list[Step] = []
        show = Written.show

        def noticed(progress: Written, now: Step, done: int, total: int) -> None:
            show(progress, now, done, total)
            told.append(now)
            if now is step:
                progress._stop.touch()

        monkeypatch.setattr(Written, "show", noticed)
        return told

    return at


@pytest.mark.parametrize("step", [Step.READING, Step.CHECKING, Step.COMPARING])
def test_a_check_stops_where_it_is(school: School, folder: Path, let_go_at, step: Step) -> None:
    run_id, before, told = _handed_over(school, folder), exports.content(), let_go_at(step)
    work.carry_out("check", run_id)
    assert told.count(step) == 1, "nothing more was done"
    assert told[-1] is step
    assert _state(run_id) is RunState.CANCELLED
    assert not work.folder_of(run_id).exists()
    assert exports.content() == before


def test_what_is_being_taken_in_is_given_back(school: School, folder: Path, let_go_at) -> None:
    run_id, before = _handed_over(school, folder), exports.content()
    work.carry_out("check", run_id)
    with db.unit() as session:
        service.approve(session, school.administrator, run_id)
    told = let_go_at(Step.TAKING)
    work.carry_out("take", run_id)
    assert told == [Step.TAKING]
    assert _state(run_id) is RunState.CANCELLED
    assert exports.content() == before
    with db.reading() as session:
        steps = [e.detail["step"] for e in session.exec(select(AuditEntry).where(AuditEntry.entity == "import_run"))]
        assert steps == ["begin", "approve", "cancel"]
        assert session.exec(select(Person).where(Person.family_name == "Provsson")).all() == []


def test_after_one_that_was_stopped_the_next_may_begin(school: School, folder: Path, let_go_at) -> None:
    run_id = _handed_over(school, folder)
    let_go_at(Step.READING)
    work.carry_out("check", run_id)
    with db.unit() as session:
        assert service.begin(session, school.administrator, name="again", size=1)


def test_cancel_on_the_page_stops_the_process(
    school: School, folder: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real thing: the button while another thread takes rows in and holds the database."""
    from skolplattform.interop.pages.import_state import ImportState

    run_id, before = _handed_over(school, folder), exports.content()
    tab = pages.tab(cookie(school.people["administrator"], Workspace.ADMINISTRATOR))
    work.carry_out("check", run_id)
    at_work, show = threading.Event(), Written.show

    def slowly(progress: Written, now: Step, done: int, total: int) -> None:
        at_work.set()
        for _ in range(200):
            show(progress, now, done, total)
            time.sleep(0.05)

    monkeypatch.setattr(Written, "show", slowly)
    monkeypatch.setattr(work, "start", lambda step, run: None)
    tab.open("/register/import")
    tab.call(ImportState.take, run_id=str(run_id))
    moment = clock.now()

    def take() -> None:
        with clock.fixed(moment):
            work.carry_out("take", run_id)

    worker = threading.Thread(target=take)
    worker.start()
    assert at_work.wait(20)
    tab.call(ImportState.cancel, run_id=str(run_id))
    worker.join(20)
    assert not worker.is_alive()
    assert _state(run_id) is RunState.CANCELLED
    tab.call(ImportState.refresh)
    assert tab.variable(ImportState, "is_going") is False
    assert exports.content() | {"auth_session": []} == before
