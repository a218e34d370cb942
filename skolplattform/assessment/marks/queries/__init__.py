"""Reads of marks, always as an actor: the teacher's markbook, what is shown of one student, a school in numbers."""

from skolplattform.assessment.marks.queries.book import history, markbook
from skolplattform.assessment.marks.queries.form import form_of_test, new_test
from skolplattform.assessment.marks.queries.own import results_of_student
from skolplattform.assessment.marks.queries.school import published_tests

__all__ = ["form_of_test", "history", "markbook", "new_test", "published_tests", "results_of_student"]
