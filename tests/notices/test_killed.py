"""The sender is killed at any moment and started again: every notice goes once, none is lost, on both databases."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from sqlmodel import col, func, select

from skolplattform.core import db, notify, outbox
from skolplattform.core.outbox import Notice
from skolplattform.notices.sender import send_notices
from skolplattform.notices.tables import NoticeDelivery
from tests.notices.letters import in_file
from tests.support.school import School

KILLS, NOTICES = 5, 400
ROOT = Path(__file__).resolve().parents[2]


def sender() -> subprocess.Popen[str]:
    """A process that sends for as long as it lives, and says when it has begun."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.notices.send_forever"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def letters_begun(folder: Path) -> int:
    """How many are in the file; the last may be half written."""
    file = folder / notify.FILE
    return file.read_bytes().count(b"\n") if file.exists() else 0


def wait_for_letters(folder: Path, wanted: int) -> None:
    """Wait until so many have gone, however slow the machine is."""
    deadline = time.monotonic() + 60
    while letters_begun(folder) < wanted and time.monotonic() < deadline:
        time.sleep(0.005)


def queue(school: School, turn: int) -> None:
    with db.unit() as session:
        outbox.queue(
            session,
            (
                Notice("attendance.corrected", school.people["rut"], f"turn {turn} notice {number}")
                for number in range(NOTICES)
            ),
        )


def test_a_killed_sender_loses_nothing_and_doubles_nothing(school: School, data_folder: Path):
    chance, torn = random.Random(7), 0
    for turn in range(KILLS):
        queue(school, turn)
        process = sender()
        assert process.stdout is not None
        process.stdout.readline()
        wait_for_letters(data_folder, turn * NOTICES + chance.randrange(1, NOTICES // 2))
        process.kill()
        process.wait(10)
        with db.reading() as session:
            states = select(func.count()).select_from(NoticeDelivery).where(col(NoticeDelivery.state) != "sent")
            torn += session.exec(states).one() > 0
    send_notices()
    numbers = Counter(line["number"] for line in in_file(data_folder))
    assert len(numbers) == KILLS * NOTICES
    assert max(numbers.values()) == 1
    with db.reading() as session:
        states = Counter(session.exec(select(NoticeDelivery.state)).all())
    assert states == {"sent": KILLS * NOTICES}
    assert torn, "no kill came in the middle: the test has shown nothing"
