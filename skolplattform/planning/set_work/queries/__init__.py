"""Reads of the calendar of tests and tasks: a teacher's group, the form, what a student has ahead, a school's weeks."""

from skolplattform.planning.set_work.queries.calendar import group_calendar, work_of_groups
from skolplattform.planning.set_work.queries.form import new_form, weighed, work_form
from skolplattform.planning.set_work.queries.school import school_weeks
from skolplattform.planning.set_work.queries.student import coming
from skolplattform.planning.set_work.queries.student_day import came_back, work_of_day

__all__ = [
    "came_back",
    "coming",
    "group_calendar",
    "new_form",
    "school_weeks",
    "weighed",
    "work_form",
    "work_of_day",
    "work_of_groups",
]
