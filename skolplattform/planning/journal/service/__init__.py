"""Writes of the journal."""

from skolplattform.planning.journal.service.homes import NEW
from skolplattform.planning.journal.service.marks import about, tick_child, tick_everybody, tick_goal
from skolplattform.planning.journal.service.pictures import add_picture, remove_picture, tell_picture
from skolplattform.planning.journal.service.publish import delete_entry, publish_entry, take_back
from skolplattform.planning.journal.service.write import begin_entry, write_entry

__all__ = [
    "NEW",
    "about",
    "add_picture",
    "begin_entry",
    "delete_entry",
    "publish_entry",
    "remove_picture",
    "take_back",
    "tell_picture",
    "tick_child",
    "tick_everybody",
    "tick_goal",
    "write_entry",
]
