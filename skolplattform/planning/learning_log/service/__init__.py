"""Writes of the learning log: the student's own entries, the teacher's words."""

from skolplattform.planning.learning_log.service.own import (
    Place,
    begin_entry,
    delete_entry,
    hide_entry,
    place_entry,
    show_entry,
    write_entry,
)
from skolplattform.planning.learning_log.service.pictures import add_picture, remove_picture, tell_picture
from skolplattform.planning.learning_log.service.teacher import ANSWERED, comment_on, observe

__all__ = [
    "ANSWERED",
    "Place",
    "add_picture",
    "begin_entry",
    "comment_on",
    "delete_entry",
    "hide_entry",
    "observe",
    "place_entry",
    "remove_picture",
    "show_entry",
    "tell_picture",
    "write_entry",
]
