"""Finding names by parts of them, the same on both databases."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

ESCAPE = "\\"


def named(text: str, *columns: Any) -> ColumnElement[bool]:
    """The condition that every word is in one of the columns; the database's lower case knows no Å."""
    conditions = []
    for word in text.split()[:4]:
        safe = word.replace(ESCAPE, ESCAPE * 2).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_")
        forms = {safe, safe.lower(), safe.upper(), safe.capitalize()}
        conditions.append(or_(*(col(c).like(f"%{form}%", escape=ESCAPE) for c in columns for form in sorted(forms))))
    return and_(True, *conditions)
