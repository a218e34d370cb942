"""Planering: what a group is to learn, from the syllabus to the student's page."""
