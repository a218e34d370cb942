"""What the pages of discussions ask for."""

from skolplattform.planning.discussion.queries.asking import unit_asked
from skolplattform.planning.discussion.queries.child import said_by_child
from skolplattform.planning.discussion.queries.lists import discussions, of_unit, topics
from skolplattform.planning.discussion.queries.thread import thread
from skolplattform.planning.discussion.queries.writing import writing

__all__ = ["discussions", "of_unit", "said_by_child", "thread", "topics", "unit_asked", "writing"]
