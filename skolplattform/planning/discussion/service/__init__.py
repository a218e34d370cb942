"""Writes of discussions: the teacher's question, everybody's words, and order among them."""

from skolplattform.planning.discussion.service.order import HIDDEN, REPORTED, hide, let_stand, report, show_again
from skolplattform.planning.discussion.service.terms import (
    OPENED,
    Terms,
    change_terms,
    close_discussion,
    open_discussion,
)
from skolplattform.planning.discussion.service.words import answer, edit, keep_draft, say, withdraw

__all__ = [
    "HIDDEN",
    "OPENED",
    "REPORTED",
    "Terms",
    "answer",
    "change_terms",
    "close_discussion",
    "edit",
    "hide",
    "keep_draft",
    "let_stand",
    "open_discussion",
    "report",
    "say",
    "show_again",
    "withdraw",
]
