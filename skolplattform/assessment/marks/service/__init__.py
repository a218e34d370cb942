"""Writes of marks: tests, their results cell by cell, and showing them."""

from skolplattform.assessment.marks.service.publishing import publish_test, undo_test
from skolplattform.assessment.marks.service.results import save_marks
from skolplattform.assessment.marks.service.words import archive_test, change_test, create_test

__all__ = ["archive_test", "change_test", "create_test", "publish_test", "save_marks", "undo_test"]
