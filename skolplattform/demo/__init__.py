"""Invents a school or a whole city with a term or a year behind it, for demonstrations, tests and measurements."""
