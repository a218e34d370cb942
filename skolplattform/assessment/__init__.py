"""Bedömning: judgements against criteria, grades, feedback."""
