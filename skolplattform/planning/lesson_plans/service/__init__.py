"""What a teacher does with lesson plans: write, move, tick off, take on what was left."""

from skolplattform.planning.lesson_plans.service.move import move_plan, note_moved, settle, settle_imported, take_back
from skolplattform.planning.lesson_plans.service.teach import Carried, carry_over, put_back, tick
from skolplattform.planning.lesson_plans.service.write import NO_UNIT, LessonEdit, begin_plan, save_plan

__all__ = [
    "NO_UNIT",
    "Carried",
    "LessonEdit",
    "begin_plan",
    "carry_over",
    "move_plan",
    "note_moved",
    "put_back",
    "save_plan",
    "settle",
    "settle_imported",
    "take_back",
    "tick",
]
