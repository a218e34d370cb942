"""Matrices that teachers make themselves for a unit or a task (BED-02)."""
