"""What the pages of student influence ask for."""

from skolplattform.planning.influence.queries.polls import poll, polls, topics

__all__ = ["poll", "polls", "topics"]
