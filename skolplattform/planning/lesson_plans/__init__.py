"""Lesson plans: what is done lesson by lesson, moving along with the timetable (PLA-04), and Lektionen nu (GEN-01)."""
