"""Work that runs by itself beside the serving: each module's jobs at their own pace, one worker at a time."""

import asyncio
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy import text

from skolplattform.core import db, modules
from skolplattform.core.config import settings
from skolplattform.core.modules import Job

log = structlog.get_logger(__name__)

FIRST_AFTER = 5.0


def run(job: Job) -> bool:
    """Run a job now, unless another worker is at it; was it run?"""
    with _alone(job.name) as mine:
        if mine:
            job.run()
        return mine


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """True for the one worker that holds the job's lock."""
    if settings().is_sqlite:
        with _file_lock(settings().data_dir / f"job-{name}.lock") as mine:
            yield mine
        return
    key = zlib.crc32(name.encode())
    with db.engine().connect() as connection:
        mine = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar())
        try:
            yield mine
        finally:
            if mine:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


@contextmanager
def _file_lock(path: Path) -> Iterator[bool]:
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


async def follow() -> None:
    """Run every job of the loaded modules for as long as the worker lives."""
    await asyncio.gather(*(_repeat(job) for module in modules.load() for job in module.jobs))


async def _repeat(job: Job) -> None:
    await asyncio.sleep(min(FIRST_AFTER, job.every_seconds))
    while True:
        try:
            await asyncio.to_thread(run, job)
        except Exception:
            log.exception("job.failed", job=job.name)
        await asyncio.sleep(job.every_seconds)
