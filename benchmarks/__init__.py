"""Measurements at a stated data size. They print; they never assert."""
