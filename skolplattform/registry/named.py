"""Persons by the beginning of a name."""

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from skolplattform.registry.tables import Person


def name_begins(words: str) -> ColumnElement[bool]:
    """The condition on `Person` that the name or the family name begins with the words."""
    given, family = col(Person.given_name), col(Person.family_name)
    return or_(*(name.istartswith(words, autoescape=True) for name in (given + " " + family, family)))
