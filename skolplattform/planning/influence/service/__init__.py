"""Writes of student influence: class councils and votes."""

from skolplattform.planning.influence.service.councils import (
    appoint,
    approve,
    call_council,
    correct,
    decide,
    propose,
    take_back_point,
    tick_decision,
    write_minutes,
)
from skolplattform.planning.influence.service.polls import close_poll, open_poll, vote

__all__ = [
    "appoint",
    "approve",
    "call_council",
    "close_poll",
    "correct",
    "decide",
    "open_poll",
    "propose",
    "take_back_point",
    "tick_decision",
    "vote",
    "write_minutes",
]
