"""Barn- och elevregister: persons, guardians, organisations, enrolments, groups, duties."""
