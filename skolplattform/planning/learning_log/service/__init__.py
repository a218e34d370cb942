"""Writes of the learning log: the student's own entries, the teacher's words."""

from skolplattform.planning.learning_log.service.own import (
    Place,
    begin_entry,
    hide_entry,
    place_entry,
    show_entry,
    write_entry,
)
from skolplattform.planning.learning_log.service.teacher import ANSWERED, comment_on, observe

__all__ = [
    "ANSWERED",
    "Place",
    "begin_entry",
    "comment_on",
    "hide_entry",
    "observe",
    "place_entry",
    "show_entry",
    "write_entry",
]
