"""What the browser sends from a grid of cells, and what it is answered: the same for criteria and for results."""

from dataclasses import dataclass
from typing import Any

from skolplattform.assessment.grid import CELLS_LIMIT, CODE_LENGTH
from skolplattform.assessment.tables import COMMENT_LENGTH
from skolplattform.core import clock
from skolplattform.core.gate import Few, Id, Key, Payload, Text, Version


class TypedCell(Payload):
    """A cell as it was typed, with the version that was on the screen."""

    student_id: Id
    criterion_id: Id
    code: Text(CODE_LENGTH)  # type: ignore[valid-type]
    comment: Text(COMMENT_LENGTH)  # type: ignore[valid-type]
    version: Version


class TypedCells(Payload):
    """A batch of cells of a grid."""

    board_id: Id
    cells: Few(TypedCell, CELLS_LIMIT)  # type: ignore[valid-type]
    key: Key


class CellAsked(Payload):
    """The cell whose history to show."""

    student_id: Id
    criterion_id: Id


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the batch sent last; the grid merges `cells` into what it shows."""

    key: str = ""
    cells: tuple[dict[str, Any], ...] = ()
    failed: bool = False
    at: str = ""


def answered(key: str, cells: list[dict[str, Any]]) -> Answer:
    """The batch was carried out, now."""
    return Answer(key=key, cells=tuple(cells), at=f"{clock.local(clock.now()):%H:%M}")
