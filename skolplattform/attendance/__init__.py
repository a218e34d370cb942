"""Frånvaro och närvaro: lesson registers, deviations, reports of absence."""
