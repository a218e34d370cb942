"""Bedömning: the matrix of a group, the student's own subjects, grades taken over."""

from skolplattform.assessment import permissions, queries, service
from skolplattform.core.modules import Module


class Intake:
    """The contract `GradeIntake`."""

    weigh_grades = staticmethod(service.weigh_grades)
    take_grades = staticmethod(service.take_grades)
    grades_of = staticmethod(queries.grades_of)


class Figures:
    """The contract `ProgressFigures`."""

    criteria_reached = staticmethod(queries.criteria_reached)
    grades_of_last_term = staticmethod(queries.grades_of_last_term)
    latest_feedback = staticmethod(queries.latest_feedback)
    drafts_waiting = staticmethod(queries.drafts_waiting)


module = Module(
    name="assessment",
    rights=(permissions.RECORD, permissions.VIEW, permissions.VIEW_OWN),
    contracts=(Intake(), Figures()),
)
