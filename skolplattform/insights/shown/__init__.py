"""Figures made ready to show: texts in both languages, charts, rows. No query and no Reflex here."""
