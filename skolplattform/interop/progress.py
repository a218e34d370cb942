"""How far an import has come: a small file beside its stage, so that any worker can show it, even while the
database is locked by the import itself."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

BETWEEN_SECONDS = 0.2


class Step(StrEnum):
    """What an import is doing."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"
    TAKING = "taking"


@dataclass(frozen=True, slots=True)
class Standing:
    """A step, and how much of it is done: bytes while reading, rows afterwards."""

    step: str = Step.READING.value
    done: int = 0
    total: int = 0


class Progress(Protocol):
    """Hears how far an import has come."""

    def show(self, step: Step, done: int, total: int) -> None:
        """`done` of `total` of this step."""
        ...


class Stopped(Exception):
    """Somebody let the import go while it was at work; nothing of it is kept."""


class Told:
    """Progress told to a function, for the command line."""

    def __init__(self, tell: Callable[[Step, int, int], None]) -> None:
        self._tell = tell

    def show(self, step: Step, done: int, total: int) -> None:
        """Passed on."""
        self._tell(step, done, total)


class Written:
    """Progress in a file, at most five times a second; every step's end is written.

    Where the file `stop` appears, the work ends before its next rows.
    """

    def __init__(self, path: Path, stop: Path) -> None:
        self._path, self._stop, self._last = path, stop, 0.0

    def show(self, step: Step, done: int, total: int) -> None:
        """Written whole or not at all.

        Raises:
            Stopped: the import was let go.
        """
        if self._stop.exists():
            raise Stopped
        now = time.monotonic()
        if done < total and now - self._last < BETWEEN_SECONDS:
            return
        self._last = now
        unfinished = self._path.with_suffix(".new")
        unfinished.write_text(json.dumps(asdict(Standing(step.value, done, total))))
        os.replace(unfinished, self._path)


def written(path: Path) -> Standing:
    """What was written last; the beginning when nothing was."""
    try:
        return Standing(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return Standing()
