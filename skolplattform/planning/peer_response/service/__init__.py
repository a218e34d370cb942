"""Writes of peer response: the teacher's exchange and order in it, the students' words."""

from skolplattform.planning.peer_response.service.order import HIDDEN, hide, show_again
from skolplattform.planning.peer_response.service.rounds import (
    Terms,
    close_round,
    deal,
    deal_to_others,
    open_rounds,
    release,
)
from skolplattform.planning.peer_response.service.told import DEALT, SHOWN
from skolplattform.planning.peer_response.service.words import send, write

__all__ = [
    "DEALT",
    "HIDDEN",
    "SHOWN",
    "Terms",
    "close_round",
    "deal",
    "deal_to_others",
    "hide",
    "open_rounds",
    "release",
    "send",
    "show_again",
    "write",
]
