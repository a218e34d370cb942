"""Writes of student influence."""

from skolplattform.planning.influence.service.polls import close_poll, open_poll, vote

__all__ = ["close_poll", "open_poll", "vote"]
