"""A head's decisions that a student reads a subject by another school form's syllabus than the group (R-P03)."""
