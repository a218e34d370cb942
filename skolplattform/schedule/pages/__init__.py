"""Pages of the timetable."""
