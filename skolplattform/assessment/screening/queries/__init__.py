"""Reads of screening, always as an actor: classes, one grid, one child, the guarantee, the school, home."""

from skolplattform.assessment.screening.queries.board import board, cell_history
from skolplattform.assessment.screening.queries.care import children_in_care
from skolplattform.assessment.screening.queries.child import child_screening
from skolplattform.assessment.screening.queries.classes import school_screening, screened_classes
from skolplattform.assessment.screening.queries.home import home_screening, is_screened

__all__ = [
    "board",
    "cell_history",
    "child_screening",
    "children_in_care",
    "home_screening",
    "is_screened",
    "school_screening",
    "screened_classes",
]
