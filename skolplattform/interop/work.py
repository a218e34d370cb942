"""An import's files on disk, and its steps as processes of their own: the pages stay quick, and memory comes back.

python -m skolplattform.interop.work check <run> <now>
python -m skolplattform.interop.work take|take-good <run> <now>
"""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

from skolplattform.core import clock, modules
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.config import settings
from skolplattform.interop import failure, service
from skolplattform.interop.contract import RunState
from skolplattform.interop.progress import Stopped, Written

STEPS = ("check", "take", "take-good")


def folder_of(run_id: UUID) -> Path:
    """Where an import's files are: outside everything that is served."""
    return settings().data_dir / "imports" / str(run_id)


def source_of(run_id: UUID) -> Path:
    """The export as it was handed over: a zip, or a folder of files."""
    folder = folder_of(run_id)
    archive = folder / "export.zip"
    return archive if archive.exists() else folder / "files"


def stage_of(run_id: UUID) -> Path:
    """The stage of the import."""
    return folder_of(run_id) / "stage.db"


def progress_of(run_id: UUID) -> Path:
    """How far it has come."""
    return folder_of(run_id) / "progress.json"


def stop_of(run_id: UUID) -> Path:
    """The file that asks the step at work to stop."""
    return folder_of(run_id) / "stop"


def ask_to_stop(run_id: UUID) -> None:
    """Ask the step at work to stop before its next rows; it forgets the files itself."""
    if folder_of(run_id).is_dir():
        stop_of(run_id).touch()


def is_stopping(run_id: UUID) -> bool:
    """Has it been asked to stop?"""
    return stop_of(run_id).exists()


def forget_files(run_id: UUID) -> None:
    """Remove what was handed over; the report stays."""
    shutil.rmtree(folder_of(run_id), ignore_errors=True)


def keep_reach(run_id: UUID, actor: Actor) -> None:
    """Note how far the administrator reaches who hands the files over: the steps reach no further."""
    folder_of(run_id).mkdir(parents=True, exist_ok=True)
    reach = {"person": str(actor.person_id), "units": sorted(str(unit) for unit in actor.units)}
    (folder_of(run_id) / "reach.json").write_text(json.dumps(reach))


def start(step: str, run_id: UUID) -> None:
    """Begin a step in a process of its own, at the clock of this one."""
    if step not in STEPS:
        raise ValueError(step)
    command = [sys.executable, "-m", "skolplattform.interop.work", step, str(run_id), clock.now().isoformat()]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own words


def carry_out(step: str, run_id: UUID) -> None:
    """Do the step; what goes wrong is written on the import, never lost."""
    actor = _administrator(run_id)
    try:
        with failure.noting_failure(run_id):
            if _done(step, run_id, actor) is not RunState.CHECKED:
                forget_files(run_id)
    except Stopped:
        service.stopped(run_id, actor)
        forget_files(run_id)


def _done(step: str, run_id: UUID, actor: Actor) -> RunState:
    progress = Written(progress_of(run_id), stop_of(run_id))
    if step == "check":
        return service.check(run_id, actor, source_of(run_id), stage_of(run_id), progress)
    return service.take(run_id, actor, stage_of(run_id), progress, only_good=step == "take-good")


def _administrator(run_id: UUID) -> Actor:
    """Who handed the files over, with the units they administer."""
    reach = json.loads((folder_of(run_id) / "reach.json").read_text())
    units = frozenset(UUID(unit) for unit in reach["units"])
    return Actor(UUID(reach["person"]), Workspace.ADMINISTRATOR, frozenset({Role.ADMINISTRATOR}), units, loa=3)


def main(step: str, run_id: str, now: str) -> None:
    """One step, at the given clock."""
    modules.load()
    modules.all_tables()
    with clock.fixed(datetime.fromisoformat(now)):
        carry_out(step, UUID(run_id))


if __name__ == "__main__":
    main(*sys.argv[1:4])
