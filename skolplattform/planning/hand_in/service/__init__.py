"""Writes of hand-ins: the student's draft and handing in, the teacher's answer."""

from skolplattform.planning.hand_in.service.draft import Saved, add_file, remove_file, write_draft
from skolplattform.planning.hand_in.service.feedback import add_comment, remove_comment, send_feedback, write_feedback
from skolplattform.planning.hand_in.service.handing import hand_in, take_back

__all__ = [
    "Saved",
    "add_comment",
    "add_file",
    "hand_in",
    "remove_comment",
    "remove_file",
    "send_feedback",
    "take_back",
    "write_draft",
    "write_feedback",
]
