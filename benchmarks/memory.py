"""What a signed-in tab costs the server: its process's memory with none, a hundred and three hundred open tabs."""

import itertools
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from uuid import UUID

from benchmarks import people
from benchmarks.browser import served
from benchmarks.timing import Result
from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from tests.support.server import Server
from tests.support.sign_in import cookie
from tests.support.socket import Tab

WARM_UP = 10
STEPS = (100, 300)
START, LESSON = "/min-dag", "/narvaro/{}"
BREATH = 20


def measure(today: date) -> Iterator[Result]:
    """Every tab is a teacher of its own lesson: it opens the start page, then the lesson."""
    with db.reading() as session:
        lessons = people.lessons_with_teacher(session, Random(7), today, WARM_UP + max(STEPS))
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
        asked = itertools.cycle(lessons)
        tabs: list[Tab] = []
        _open(server, tabs, asked, WARM_UP)
        before = resident(server.process.pid)
        for count in STEPS:
            _open(server, tabs, asked, WARM_UP + count)
            grown = (resident(server.process.pid) - before) / count
            figure = f"{grown:.0f} KB, n {count}, from {before / 1024:.0f} MB"
            yield Result(f"memory for a signed-in tab, {count} tabs", figure, "<= 300 KB", grown <= 300)
        for tab in tabs:
            tab.close()


def _open(server: Server, tabs: list[Tab], asked: Iterator[tuple[Actor, UUID]], count: int) -> None:
    """Open tabs until there are so many; those that wait answer the server's pings meanwhile."""
    while len(tabs) < count:
        teacher, lesson = next(asked)
        tab = Tab(server.url, cookie=cookie(teacher.person_id, Workspace.TEACHER))
        tab.open(START)
        tab.open(LESSON.format(lesson))
        tabs.append(tab)
        if len(tabs) % BREATH == 0:
            for waiting in tabs:
                waiting.collect(0.005)


def resident(pid: int) -> float:
    """Memory of its own (KB) of a process and everything it started.

    Pages of files are not counted: the system lends the database's file, once for each connection that maps it, and
    takes it back when somebody needs the room.
    """
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    status = Path(f"/proc/{pid}/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))
    return own + sum(resident(int(child)) for child in children)
