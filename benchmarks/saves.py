"""Saving a class, alone and from many at once, and a cell of a matrix. Audit, outbox, counters, change log included."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from benchmarks import people
from benchmarks.timing import Result, percentile
from benchmarks.wide import wide_group
from skolplattform.assessment import queries as assessment
from skolplattform.assessment.marks import queries as marks
from skolplattform.assessment.marks.service import save_marks
from skolplattform.assessment.marks.views import Markbook
from skolplattform.assessment.service import CellChange, save_cells
from skolplattform.assessment.views import Matrix
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.opening import open_lesson
from skolplattform.attendance.service.lesson import report_lesson
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, acting

ALONE = 150
CLIENTS = 16
EACH = 120
EXCEPTIONS = 3

Save = Any


@dataclass(frozen=True, slots=True)
class Class:
    """A lesson as its teacher is about to save it."""

    teacher: Actor
    lesson_id: UUID
    marks: dict[UUID, AbsentMinutes]
    version: int


def measure(today: date, moment: datetime) -> Iterator[Result]:
    """The figures of saving; `moment` lies after the day's first lessons."""
    random = Random(time.time_ns())
    widest = wide_group(today)
    with db.reading() as session:
        chosen = people.lessons_with_teacher(session, random, today, 4 * (ALONE + CLIENTS * EACH))
        matrix, book = assessment.matrix(session, *widest), marks.markbook(session, *widest)
        classes = [one for actor, lesson in chosen if (one := _class(session, actor, lesson, random, moment))]
    with clock.fixed(moment):
        yield asyncio.run(_alone(classes[:ALONE]))
        yield asyncio.run(_cell_by_cell("a matrix", save_cells, widest, _cells(matrix, ("C", "E"))))
        yield asyncio.run(_cell_by_cell("a markbook", save_marks, widest, _cells(book, ("1", "2"))))
        yield asyncio.run(_together(classes[ALONE : ALONE + CLIENTS * EACH]))


def _class(session: Session, actor: Actor, lesson_id: UUID, random: Random, moment: datetime) -> Class | None:
    lesson = open_lesson(session, actor, lesson_id)
    if lesson.starts_at > moment or len(lesson.places) < EXCEPTIONS:
        return None
    away = set(random.sample(sorted(lesson.places), EXCEPTIONS))
    marks = {who: AbsentMinutes(invalid=lesson.minutes if who in away else 0) for who in lesson.places}
    return Class(actor, lesson_id, marks, lesson.version)


async def _save(one: Class) -> float:
    """Milliseconds from the event loop's call to the committed answer."""
    started = time.perf_counter()
    with acting(one.teacher):
        await db.in_unit(report_lesson, one.lesson_id, marks=one.marks, version=one.version, key=uuid4().hex)
    return (time.perf_counter() - started) * 1_000


async def _alone(classes: list[Class]) -> Result:
    samples = [await _save(one) for one in classes]
    p95 = percentile(samples, 0.95)
    figure = f"p95 {p95:.1f} ms, median {percentile(samples, 0.5):.1f} ms, n {len(samples)}"
    return Result("save a class with 3 exceptions, alone", figure, "p95 <= 30 ms", p95 <= 30)


def _cells(grid: Matrix | Markbook, codes: tuple[str, str]) -> list[CellChange]:
    """Each cell of the grid with another of two codes than it has."""
    found = [
        CellChange(UUID(row.student_id), UUID(column.id), codes[cell.code == codes[0]], cell.comment, cell.version)
        for row in grid.rows
        for column, cell in zip(grid.columns, row.cells, strict=True)
    ]
    return found[:ALONE]


async def _cell_by_cell(what: str, save: Save, group: tuple[Actor, UUID], cells: list[CellChange]) -> Result:
    """A teacher types one cell at a time."""
    samples = []
    teacher, activity = group
    for change in cells:
        started = time.perf_counter()
        with acting(teacher):
            await db.in_unit(save, activity, cells=[change], key=uuid4().hex)
        samples.append((time.perf_counter() - started) * 1_000)
    p95 = percentile(samples, 0.95)
    figure = f"p95 {p95:.1f} ms, median {percentile(samples, 0.5):.1f} ms, n {len(samples)}"
    return Result(f"save a cell of {what}", figure, "p95 <= 15 ms", p95 <= 15)


async def _together(classes: list[Class]) -> Result:
    """Sixteen teachers save as fast as they can, each their own lessons."""

    async def client(own: list[Class]) -> None:
        for one in own:
            await _save(one)

    started = time.perf_counter()
    await asyncio.gather(*(client(classes[n::CLIENTS]) for n in range(CLIENTS)))
    rate = len(classes) / (time.perf_counter() - started)
    return Result(f"save a class, {CLIENTS} clients", f"{rate:.0f}/s, n {len(classes)}", ">= 150/s", rate >= 150)
