"""Pages of planning, one in each file."""
