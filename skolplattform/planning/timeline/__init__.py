"""A group's term or year in a subject: its units along the weeks, planned together by those who teach it (PLA-08)."""
