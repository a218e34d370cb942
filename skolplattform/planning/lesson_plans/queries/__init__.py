"""Reads of lesson plans: a sequence, one lesson, a substitute's day, what students and guardians are shown."""

from skolplattform.planning.lesson_plans.queries.now import lesson_at_hand, lesson_page
from skolplattform.planning.lesson_plans.queries.pack import lesson_pack
from skolplattform.planning.lesson_plans.queries.readers import shown_days, shown_plans
from skolplattform.planning.lesson_plans.queries.sequence import lesson_sequence, unplanned

__all__ = ["lesson_at_hand", "lesson_pack", "lesson_page", "lesson_sequence", "shown_days", "shown_plans", "unplanned"]
