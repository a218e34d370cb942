"""What every grid of cells shares: a change with the version that was seen, and none that overwrites another unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from skolplattform.assessment.views import Cell
from skolplattform.core.errors import Invalid

CELLS_LIMIT = 400
CODE_LENGTH = 5

Place = tuple[UUID, UUID]


class Change(Protocol):
    """A change of the cell at `place` (a student and a column), with the version that was on the screen."""

    @property
    def place(self) -> tuple[UUID, Any]:
        """Student and column."""
        ...

    @property
    def version(self) -> int:
        """The version that was seen."""
        ...


Said = TypeVar("Said")
Changing = TypeVar("Changing", bound=Change)


@dataclass(frozen=True, slots=True)
class CellChange:
    """What the teacher wants a cell to say, and the version that was on the screen.

    `criterion_id` is the column: a criterion, an aspect of an own matrix, or a test.
    """

    student_id: UUID
    criterion_id: UUID
    code: str
    comment: str
    version: int

    @property
    def place(self) -> Place:
        """Student and column."""
        return self.student_id, self.criterion_id


def check_batch(cells: Sequence[Change]) -> None:
    """Not too many, and each cell once.

    Raises:
        Invalid: otherwise.
    """
    if len(cells) > CELLS_LIMIT or len({change.place for change in cells}) != len(cells):
        raise Invalid("cells", "error.payload")


def sorted_out(
    cells: Collection[Changing], stands: Mapping[Any, tuple[Said, int]], wanted: Mapping[Any, Said], nothing: Said
) -> tuple[list[Changing], list[Changing]]:
    """Changes to take, and those that somebody came before. What already stands is neither.

    `stands` is what each cell says and its version; where it says nothing yet, `nothing` in version 0.
    """
    taken, refused = [], []
    for change in cells:
        says, version = stands.get(change.place, (nothing, 0))
        if says != wanted[change.place]:
            (taken if change.version == version else refused).append(change)
    return taken, refused


def cell_told(place: tuple[UUID, Any], cell: Cell, conflict: str) -> dict[str, Any]:
    """A cell as the page takes it in: which, what it says now, and who came before when a change was not taken."""
    student, column = place
    return {"student_id": str(student), "criterion_id": str(column), **asdict(cell), "conflict": conflict}
