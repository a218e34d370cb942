"""Reads of the figures, always as an actor."""
