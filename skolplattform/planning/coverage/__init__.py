"""Which core content is planned and taught: by a group over its whole stage, by a school's groups together (PLA-03)."""
