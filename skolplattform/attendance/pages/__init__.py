"""The pages of attendance, one per Python module."""
