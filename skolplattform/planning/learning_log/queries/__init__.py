"""What the pages of the learning log ask for."""

from skolplattform.planning.learning_log.queries.group import group_log
from skolplattform.planning.learning_log.queries.log import log_of, open_entry
from skolplattform.planning.learning_log.queries.picture import picture_file

__all__ = ["group_log", "log_of", "open_entry", "picture_file"]
