"""Reads of coverage: a group's whole stage, and a principal's subjects."""

from skolplattform.planning.coverage.queries.group import group_map
from skolplattform.planning.coverage.queries.school import school_map

__all__ = ["group_map", "school_map"]
