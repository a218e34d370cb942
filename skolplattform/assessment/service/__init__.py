"""Writes of assessment: cells of a matrix, publishing, grades taken in."""

from skolplattform.assessment.grid import CellChange
from skolplattform.assessment.service.cells import save_cells
from skolplattform.assessment.service.grades import take_grades, weigh_grades
from skolplattform.assessment.service.publishing import publish, undo_publication

__all__ = ["CellChange", "publish", "save_cells", "take_grades", "undo_publication", "weigh_grades"]
