"""Reads of peer response: the student's part, the teacher's exchange, and what home reads."""

from skolplattform.planning.peer_response.queries.answering import answering, exchange_of, peer_file, to_do
from skolplattform.planning.peer_response.queries.asking import asking
from skolplattform.planning.peer_response.queries.child import peers_of_child
from skolplattform.planning.peer_response.queries.shown import round_shown

__all__ = ["answering", "asking", "exchange_of", "peer_file", "peers_of_child", "round_shown", "to_do"]
