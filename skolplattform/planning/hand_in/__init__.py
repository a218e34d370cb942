"""Hand-ins: what students hand in for a test or a task, and what their teacher answers (GEN-03, PLA-07)."""
