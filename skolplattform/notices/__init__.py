"""Aviseringar: what waits for a person, seen at the bell and sent by the channels they chose."""
