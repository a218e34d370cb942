"""Curricula, subjects, stages, core content, criteria and scales: versioned, and rows rather than code."""
