"""Reads of hand-ins: the student's tasks, the family's view, the teacher's pile and one hand-in in it."""

from skolplattform.planning.hand_in.queries.lines import hand_ins_of
from skolplattform.planning.hand_in.queries.pile import pile, piles
from skolplattform.planning.hand_in.queries.reading import reading
from skolplattform.planning.hand_in.queries.task import fetched, task

__all__ = ["fetched", "hand_ins_of", "pile", "piles", "reading", "task"]
