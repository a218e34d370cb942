"""What the browser sends from the pages of screening."""

from typing import Literal

from skolplattform.assessment.grid import CELLS_LIMIT
from skolplattform.assessment.screening.materials import SUBJECTS
from skolplattform.assessment.screening.rules import TEXT_LENGTH, Said
from skolplattform.assessment.screening.service import SeenCell
from skolplattform.assessment.screening.tables import COMMENT_LENGTH
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Few, Id, Key, Name, Payload, Text, Version
from skolplattform.ui.address import shown_id

Form = dict[str, str | None]


class TypedResult(Payload):
    """A cell as it was typed, with the version that was on the screen; the part stands where a criterion would."""

    student_id: Id
    criterion_id: Name
    code: Text(4)  # type: ignore[valid-type]
    comment: Text(COMMENT_LENGTH)  # type: ignore[valid-type]
    version: Version

    def cell(self) -> SeenCell:
        """As the service takes it."""
        return SeenCell(self.student_id, self.criterion_id, self.code, self.comment, self.version)


class TypedResults(Payload):
    """A batch of cells of a grid: `<class>.<material>`."""

    board_id: Name
    cells: Few(TypedResult, CELLS_LIMIT)  # type: ignore[valid-type]
    key: Key


class CellAsked(Payload):
    """The cell whose history to show."""

    student_id: Id
    criterion_id: Name


class CareSent(Payload):
    """The fields of what is done, or of what home is told, by name; the subject stands in a hidden one."""

    form_data: dict[Name, Text(TEXT_LENGTH) | None]  # type: ignore[valid-type]


class SubjectAsked(Payload):
    """A subject of screening."""

    subject: Literal["swedish", "maths"]


def said_sent(form: Form) -> Said:
    """What was written of the closer look, the support and how it went."""
    words = {name: form.get(name) or "" for name in ("assessment", "need", "measures", "follow_up")}
    return Said(**words, consulted=bool(form.get("consulted")))


def home_words(form: Form) -> dict[str, str]:
    """What home is to read."""
    return {name: form.get(name) or "" for name in ("seen", "next_step")}


def subject_sent(form: Form) -> str:
    """The subject that a form is about.

    Raises:
        NotFound: none.
    """
    subject = form.get("subject") or ""
    if subject not in SUBJECTS:
        raise NotFound
    return subject


def board_of(board_id: str):
    """The class and the material of a grid.

    Raises:
        NotFound: no grid's id.
    """
    group_id, _, material = board_id.partition(".")
    return shown_id(group_id), material
