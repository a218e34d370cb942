"""Discussion per unit: a teacher's question to a group, what its students write, and what the teacher does (GEN-06)."""
