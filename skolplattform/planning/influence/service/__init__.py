"""Writes of student influence: class councils and votes."""

from skolplattform.planning.influence.service.councils import (
    appoint,
    call_council,
    decide,
    propose,
    take_back_point,
    tick_decision,
    write_minutes,
)
from skolplattform.planning.influence.service.minutes import MINUTES, MINUTES_AT_HOME, approve, correct
from skolplattform.planning.influence.service.polls import POLL_OPENED, close_poll, open_poll, vote

__all__ = [
    "MINUTES",
    "MINUTES_AT_HOME",
    "POLL_OPENED",
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
