"""Bedömning: the matrix of a group, the student's own subjects, grades taken over."""

from skolplattform.assessment import permissions, queries, service
from skolplattform.assessment.finder import TaughtFinder
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem


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
    navigation=(
        NavItem(Workspace.TEACHER, "assessment.nav.groups", "/grupper", "users", 20),
        NavItem(Workspace.STUDENT, "assessment.nav.subjects", "/mina-amnen", "chart", 30),
    ),
    pages=(
        "skolplattform.assessment.pages.groups",
        "skolplattform.assessment.pages.matrix",
        "skolplattform.assessment.pages.subjects",
    ),
    contracts=(Intake(), Figures(), TaughtFinder()),
)
