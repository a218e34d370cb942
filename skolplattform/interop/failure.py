"""What goes wrong with a step of an import is noted on it, and never lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from skolplattform.core import changes, clock, db
from skolplattform.core.errors import PlatformError
from skolplattform.interop.contract import TOPIC, RunState
from skolplattform.interop.progress import Stopped
from skolplattform.interop.tables import ImportRun


@contextmanager
def noting_failure(run_id: UUID) -> Iterator[None]:
    """Note on the import what goes wrong inside the block, and let it go on; to be stopped is nothing wrong."""
    try:
        yield
    except Stopped:
        raise
    except PlatformError as error:
        fail(run_id, error.key.rpartition(".")[2])
        raise
    except BaseException:
        fail(run_id, "crashed")
        raise


def fail(run_id: UUID, reason: str) -> None:
    """Note that a step went wrong; the register is as before the step."""
    with db.unit() as session:
        run = session.get(ImportRun, run_id)
        if run is not None and run.state != RunState.CANCELLED:
            run.state, run.reason, run.finished_at = RunState.FAILED.value, reason, clock.now()
            session.add(run)
            changes.announce(session, TOPIC)
