"""Writes of hand-ins: the student's draft and handing in, the teacher's answer, what holds for one student."""

from skolplattform.planning.hand_in.service.draft import add_file, remove_file, write_draft
from skolplattform.planning.hand_in.service.feedback import (
    add_comment,
    remove_comment,
    send_feedback,
    undo_feedback,
    write_feedback,
)
from skolplattform.planning.hand_in.service.handing import hand_in, take_back
from skolplattform.planning.hand_in.service.own_terms import Own, decide_own_terms

__all__ = [
    "Own",
    "add_comment",
    "add_file",
    "decide_own_terms",
    "hand_in",
    "remove_comment",
    "remove_file",
    "send_feedback",
    "take_back",
    "undo_feedback",
    "write_draft",
    "write_feedback",
]
