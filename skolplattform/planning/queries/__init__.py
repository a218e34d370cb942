"""Reads of planning: the teacher's term and editor, what students and guardians may read, what a group has met."""

from skolplattform.planning.queries.coverage import coverage_of_unit, met_points
from skolplattform.planning.queries.editor import plan_draft
from skolplattform.planning.queries.overview import drafts, overview
from skolplattform.planning.queries.published import (
    preview,
    published_plan,
    reader_list,
    unit_criteria,
    units_of_group,
    units_of_student,
)

__all__ = [
    "coverage_of_unit",
    "drafts",
    "met_points",
    "overview",
    "plan_draft",
    "preview",
    "published_plan",
    "reader_list",
    "unit_criteria",
    "units_of_group",
    "units_of_student",
]
