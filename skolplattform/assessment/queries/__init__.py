"""Reads of assessment, always as an actor: the teacher's matrix, and what is shown of one student."""

from skolplattform.assessment.queries.activity import catalogue_of, criteria_of_students, students_of, taught_activity
from skolplattform.assessment.queries.grades import grades_of, grades_of_last_term
from skolplattform.assessment.queries.groups import drafts_waiting, taught_groups
from skolplattform.assessment.queries.matrix import history, matrix
from skolplattform.assessment.queries.progress import class_progress, followed_groups, school_progress
from skolplattform.assessment.queries.student import criteria_reached, latest_feedback, own_subjects

__all__ = [
    "catalogue_of",
    "class_progress",
    "criteria_of_students",
    "criteria_reached",
    "drafts_waiting",
    "followed_groups",
    "grades_of",
    "grades_of_last_term",
    "history",
    "latest_feedback",
    "matrix",
    "own_subjects",
    "school_progress",
    "students_of",
    "taught_activity",
    "taught_groups",
]
