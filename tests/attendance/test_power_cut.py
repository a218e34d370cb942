"""The process that saves is killed at any moment: what was answered is stored, once, and the audit chain holds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from sqlmodel import select

from skolplattform.attendance.service.lesson import INTENTION
from skolplattform.attendance.tables import LessonRegister
from skolplattform.core import audit, clock, db
from skolplattform.core.tables import AnsweredKey, AuditEntry
from tests.support.school import SCHOOL_DAY, build_school

KILLS = 6
ROOT = Path(__file__).resolve().parents[2]


def saver() -> subprocess.Popen[str]:
    """A process that saves the same lesson again and again and says each key when it has been answered."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.attendance.save_forever"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_nothing_that_was_answered_is_lost_or_doubled_when_the_process_is_killed(sqlite_database: str):
    with clock.fixed(SCHOOL_DAY), db.unit() as session:
        school = build_school(session)
    chance, answered = random.Random(3), []
    for _ in range(KILLS):
        process = saver()
        assert process.stdout is not None
        answered.append(process.stdout.readline().strip())
        time.sleep(chance.random() / 2)
        process.kill()
        answered += [line.strip() for line in process.stdout.read().splitlines()]
        process.wait(10)
    with db.reading() as session:
        stored = set(session.exec(select(AnsweredKey.key)).all())
        saves = select(AuditEntry).where(AuditEntry.verb == INTENTION)
        entries = Counter(entry.detail["version"] for entry in session.exec(saves).all())
        register = session.get_one(LessonRegister, school.lesson)
        assert set(filter(None, answered)) <= stored
        assert len(stored) == sum(entries.values())
        assert max(entries.values()) == 1
        assert register.version == max(entries) + 1
        assert audit.verify(session) == []
