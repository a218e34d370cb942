"""Reads of lesson plans: a teacher's sequence."""

from skolplattform.planning.lesson_plans.queries.sequence import lesson_sequence, unplanned

__all__ = ["lesson_sequence", "unplanned"]
