"""Reads of hand-ins: the student's tasks, the family's view, the teacher's pile and one in it, the head's numbers."""

from skolplattform.planning.hand_in.queries.lines import hand_ins_of
from skolplattform.planning.hand_in.queries.pile import pile, piles
from skolplattform.planning.hand_in.queries.reading import reading
from skolplattform.planning.hand_in.queries.school import hand_ins_of_school
from skolplattform.planning.hand_in.queries.task import fetched, task

__all__ = ["fetched", "hand_ins_of", "hand_ins_of_school", "pile", "piles", "reading", "task"]
