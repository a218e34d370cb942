"""Reads of warnings, always as an actor. What staff open of students is audited; home reads what is its own."""

from skolplattform.assessment.risk.queries.family import family_warnings
from skolplattform.assessment.risk.queries.group import warn_group
from skolplattform.assessment.risk.queries.rows import followed_warnings
from skolplattform.assessment.risk.queries.school import warnings_of_school
from skolplattform.assessment.risk.queries.warning import warning_view

__all__ = ["family_warnings", "followed_warnings", "warn_group", "warning_view", "warnings_of_school"]
