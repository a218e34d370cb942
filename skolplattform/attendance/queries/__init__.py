"""What people read of attendance, always as an actor."""

from skolplattform.attendance.queries.opening import OpenLesson, open_lesson

__all__ = ["OpenLesson", "open_lesson"]
