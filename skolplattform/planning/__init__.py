"""Planering och genomförande: curricula, unit plans, criteria."""
