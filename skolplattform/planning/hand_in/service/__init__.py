"""Writes of hand-ins: the student's draft and handing in, the teacher's answer, what holds for one student."""

from skolplattform.planning.hand_in.service.draft import Saved, add_file, remove_file, write_draft
from skolplattform.planning.hand_in.service.handing import hand_in, take_back

__all__ = ["Saved", "add_file", "hand_in", "remove_file", "take_back", "write_draft"]
