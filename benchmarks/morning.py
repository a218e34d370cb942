"""Ten past eight: every teacher opens and saves a register while guardians report, at the city's pace and faster.

Arrivals are planned beforehand and do not wait for each other, as people do not: what takes too long makes a queue,
and the time is counted from when somebody asked, not from when the machine got round to it.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as wall
from itertools import cycle
from random import Random
from uuid import UUID, uuid4

from benchmarks import people
from benchmarks.timing import Result, percentile
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries import lesson_roster
from skolplattform.attendance.service import report_absence, report_lesson
from skolplattform.core import clock, db, modules
from skolplattform.core.actor import Actor, acting

REGISTERS = 4_100 / (20 * 60)
REPORTS = 10.0
"""A second, in a city of 84 000 pupils whose first lesson begins for all at once."""
ASKED_FOR, FASTER = 4, (8, 16, 32)
TARGET_MS = 250
WHOLE, SHORT = 300, 20
"""Seconds: the whole morning at four times its pace, or as much of it as a small school has lessons for."""
AWAY = 3


@dataclass
class Measured:
    """How long each kind of request took in milliseconds, and what went wrong."""

    took: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """Of all requests together."""
        return percentile([ms for times in self.took.values() for ms in times], 0.95)

    @property
    def holds(self) -> bool:
        """Fast enough, and nobody met an error."""
        return self.p95 <= TARGET_MS and not self.errors

    def text(self) -> str:
        """p95 of each kind, how many requests, how many errors."""
        kinds = ", ".join(f"{kind} {percentile(times, 0.95):.0f}" for kind, times in sorted(self.took.items()))
        requests = sum(len(times) for times in self.took.values())
        return f"p95 {self.p95:.0f} ms ({kinds}), n {requests}, {len(self.errors)} errors"


def measure(today: date, _moment: datetime) -> Iterator[Result]:
    """At four times the city's pace, then faster until it breaks."""
    modules.load()
    random = Random(time.time_ns())
    with clock.fixed(clock.at(today, wall(8, 20))):
        with db.reading() as session:
            lessons = people.lessons_with_teacher(session, random, today, 4_100)
            guardians = people.reporting_guardians(session, random, today, 20_000)
        seconds = WHOLE if len(lessons) >= REGISTERS * ASKED_FOR * WHOLE else SHORT
        at_once = _Morning(lessons, guardians, random)
        found = asyncio.run(at_once.replay(ASKED_FOR, seconds))
        name = f"08:10 at {ASKED_FOR}x for {seconds} s"
        yield Result(name, found.text(), f"p95 <= {TARGET_MS} ms, 0 errors", found.holds)
        yield Result("08:10, how far it goes", _how_far(at_once, found), "-", None)


def _how_far(morning: "_Morning", found: Measured) -> str:
    held = ASKED_FOR
    for speed in FASTER:
        if not found.holds:
            break
        found = asyncio.run(morning.replay(speed, SHORT))
        held = speed if found.holds else held
    if found.holds:
        return f"holds at {held}x: {found.text()}"
    first = f"; {found.errors[0]}" if found.errors else ""
    return f"the last that held was {held}x, then {found.text()}{first}" if held > ASKED_FOR else f"breaks{first}"


class _Morning:
    """Who asks for what. A lesson that has been saved is corrected when all the others have been saved too."""

    def __init__(self, lessons: list[tuple[Actor, UUID]], guardians: list[tuple[Actor, UUID]], random: Random) -> None:
        self._lessons, self._guardians, self._random = cycle(lessons), cycle(guardians), random

    async def replay(self, speed: int, seconds: int) -> Measured:
        """So many seconds at this many times the city's pace."""
        found = Measured()
        started = time.perf_counter()
        plans = [
            (self._random.uniform(0, seconds), self._register(found, *next(self._lessons)))
            for _ in range(round(REGISTERS * speed * seconds))
        ]
        plans += [
            (self._random.uniform(0, seconds), self._report(found, *next(self._guardians)))
            for _ in range(round(REPORTS * speed * seconds))
        ]
        await asyncio.gather(*(self._at(found, started + at, act) for at, act in plans))
        return found

    async def _at(self, found: Measured, due: float, act: Callable[[float], Awaitable[None]]) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            await act(due)
        except Exception as error:  # whatever a person would have met counts
            found.errors.append(type(error).__name__)

    def _register(self, found: Measured, teacher: Actor, lesson_id: UUID) -> Callable[[float], Awaitable[None]]:
        async def act(due: float) -> None:
            with acting(teacher):
                roster = await db.in_read(lesson_roster, lesson_id)
                asked = time.perf_counter()
                found.took["open"].append((asked - due) * 1_000)
                pupils = [UUID(pupil.id) for pupil in (*roster.told, *roster.rest)]
                away = set(self._random.sample(pupils, min(AWAY, len(pupils))))
                marks = {who: AbsentMinutes(valid=roster.minutes if who in away else 0) for who in pupils}
                key = uuid4().hex
                await db.in_unit(report_lesson, lesson_id, marks=marks, version=roster.version, key=key)
                found.took["save"].append((time.perf_counter() - asked) * 1_000)

        return act

    def _report(self, found: Measured, guardian: Actor, child: UUID) -> Callable[[float], Awaitable[None]]:
        async def act(due: float) -> None:
            with acting(guardian):
                today = clock.today()
                key = uuid4().hex
                await db.in_unit(report_absence, student_ids=[child], first=today, last=today, key=key)
                found.took["report"].append((time.perf_counter() - due) * 1_000)

        return act
