"""Pages that belong to a role rather than to a module."""
