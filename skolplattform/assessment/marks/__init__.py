"""Prov och resultat: what students have shown in tests and tasks, in points, words or a comment."""
