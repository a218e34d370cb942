"""A teacher writes what was seen: each cell with the version that was on the screen, none ever overwritten unseen."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import Session

from skolplattform.assessment.grid import cell_told, check_batch, sorted_out
from skolplattform.assessment.screening.materials import levels
from skolplattform.assessment.screening.permissions import RECORD
from skolplattform.assessment.screening.queries.board import Opened, cell_of, note_seen, open_material, results
from skolplattform.assessment.screening.rules import checked_value, is_signal
from skolplattform.assessment.screening.tables import COMMENT_LENGTH, ScreeningResult, ScreeningVersion
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.idempotency import once
from skolplattform.registry.queries import names

Place = tuple[UUID, str]
"""A child and a part."""


@dataclass(frozen=True, slots=True)
class SeenCell:
    """What a cell is to say, and the version that was on the screen."""

    student_id: UUID
    part: str
    value: str
    comment: str
    version: int

    @property
    def place(self) -> Place:
        """Child and part."""
        return self.student_id, self.part


def save_seen(
    session: Session, actor: Actor, group_id: UUID, material: str, *, cells: Sequence[SeenCell], key: str
) -> dict[str, Any]:
    """Keep these cells. One that somebody changed in between is left as it is and told back with their name.

    Raises:
        NotFound: not the actor's class, or a child or part that is not in the grid.
        Invalid: neither a level nor points of the part, or too long a comment.
    """
    check_batch(cells)
    return once(session, actor, key, "assessment.save_seen", lambda: _save(session, actor, group_id, material, cells))


def _save(session: Session, actor: Actor, group_id: UUID, code: str, cells: Sequence[SeenCell]) -> dict[str, Any]:
    opened = open_material(session, actor, group_id, code, lock=True)
    rows = {cell.place: _row(opened, cell) for cell in cells}
    held = _held(session, opened)
    stands = {place: ((row.value, row.comment), row.version) for place, row in held.items()}
    wanted = {place: (row["value"], row["comment"]) for place, row in rows.items()}
    taken, came_late = sorted_out(cells, stands, wanted, ("", ""))
    if taken:
        _write(session, actor, opened, taken, held, rows)
        held = _held(session, opened)
        _keep_versions(session, [held[cell.place] for cell in taken])
        _tell(session, actor, opened, [held[cell.place] for cell in taken])
    refused = {cell.place for cell in came_late} & held.keys()
    note_seen(session, actor, opened.group, {student for student, _ in refused})
    authors = names(session, actor, {held[place].author_id for place in refused})
    told = [(cell.place, held[cell.place]) for cell in cells if cell.place in held]
    return {
        "cells": [
            cell_told(place, cell_of(row), authors[row.author_id].name if place in refused else "")
            for place, row in told
        ]
    }


def _row(opened: Opened, cell: SeenCell) -> dict[str, Any]:
    """The value, the signal and the comment of a cell that is asked for (security rule 10)."""
    part = next((one for one in opened.material.parts if one.code == cell.part), None)
    if part is None or cell.student_id not in opened.students:
        raise NotFound
    if len(cell.comment) > COMMENT_LENGTH:
        raise Invalid("comment", "assessment.error.comment_length", n=COMMENT_LENGTH)
    value = checked_value(cell.value, part, levels())
    return {"value": value, "signal": is_signal(value, part, levels()), "comment": cell.comment.strip()}


def _held(session: Session, opened: Opened) -> dict[Place, ScreeningResult]:
    return {(row.student_id, row.part): row for row in results(session, opened)}


def _write(
    session: Session,
    actor: Actor,
    opened: Opened,
    taken: Sequence[SeenCell],
    held: Mapping[Place, ScreeningResult],
    rows: Mapping[Place, dict[str, Any]],
) -> None:
    """New results and the next versions of old ones, in one statement each. The class is held."""
    new, old = [], []
    for cell in taken:
        before, row = held.get(cell.place), rows[cell.place]
        row = row | {"author_id": actor.person_id, "changed_at": clock.now()}
        if before is not None:
            seen_on = before.seen_on if before.value == row["value"] else clock.today()
            old.append(row | {"id": before.id, "version": before.version + 1, "seen_on": seen_on})
        else:
            place = {"student_id": cell.student_id, "part": cell.part, "material": opened.material.code}
            place |= {"unit_id": opened.group.unit_id, "year": opened.now.year}
            new.append(row | place | {"version": 1, "seen_on": clock.today()})
    if new:
        session.execute(insert(ScreeningResult), new)
    if old:
        session.execute(update(ScreeningResult), old)


def _keep_versions(session: Session, written: Sequence[ScreeningResult]) -> None:
    kept = ("version", "value", "comment", "author_id")
    rows = [
        {"result_id": row.id, "at": row.changed_at, **{name: getattr(row, name) for name in kept}} for row in written
    ]
    session.execute(insert(ScreeningVersion), rows)


def _tell(session: Session, actor: Actor, opened: Opened, written: Sequence[ScreeningResult]) -> None:
    """Audit one entry a child, and wake the colleagues' open pages."""
    by_student: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in written:
        by_student[row.student_id].append(f"{row.material}/{row.part}:{row.version}")
    group = opened.group
    notes = [audit.Noted(group.id, student, {"cells": places}) for student, places in by_student.items()]
    audit.record_each(session, actor, RECORD.name, "group", notes, unit=group.unit_id)
    changes.announce(session, f"screening:{group.id}", f"screening:{group.unit_id}")
