"""What the pages of student influence ask for."""

from skolplattform.planning.influence.queries.councils import council, councils, minutes_at_home
from skolplattform.planning.influence.queries.polls import poll, polls, topics

__all__ = ["council", "councils", "minutes_at_home", "poll", "polls", "topics"]
