"""The pages of notices, one per Python module."""
